"""What the documentation takes from the program is current: sessions, help, methodologies."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.run import calculate
from jcm_mrv.units import standard_units

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def tools() -> dict[str, ModuleType]:
    """Return the modules of tools/, which is no package."""
    sys.path.insert(0, str(ROOT / "tools"))
    names = ("generate_docs", "methodology_pages", "run_sessions")
    try:
        return {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.pop(0)


def name_of(page: Path) -> str:
    """Return a page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console\n" in page.read_text("utf-8")], ids=name_of
)
def test_the_sessions_of_a_page_print_what_it_shows(
    page: Path, tools: dict[str, ModuleType], tmp_path: Path, program: list[str]
) -> None:
    """Each command of a page, run in order, prints what stands below it; `make docs` renews."""
    text = page.read_text("utf-8")
    programs = Path(program[0]).parent
    assert tools["run_sessions"].renew_page(text, tmp_path, programs) == text


def test_the_readme_has_sessions() -> None:
    """The page that everybody reads shows the program at work."""
    assert (ROOT / "README.md").read_text("utf-8").count("$ jcm-mrv ") >= 3


def test_every_block_of_help_is_current(tools: dict[str, ModuleType]) -> None:
    """Help in the docs is what `--help` prints; `make docs` writes it again."""
    for page in PAGES:
        text = page.read_text("utf-8")
        assert tools["generate_docs"].renew_help(text) == text, name_of(page)


def test_every_command_is_documented() -> None:
    """docs/command-line.md has the help of the program and of each command in it."""
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    documented = set(re.findall(r"<!-- help: ?([a-z ]*?) -->", page))
    for name in sorted(documented):
        block = re.search(rf"<!-- help: ?{name} -->\n(.*?)<!-- end of help -->", page, re.DOTALL)
        assert block is not None
        commands = re.findall(r"^  ([a-z]+)  ", block[1].partition("Commands:")[2], re.MULTILINE)
        assert {f"{name} {one}".strip() for one in commands} <= documented


def test_the_pages_of_the_methodologies_are_current(tools: dict[str, ModuleType]) -> None:
    """docs/methodologies holds what the library says; `make docs` writes it again."""
    folder = ROOT / "docs" / "methodologies"
    written = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}
    assert written == tools["methodology_pages"].render_pages()


def test_every_unit_and_potential_is_in_the_nomenclature() -> None:
    """Each unit name and each global warming potential stands on the page, and no other unit."""
    page = (ROOT / "docs" / "nomenclature.md").read_text("utf-8")
    assert sorted(name for name in (*standard_units().names, *GWP) if f"`{name}`" not in page) == []
    table = page.partition("| dimension | names |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([^`]+)`", table)) == set(standard_units().names)


EXAMPLE = re.compile(r"^\| \[[^]]+\]\((examples/[^)]+)/\) \|[^|]*\| ([^|]*) \|$", re.MULTILINE)


def test_the_readme_tells_what_each_example_gives() -> None:
    """The table on the first page has every example, with the credits that it gets."""
    rows = EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))
    folders = sorted(path.parent.name for path in (ROOT / "examples").glob("*/project.toml"))
    assert sorted(folder.partition("/")[2] for folder, _ in rows) == folders
    for folder, shown in rows:
        credits_given = calculate(ROOT / folder).document["totals"]["credits"]
        assert shown.split()[0].rstrip(":") == (
            "none" if credits_given is None else f"{credits_given:,}"
        )


LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """A link inside of the repository names a file or folder, and a heading or mark in it."""
    for target, mark in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        there = page.parent / target if target else page
        assert there.exists(), target
        if mark:
            text = (there / "README.md" if there.is_dir() else there).read_text("utf-8")
            headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            anchors = {
                re.sub(r"[^a-z0-9 _-]", "", one.lower()).replace(" ", "-") for one in headings
            }
            assert mark in anchors | set(re.findall(r'<a id="([^"]+)"', text)), f"{target}#{mark}"
