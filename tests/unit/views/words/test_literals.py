"""What a reader sees passes the language: no English sentence stands in a view as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

VIEWS = Path(__file__).parents[4] / "src" / "jcm_mrv" / "views"
PATHS = sorted(VIEWS.glob("*/**/*.py"))
PROSE = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z]{2,}")
NAME = re.compile(r"(?<![#&\w.-])[A-Z][a-z]{2,}(?![A-Z(])")

# What a regular expression takes for prose or for a heading, and no reader sees as such.
MARKUP = re.compile(r"@media|<!DOCTYPE|width=device-width|light dark|noreferrer")
COMMANDS = re.compile(r"^(sha256sum|jcm-mrv) ")
# Names that are the same in every language: fonts, sheets of the JCM's form, headers, Greek.
KEPT = {
    "Calibri", "Chart", "Consolas", "Content-Security-Policy", "Delta", "Equation", "Findings",
    "Language", "Noto Sans JP", "Omega", "Phi", "Readings", "Sigma", "Theme", "Yu Gothic",
}  # fmt: skip
# Modules that refuse: what they say goes to the terminal, which is in English.
REFUSING = {"workbook/guard.py", "workbook/rendering.py", "paper/typesetting.py"}


def name_of(path: Path) -> str:
    """Return a module's path inside of the views."""
    return path.relative_to(VIEWS).as_posix()


def is_class(node: ast.AST) -> bool:
    """Tell whether a node gives the class of an element, which only the style reads."""
    return isinstance(node, ast.keyword) and node.arg == "class_"


def literals(tool: ModuleType, tree: ast.AST) -> Iterator[str]:
    """Give the texts of a module but for docstrings, messages and what it raises."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif is_class(node) or isinstance(node, ast.Raise) or tool.is_translation(node):
            passed.update(id(inner) for inner in ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in passed and type(node.value) is str:
            yield node.value


def english(tool: ModuleType, source: str) -> list[str]:
    """Return what of a module's texts reads like English for a reader."""
    return [
        text
        for text in literals(tool, ast.parse(source))
        if (PROSE.search(text) or NAME.search(text))
        and text not in KEPT
        and not MARKUP.search(text)
        and not COMMANDS.search(text)
    ]


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_no_english_passes_the_language_by(path: Path, tool: ModuleType) -> None:
    """A sentence, or a word that begins like a heading, stands in a call of the language."""
    if name_of(path) not in REFUSING:
        assert english(tool, path.read_text("utf-8")) == []


def test_english_that_passes_the_language_by_is_found(tool: ModuleType) -> None:
    """A heading and a sentence in a helper of markup are found, in f-strings too."""
    source = 'p = element("p", "Two words")\nh = heading("Results", 1)\nq = f"{count} more lines"\n'
    assert english(tool, source) == ["Two words", "Results", " more lines"]
    assert english(tool, '"""A docstring."""\np = element("p", _("Two words"))\n') == []
