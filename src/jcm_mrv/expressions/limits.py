"""The limits of a formula's text and tree, proved before anything else reads it (contracts 2)."""

from __future__ import annotations

import ast
import re
import warnings

from jcm_mrv.expressions.faults import FormulaError
from jcm_mrv.numbers import printable

MAX_CHARACTERS = 2_000
MAX_BRACKETS = 50
MAX_NODES = 500
MAX_DEPTH = 40


def parse_limited(text: str) -> ast.expr:
    """Return Python's tree of a formula that keeps within the limits.

    Raises:
        FormulaError: the text or its tree is beyond a limit, or is no expression at all.
    """
    _check_text(text)
    try:
        # A SyntaxWarning is a refusal too: with this filter it is raised as a SyntaxError.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            body = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        at = f" at character {error.offset}" if (error.offset or 0) > 0 else ""
        raise FormulaError(f"this cannot be read as a formula{at}", text) from None
    except (ValueError, MemoryError, RecursionError, Warning):
        raise FormulaError("this cannot be read as a formula", text) from None
    _check_tree(body, text)
    return body


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(
            f"a formula has at most {MAX_CHARACTERS:,} characters (got {len(text):,})",
            text[:MAX_CHARACTERS],
            lead=False,
        )
    if not text:
        raise FormulaError("a formula is missing", text, lead=False)
    if odd := re.search(r"[^ -~]", text):
        raise FormulaError(
            "a formula is one line of ASCII characters"
            f' (got "{printable(odd[0])}" at character {odd.start() + 1})',
            odd[0],
            lead=False,
        )
    if odd := re.search(r"[#\\]", text):
        raise FormulaError(
            f'"{odd[0]}" is not part of the formula language (character {odd.start() + 1})',
            odd[0],
            lead=False,
        )
    if (brackets := len(re.findall(r"[(\[{]", text))) > MAX_BRACKETS:
        raise FormulaError(
            f"a formula has at most {MAX_BRACKETS} brackets (got {brackets})", text, lead=False
        )


def _check_tree(body: ast.expr, text: str) -> None:
    nodes = 0
    # A loop, not a recursion: the depth is what is not known yet.
    waiting: list[tuple[ast.AST, int]] = [(body, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes += isinstance(node, ast.expr)
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            limit = (
                f"nested at most {MAX_DEPTH} deep"
                if depth > MAX_DEPTH
                else (f"made of at most {MAX_NODES} parts")
            )
            raise FormulaError(f"a formula is {limit}", text, lead=False)
        waiting.extend(
            (child, depth + isinstance(child, ast.expr)) for child in ast.iter_child_nodes(node)
        )
