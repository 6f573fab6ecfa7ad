"""The limits of a formula: each kind of hostile text is refused before it costs anything."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import FormulaError, parse_formula
from jcm_mrv.expressions.limits import parse_limited

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "a formula is missing", id="empty"),
        pytest.param("   ", "a formula is missing", id="spaces"),
        pytest.param(
            "x" * 5_000_000,
            "a formula has at most 2,000 characters (got 5,000,000)",
            id="five megabytes",
        ),
        pytest.param(
            "1+" * 1_000 + "1",
            "a formula has at most 2,000 characters (got 2,001)",
            id="one character too many",
        ),
        pytest.param(
            "(" * 10_000, "a formula has at most 2,000 characters (got 10,000)", id="brackets"
        ),
        pytest.param(
            "(" * 51 + "1" + ")" * 51, "a formula has at most 50 brackets (got 51)", id="round"
        ),
        pytest.param("[" * 51, "a formula has at most 50 brackets (got 51)", id="square"),
        pytest.param("{" * 51, "a formula has at most 50 brackets (got 51)", id="curly"),
        pytest.param(
            "1\0",
            'a formula is one line of ASCII characters (got "\\x00" at character 2)',
            id="NUL",
        ),
        pytest.param(
            "A +\nB",
            'a formula is one line of ASCII characters (got "\\x0a" at character 4)',
            id="newline",
        ),
        pytest.param(
            "A\r+ B",
            'a formula is one line of ASCII characters (got "\\x0d" at character 2)',
            id="carriage return",
        ),
        pytest.param(
            "A\t+ B",
            'a formula is one line of ASCII characters (got "\\x09" at character 2)',
            id="tab",
        ),
        pytest.param(
            "A * １",
            'a formula is one line of ASCII characters (got "１" at character 5)',
            id="full-width digit",
        ),
        pytest.param(
            "ΕC",  # a Greek capital epsilon
            'a formula is one line of ASCII characters (got "Ε" at character 1)',
            id="Greek letter",
        ),
        pytest.param(
            "A # B", '"#" is not part of the formula language (character 3)', id="comment"
        ),
        pytest.param(
            "A == 'x\\n'",
            '"\\" is not part of the formula language (character 8)',
            id="backslash",
        ),
        pytest.param(
            "-" * 1_990 + "1", "a formula is nested at most 40 deep", id="two thousand signs"
        ),
        pytest.param("not " * 400 + "A", "a formula is nested at most 40 deep", id="nots"),
        pytest.param("A" + "+A" * 900, "a formula is nested at most 40 deep", id="long sum"),
        pytest.param("A" + "+A" * 40, "a formula is nested at most 40 deep", id="depth 41"),
        pytest.param(
            "min(" + ",".join(["1"] * 500) + ")",
            "a formula is made of at most 500 parts",
            id="500 values",
        ),
        pytest.param("1if A else 2", "this cannot be read as a formula at character 1", id="1if"),
        pytest.param("A = B", "this cannot be read as a formula at character 3", id="assignment"),
        pytest.param("A; B", "this cannot be read as a formula at character 2", id="semicolon"),
        pytest.param("import os", "this cannot be read as a formula at character 1", id="import"),
        pytest.param("0777", "this cannot be read as a formula at character 1", id="old octal"),
        pytest.param("A and", "this cannot be read as a formula", id="half a condition"),
        pytest.param("(A", "this cannot be read as a formula at character 1", id="open bracket"),
    ],
)
def test_a_hostile_or_broken_text_is_refused(
    text: str, message: str, recwarn: pytest.WarningsRecorder
) -> None:
    """Each is refused in a sentence of ours; no warning of Python's is ever shown."""
    with pytest.raises(FormulaError) as refusal:
        parse_formula(text)
    shown = str(refusal.value)
    assert shown.removeprefix(f"{text.strip()}: ") == message
    assert not recwarn


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A" + "+A" * 39, id="depth 40"),
        pytest.param("(" * 50 + "A" + ")" * 50, id="50 brackets"),
        pytest.param("min(" + ",".join(["1"] * 498) + ")", id="500 nodes"),  # call, name, 498
        pytest.param("'" + "x" * 1_992 + "' == A", id="2,000 characters"),
    ],
)
def test_a_formula_at_a_limit_is_read(text: str) -> None:
    """The limit itself is allowed."""
    assert parse_formula(text)


@pytest.mark.parametrize("error", [ValueError, MemoryError, RecursionError])
def test_a_failure_of_the_parser_is_a_refusal(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever Python's parser gives up with, the reader sees our sentence."""

    def fail(*_: object, **__: object) -> None:
        raise error("internal words")

    monkeypatch.setattr(ast, "parse", fail)
    with pytest.raises(FormulaError) as refusal:
        parse_formula("A + B")
    assert str(refusal.value) == "A + B: this cannot be read as a formula"


def test_the_whole_text_is_the_operand_of_a_broken_formula() -> None:
    """Where nothing smaller can be blamed, all of it is."""
    with pytest.raises(FormulaError) as refusal:
        parse_formula(" A +* B ")
    assert refusal.value.operand == "A +* B"
    assert str(refusal.value) == "A +* B: this cannot be read as a formula at character 4"


def test_a_long_operand_is_cut_in_the_message() -> None:
    """A line of two thousand characters would bury the sentence."""
    with pytest.raises(FormulaError) as refusal:
        parse_formula("A + " * 30)
    assert str(refusal.value) == (("A + " * 20) + "…: this cannot be read as a formula")


def test_python_only_parses_and_never_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree is read; no code object is made of a formula."""
    seen: list[str] = []
    real: Callable[..., ast.AST] = ast.parse

    def spy(text: str, **options: str) -> ast.AST:
        seen.append(options["mode"])
        return real(text, **options)

    monkeypatch.setattr(ast, "parse", spy)
    assert isinstance(parse_limited("A * 2"), ast.BinOp)
    assert seen == ["eval"]
