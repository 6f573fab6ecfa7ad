"""The smallest bad input of every code, and all that the program says of it.

A folder holds the files of the input and, beside them:

- ``base``: names of folders in ``_base`` whose files lie below them, one a line;
- ``change``: lines to replace in those, so that only the fault shows;
- ``command``: what is typed after ``jcm-mrv``, in the folder of the input;
- ``environment``: variables of the environment, ``NAME=value``, one a line;
- ``expected``: the lines of stderr, whole, without headings, lines of files and the count;
- ``exit``: the exit code.

What git cannot keep, such as a link or a packed file, is made by ``builders.py``.
``JCM_MRV_RENEW_GOLDEN=1 pytest tests/errors`` writes ``expected`` again; read it aloud then.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from tests.errors.builders import BUILDERS

from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.cli import main

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "codes"
CODE = re.compile(r"[PMDCV]\d{3}")
ABOUT = {"base", "change", "command", "environment", "expected", "exit"}
HEADING = re.compile(r"|(error|warning|note)s in .*")
EXCERPT = re.compile(r" {4}[ 0-9]+ \|( .*)?")
FOLDERS = sorted(path.name for path in HERE.iterdir() if CODE.fullmatch(path.name))


def read(path: Path) -> str:
    """Return the text of a file; none where there is no file."""
    return path.read_text("utf-8") if path.exists() else ""


def lay_out(code: str, folder: Path) -> None:
    """Put the input of a code into an empty folder."""
    case = HERE / code
    for layer in [*(HERE / "_base" / name for name in read(case / "base").split()), case]:
        for path in layer.rglob("*"):
            name = path.relative_to(layer)
            if path.is_file() and name.as_posix() not in ABOUT:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / name)
    apply_changes(read(case / "change"), folder)
    if code in BUILDERS:
        BUILDERS[code](folder)


def apply_changes(changes: str, folder: Path) -> None:
    """Change files: ``@ FILE``, then blocks of lines that go (``-``) and that come (``+``).

    A block from which nothing goes is added to the end of the file.
    """
    for part in f"\n{changes}".split("\n@ ")[1:]:
        name, _, blocks = part.partition("\n")
        text = "\n" + (folder / name).read_text("utf-8")
        for block in blocks.strip("\n").split("\n\n"):
            lines = block.split("\n")
            going = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
            coming = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
            assert not going or text.count(f"\n{going}") == 1, block
            text = text.replace(f"\n{going}", f"\n{coming}") if going else text + coming
        (folder / name).write_text(text[1:], "utf-8")


def said_in(stderr: str) -> list[str]:
    """Return the lines of findings: no headings, no lines of files, no count at the end."""
    return [
        line
        for line in stderr.splitlines()
        if not HEADING.fullmatch(line)
        and not EXCERPT.fullmatch(line)
        and "jcm-mrv explain " not in line
    ]


@pytest.mark.parametrize("code", FOLDERS)
def test_the_smallest_bad_input_gets_its_code_and_nothing_else(
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One fault gives its own finding, word for word, its exit code, and no finding beside it."""
    lay_out(code, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("HISTORIAN_URL", raising=False)
    for line in read(HERE / code / "environment").splitlines():
        monkeypatch.setenv(*line.split("=", 1))
    ended = main(shlex.split((HERE / code / "command").read_text("utf-8")))
    said = said_in(capsys.readouterr().err)
    if os.environ.get("JCM_MRV_RENEW_GOLDEN"):
        (HERE / code / "expected").write_text("".join(f"{line}\n" for line in said), "utf-8")
        (HERE / code / "exit").write_text(f"{ended}\n", "utf-8")
    assert said == (HERE / code / "expected").read_text("utf-8").splitlines()
    assert ended == int((HERE / code / "exit").read_text("utf-8"))
    assert any(f": {code} " in line for line in said)


@pytest.mark.parametrize("code", FOLDERS)
def test_a_message_is_in_our_own_words(code: str) -> None:
    """No library, no language and no machine shows through."""
    text = (HERE / code / "expected").read_text("utf-8").lower()
    for word in ("traceback", "pydantic", "polars", "tomllib", "errno", "error:", "/home"):
        assert word not in text


def test_every_code_has_its_bad_input_and_its_page() -> None:
    """The catalogue, the folders here and the pages of the documentation name the same codes.

    What a verification finds needs a signed report, and is shown by the tests beside its code.
    """
    described = [check.code for check in read_catalogue()]
    pages = [path.stem for path in DOCS.glob("*.md") if CODE.fullmatch(path.stem)]
    assert sorted(FOLDERS) == sorted(code for code in described if not code.startswith("V"))
    assert sorted(pages) == sorted(described)
