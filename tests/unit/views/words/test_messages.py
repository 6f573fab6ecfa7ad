"""How the views say their messages: whole, literal, and with the values that they name."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWS = Path(__file__).parents[4] / "src" / "jcm_mrv" / "views"
PATHS = sorted(VIEWS.glob("*/**/*.py"))
FORWARDING = {"words/language.py", "page/words.py"}


def name_of(path: Path) -> str:
    """Return a module's path inside of the views."""
    return path.relative_to(VIEWS).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a module, parsed."""
    return ast.parse(path.read_text("utf-8"))


def is_translation(node: ast.AST) -> bool:
    """Tell whether a node translates a message: ``_(…)`` or ``language.text(…)``."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Name):
        return called.id == "_"
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "text"
        and isinstance(called.value, ast.Name)
        and called.value.id in ("language", "self")
    )


def translations() -> Iterator[tuple[str, ast.Call]]:
    """Give every call that translates a message, with its place."""
    for path in PATHS:
        for node in ast.walk(tree_of(path)):
            if is_translation(node):
                assert isinstance(node, ast.Call)
                yield f"{name_of(path)}:{node.lineno}", node


def test_a_message_is_one_literal_text() -> None:
    """Whoever translates sees a whole sentence: none is put together, and none is a variable."""
    calls = list(translations())
    assert len(calls) > 100
    assert [
        place
        for place, call in calls
        if not (
            len(call.args) == 1
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        )
    ] == []


def test_a_message_gets_the_values_that_it_names() -> None:
    """No name in braces is left without a value, and no value is given for nothing."""
    for place, call in translations():
        message = call.args[0]
        assert isinstance(message, ast.Constant)
        named = {name for _, name, _, _ in Formatter().parse(str(message.value)) if name is not None}
        given = {keyword.arg for keyword in call.keywords}
        if given or place.partition(":")[0] not in FORWARDING:
            assert named == given, place


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_a_message_does_not_begin_or_end_with_a_space(path: Path) -> None:
    """A text with a space at its end is a piece of another: languages join pieces otherwise."""
    for node in ast.walk(tree_of(path)):
        if is_translation(node):
            assert isinstance(node, ast.Call)
            message = node.args[0]
            assert isinstance(message, ast.Constant)
            said = str(message.value)
            assert said == said.strip() != "", said
