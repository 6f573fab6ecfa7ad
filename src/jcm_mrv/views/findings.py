"""Findings as lines for a person, and as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from jcm_mrv.findings import SEVERITIES
from jcm_mrv.numbers import format_exact
from jcm_mrv.views.digits import format_value
from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.findings import Finding
    from jcm_mrv.views.surface import Surface

SHOWN_PER_CODE = 5
_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def render_findings(findings: Sequence[Finding], surface: Surface, *, every: bool = False) -> str:
    """Render findings by severity and code, and a last line that counts them.

    Args:
        findings: in any order; the order inside a code is kept.
        surface: what they are written to; only a terminal gets folded lines.
        every: show all findings of a code, not only the first few.
    """
    if not findings:
        return ""
    limit = len(findings) if every else SHOWN_PER_CODE
    several = len({finding.severity for finding in findings}) > 1
    lines: list[tuple[str, str, str]] = []
    for severity in SEVERITIES:
        chosen = sorted(
            (finding for finding in findings if finding.severity == severity),
            key=lambda finding: finding.code,
        )
        if chosen and several:
            lines.append((severity, f"{severity}s", ""))
        for code, same in groupby(chosen, key=lambda finding: finding.code):
            lines += _lines_of_code(severity, code, list(same), limit)
    lines.append(("", "", ""))
    codes = {finding.code for finding in findings}
    code = codes.pop() if len(codes) == 1 else "CODE"
    lines.append(("", f"{count_findings(findings)}; jcm-mrv explain {code} tells more.", ""))
    return _fold(lines, surface)


def count_findings(findings: Iterable[Finding]) -> str:
    """Count findings in words, such as ``1 error, 2 notes``."""
    severities = [finding.severity for finding in findings]
    parts = [
        f"{number:,} {severity}{'s' if number != 1 else ''}"
        for severity in SEVERITIES
        if (number := severities.count(severity))
    ]
    return ", ".join(parts) or "no findings"


def _lines_of_code(
    severity: str, code: str, same: list[Finding], limit: int
) -> Iterable[tuple[str, str, str]]:
    for finding in same[:limit]:
        yield severity, finding.line(), ""
        if finding.treatment:
            yield "", f"treated: {finding.treatment}", "    "
        if finding.effect:
            tonnes = format_value(format_exact(finding.effect.tonnes))
            yield "", f"effect on the reductions: {tonnes} t ({finding.effect.kind})", "    "
    if len(same) > limit:
        rest = len(same) - limit
        yield "", f"{rest:,} more {code}; --format json lists every one", "    "


def _fold(lines: Iterable[tuple[str, str, str]], surface: Surface) -> str:
    safe = [
        (severity, make_harmless(text, ascii_only=surface.ascii), indent)
        for severity, text, indent in lines
    ]
    if not surface.terminal:
        return "".join(f"{indent}{text}\n" for _, text, indent in safe)

    return draw(
        surface,
        *(
            Padding(_text(text, severity), (0, 0, 0, len(indent)))
            for severity, text, indent in safe
        ),
    )


def _text(text: str, severity: str) -> Text:
    return Text(text, style=_COLOURS.get(severity, ""), overflow="fold")
