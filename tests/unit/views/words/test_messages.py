"""How the views say their messages: whole, literal, and with the values that they name."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

VIEWS = Path(__file__).parents[4] / "src" / "jcm_mrv" / "views"
PATHS = sorted(VIEWS.glob("*/**/*.py"))
FILLED_LATER = ("page/words.py", "paper/document.py")


def name_of(path: Path) -> str:
    """Return a module's path inside of the views."""
    return path.relative_to(VIEWS).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a module, parsed."""
    return ast.parse(path.read_text("utf-8"))


def said(call: ast.Call) -> str:
    """Return the message of a call."""
    message = call.args[0]
    assert isinstance(message, ast.Constant)
    return str(message.value)


@pytest.fixture(scope="module")
def calls(tool: ModuleType) -> list[tuple[str, ast.Call]]:
    """Return every call that translates a message, with its place."""
    return [
        (f"{name_of(path)}:{node.lineno}", node)
        for path in PATHS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and tool.is_translation(node)
    ]


def test_a_message_is_one_literal_text(calls: list[tuple[str, ast.Call]]) -> None:
    """Whoever translates sees a whole sentence: none is put together, and none is a variable."""
    assert len(calls) > 200
    assert [
        place
        for place, call in calls
        if not (
            len(call.args) == 1
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        )
    ] == []


def test_a_message_gets_the_values_that_it_names(calls: list[tuple[str, ast.Call]]) -> None:
    """No name in braces is left without a value, and no value is given for nothing.

    The script of the page and the template of the paper put their values in place themselves.
    """
    for place, call in calls:
        named = {name for _, name, _, _ in Formatter().parse(said(call)) if name is not None}
        given = {keyword.arg for keyword in call.keywords}
        if given or not place.startswith(FILLED_LATER):
            assert named == given, place


def test_a_message_does_not_begin_or_end_with_a_space(calls: list[tuple[str, ast.Call]]) -> None:
    """A text with a space at its end is a piece of another: languages join pieces otherwise."""
    assert [place for place, call in calls if not said(call).strip() == said(call) != ""] == []
