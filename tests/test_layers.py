"""The layers: imports point downwards only, and modules stay small enough to read."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "jcm_mrv"
MAX_LINES = 400

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli"}),
    frozenset({"forms"}),
    frozenset({"views"}),
    frozenset({"countersigning", "verification"}),
    frozenset({"difference", "sampling"}),
    frozenset({"run"}),
    frozenset({"running"}),
    frozenset({"bundle", "disclosure", "report", "statement"}),
    frozenset({"lock"}),
    frozenset({"calculation"}),
    frozenset({"checks"}),
    frozenset({"sql"}),
    frozenset({"readings"}),
    frozenset({"project"}),
    frozenset({"library"}),
    frozenset({"methodology"}),
    frozenset({"expressions"}),
    frozenset({"units"}),
    frozenset({"baseline", "places"}),
    frozenset({"archives", "canonical", "named_files", "writing"}),
    frozenset(
        {
            "__init__",
            "countries",
            "errors",
            "files",
            "findings",
            "numbers",
            "shapes",
            "toml",
            "vocabulary",
        }
    ),
)
"""Top packages and modules from the top down; each may import what stands below it."""

VIEW_LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"page", "paper", "workbook"}),
    frozenset({"charts"}),
    frozenset({"reported"}),
    frozenset({"words"}),
)
"""The packages of the views from the top down; modules of views beside them lie below all."""

RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    """Return every module of the package."""
    return sorted(SOURCE.rglob("*.py"))


def part_of(module: str) -> str:
    """Return the top package or module that a dotted name lies in."""
    _, _, rest = module.partition(".")
    return rest.partition(".")[0] or "__init__"


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Give the names that a module imports from this package, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and is_ours(node.module):
            if node.module == "jcm_mrv":
                yield from (f"jcm_mrv.{alias.name}" for alias in node.names)
            else:
                yield node.module


def is_ours(name: str) -> bool:
    """Tell whether a dotted name lies in this package."""
    return name == "jcm_mrv" or name.startswith("jcm_mrv.")


def wrong_arrows(part: str, tree: ast.AST) -> list[str]:
    """Return the parts that a module of a part imports and that stand above it."""
    found = (part_of(name) for name in imports_of(tree))
    # "from jcm_mrv import __version__" names no part.
    used = {name if name in RANKS else "__init__" for name in found}
    return sorted(name for name in used if name != part and RANKS[name] < RANKS[part])


def test_every_part_has_its_place() -> None:
    """A new package or module is put into a layer before it is used."""
    parts = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in modules()}
    assert parts - RANKS.keys() == set()


def test_every_package_goes_into_the_wheel() -> None:
    """A package that pyproject.toml does not list is there in a clone and nowhere else."""
    tools = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text("utf-8"))["tool"]
    folders = (path.parent.relative_to(SOURCE.parent) for path in SOURCE.rglob("__init__.py"))
    found = {".".join(folder.parts) for folder in folders}
    assert found == set(tools["setuptools"]["packages"]) - {"jcm_mrv.methodologies"}


def test_imports_point_downwards() -> None:
    """No module imports from a layer above its own, inside functions and for types included."""
    wrong = {}
    for path in modules():
        name = path.relative_to(SOURCE)
        part = name.parts[0].removesuffix(".py")
        if arrows := wrong_arrows(part, ast.parse(path.read_text("utf-8"))):
            wrong[name.as_posix()] = arrows
    assert wrong == {}


VIEW_RANKS = {name: rank for rank, names in enumerate(VIEW_LAYERS) for name in names}
VIEW_PACKAGES = sorted(path.name for path in (SOURCE / "views").iterdir() if path.is_dir())


def test_every_package_of_the_views_has_its_place() -> None:
    """A new form of the report is put into a layer before it is used."""
    assert {name for name in VIEW_PACKAGES if name != "__pycache__"} == VIEW_RANKS.keys()


@pytest.mark.parametrize("name", VIEW_RANKS)
def test_forms_of_the_report_do_not_lean_on_each_other(name: str) -> None:
    """Workbook, page and paper share charts, rows and words, and import nothing of each other."""
    for path in (SOURCE / "views" / name).rglob("*.py"):
        used = {
            module.split(".")[2]
            for module in imports_of(ast.parse(path.read_text("utf-8")))
            if module.startswith("jcm_mrv.views.")
        }
        wrong = {one for one in used & VIEW_RANKS.keys() if VIEW_RANKS[one] <= VIEW_RANKS[name]}
        assert wrong - {name} == set(), path


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "views").glob("*.py")), ids=lambda path: path.stem
)
def test_what_a_terminal_shows_needs_no_extra(path: Path) -> None:
    """The views of the terminal import nothing of what the extra ``report`` makes."""
    modules = imports_of(ast.parse(path.read_text("utf-8")))
    assert {module.split(".")[2] for module in modules if module.count(".") > 1} & set(
        VIEW_RANKS
    ) == set()


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("units", "from jcm_mrv.expressions.tree import Node", ["expressions"]),
        ("units", "import jcm_mrv.cli.app", ["cli"]),
        ("checks", "def f():\n    from jcm_mrv import views", ["views"]),
        ("cli", "from jcm_mrv import __version__, units", []),
        ("cli", "from jcm_mrv.cli import options\nimport polars", []),
    ],
)
def test_a_wrong_arrow_is_found(part: str, text: str, expected: list[str]) -> None:
    """The walk sees both forms of import, at any depth."""
    assert wrong_arrows(part, ast.parse(text)) == expected


def test_modules_stay_readable() -> None:
    """A module is split before it has 400 lines."""
    lines = {str(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


OTHER_SOURCES = sorted(
    path for suffix in ("css", "js", "typ") for path in (SOURCE / "views").rglob(f"*.{suffix}")
)


@pytest.mark.parametrize("path", OTHER_SOURCES or [Path(__file__)], ids=lambda path: path.name)
def test_styles_scripts_and_templates_stay_readable(path: Path) -> None:
    """What is not Python is split before it has 400 lines, too."""
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("part", ["cli", "views"])
def test_heavy_libraries_stay_out_of_what_a_person_reads(part: str) -> None:
    """The command line and the views import neither polars nor pint themselves."""
    used = set()
    for path in (SOURCE / part).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                used.add((node.module or "").partition(".")[0])
    assert used & {"polars", "pint"} == set()
