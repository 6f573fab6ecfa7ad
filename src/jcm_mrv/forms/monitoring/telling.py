"""One cell that differs as a finding: what it holds, what belongs there, what that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_rounded, printable

if TYPE_CHECKING:
    from jcm_mrv.forms.monitoring.model import CellDifference

_SHOWN = 120
_PLACES = 3

_WORDS = {
    "form": "{found} (expected: {expected})",
    "typed": "a value is typed where a formula belongs: {found} (expected: {expected})",
    "formula": "the formula is {found} (expected: {expected})",
    "value": "it shows {found} (its formula gives {expected})",
    "fixed": "it holds {found} (expected: {expected})",
    "input": "it holds {found} (the readings give {expected})",
}


def tell_cell(one: CellDifference, file: str, code: str) -> Finding:
    """Return the finding of a cell.

    Args:
        one: the cell.
        file: name of the workbook.
        code: of the finding.
    """
    found, expected = (_shown(text, one.unit) for text in (one.found, one.expected))
    words = _WORDS[one.kind].format(found=found, expected=expected)
    name = f"{one.name}: " if one.name else ""
    tail = ""
    if one.tonnes:
        tail = f"; this alone moves {format_rounded(one.tonnes, _PLACES)} t"
    return Finding(code, "error", Place(file, one.cell), f"{name}{words}{tail}")


def _shown(text: str | None, unit: str) -> str:
    if text is None:
        return "nothing"
    shown = printable(text, _SHOWN)
    number = text.lstrip("-").replace(".", "").replace("/", "").isdigit()
    return f"{shown} {unit}" if number and unit not in ("", "1") else shown
