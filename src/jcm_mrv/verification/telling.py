"""Tell a node that differs as a finding of stage V."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_rounded, printable
from jcm_mrv.verification.differences import pointer_of
from jcm_mrv.verification.placing import FINDINGS, INPUTS, METHODOLOGY, TOTALS

if TYPE_CHECKING:
    from jcm_mrv.verification.differences import Trail
    from jcm_mrv.verification.model import NodeDifference

SHOWN = 80
SHOWN_FILES = 3
DECIMALS = 5


def tell_node(node: NodeDifference, name: str) -> Finding:
    """Return a node that differs as a finding.

    Args:
        node: the node.
        name: of the report's file.
    """
    return Finding(_code(node), "error", Place(name, pointer_of(node.trail)), f"{_sentence(node)}")


def tell_tonnes(tonnes: Fraction) -> str:
    """Return tonnes with a sign, rounded for a person."""
    text = format_rounded(tonnes, DECIMALS)
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    text = f"{whole}.{decimals}" if decimals else whole
    if text in ("0", "-0") and tonnes:
        return "less than 0.00001 t"
    return f"{'+' if tonnes > 0 else ''}{text} t"


def _code(node: NodeDifference) -> str:
    section = node.trail[0]
    if section == "schema":
        return "V311"
    if node.step == INPUTS:
        return "V316"
    if node.step == METHODOLOGY:
        return "V321" if node.trail == ("methodology", "rules_sha256") else "V323"
    if node.step == FINDINGS:
        return "V341"
    if node.step == TOTALS:
        return "V347" if section in ("vintages", "totals", "rounding") else "V348"
    return "V331" if node.own else "V332"


def _sentence(node: NodeDifference) -> str:
    reported = _value(node.reported, node.unit)
    if node.own:
        if node.reported is None:
            return f"{node.name}: {node.expected}"
        follows = _value(node.expected, node.unit)
        return f"{node.name}: {reported} reported; from the report's own numbers follows {follows}"
    if node.reported is None:
        start = f"{node.name} is not in the report; recomputed {_value(node.expected, node.unit)}"
    elif node.expected is None:
        start = f"{node.name} is in the report ({reported}), and is not recomputed"
    else:
        expected = _value(node.expected, node.unit)
        start = f"{node.name}: {reported} reported, {expected} recomputed"
    return start + _moves(node) + _look_at(node)


def _value(text: str | None, unit: str) -> str:
    if text is None:
        return "nothing"
    shown = printable(text, SHOWN)
    return f"{shown} {unit}" if unit not in ("", "1") and text != "none" else shown


def _moves(node: NodeDifference) -> str:
    if node.tonnes is None or not node.tonnes:
        return ""
    total = sum((part for _, part in node.tonnes), Fraction(0))
    if _is_result(node.trail):
        return f" ({tell_tonnes(total)})" if total else ""
    return (
        f"; this alone moves the reductions by {tell_tonnes(total)}"
        if total
        else ("; this alone moves no tonne")
    )


def _is_result(trail: Trail) -> bool:
    return trail[0] in ("vintages", "totals", "rounding")


def _look_at(node: NodeDifference) -> str:
    if not node.files:
        return ""
    shown = ", ".join(printable(one, SHOWN) for one in node.files[:SHOWN_FILES])
    more = len(node.files) - SHOWN_FILES
    return f"; look at {shown}" + (f" and {more:,} more" if more > 0 else "")
