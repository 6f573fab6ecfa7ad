"""Findings as lines for a person: by file, errors first, each with the line that it is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from jcm_mrv.findings import SEVERITIES
from jcm_mrv.numbers import format_exact
from jcm_mrv.views.digits import format_value
from jcm_mrv.views.excerpt import render_excerpt
from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jcm_mrv.findings import Finding, Severity
    from jcm_mrv.places.excerpt import Excerpt
    from jcm_mrv.views.surface import Surface

SHOWN_PER_CODE = 5
INDENT = 4
_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan", "excerpt": "dim"}


def choose_shown(findings: Iterable[Finding], *, every: bool = False) -> tuple[Finding, ...]:
    """Return the findings that a person is shown, file by file, errors first.

    Args:
        findings: in any order; the order inside a file, severity and code is kept.
        every: all findings of a code, not only the first few.
    """
    listed = list(findings)
    worst: dict[str, int] = {}
    for finding in listed:
        rank = SEVERITIES.index(finding.severity)
        worst[finding.where.file] = min(rank, worst.get(finding.where.file, rank))
    # As they come, behind those that have something worse.
    order = {file: place for place, file in enumerate(worst)}
    listed.sort(
        key=lambda one: (
            worst[one.where.file],
            order[one.where.file],
            SEVERITIES.index(one.severity),
            one.code,
        )
    )
    shown, counted = [], Counter[str]()
    for finding in listed:
        counted[finding.code] += 1
        if every or counted[finding.code] <= SHOWN_PER_CODE:
            shown.append(finding)
    return tuple(shown)


def render_findings(
    findings: Sequence[Finding],
    surface: Surface,
    *,
    excerpts: Mapping[Finding, Excerpt] | None = None,
    every: bool = False,
) -> str:
    """Render findings by file and severity, and a last line that counts them.

    Args:
        findings: in any order; the order inside a file, severity and code is kept.
        surface: what they are written to; only a terminal gets folded lines.
        excerpts: the line of a file that a finding is about, where it is known.
        every: show all findings of a code, not only the first few.
    """
    if not findings:
        return ""
    shown = choose_shown(findings, every=every)
    rest = Counter(one.code for one in findings) - Counter(one.code for one in shown)
    last = {finding.code: place for place, finding in enumerate(shown)}
    lines: list[tuple[str, str]] = []
    seen: set[tuple[str, int]] = set()
    groups = {(finding.where.file, finding.severity) for finding in findings}
    group: tuple[str, Severity] | None = None
    for place, finding in enumerate(shown):
        here = (finding.where.file, finding.severity)
        if here != group and len(groups) > 1:
            if group is not None and group[0] != here[0]:
                lines.append(("", ""))
            lines.append((finding.severity, f"{finding.severity}s in {finding.where.file}"))
        group = here
        lines.append((finding.severity, finding.line()))
        excerpt = (excerpts or {}).get(finding)
        if excerpt is not None:
            lines += _lines_of_excerpt(excerpt, finding.where.file, seen, surface)
        lines += _lines_below(finding)
        if last[finding.code] == place and rest[finding.code]:
            more = f"{rest[finding.code]:,} more {finding.code}; --format json lists every one"
            lines.append(("below", more))
    lines.append(("", ""))
    codes = {finding.code for finding in findings}
    code = codes.pop() if len(codes) == 1 else "CODE"
    lines.append(("", f"{count_findings(findings)}; jcm-mrv explain {code} tells more."))
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


def _lines_of_excerpt(
    excerpt: Excerpt, file: str, seen: set[tuple[str, int]], surface: Surface
) -> Iterator[tuple[str, str]]:
    shown = render_excerpt(excerpt, surface, INDENT)
    # The heading of a table is the place of many findings; one look at it is enough.
    if len(shown) > 1 or (file, excerpt.line) not in seen:
        yield from (("excerpt", line) for line in shown)
    seen.add((file, excerpt.line))


def _lines_below(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.treatment:
        yield "below", f"treated: {finding.treatment}"
    if finding.effect:
        tonnes = format_value(format_exact(finding.effect.tonnes))
        yield "below", f"effect on the reductions: {tonnes} t ({finding.effect.kind})"


def _fold(lines: Iterable[tuple[str, str]], surface: Surface) -> str:
    # An excerpt is harmless already, and blanks in it keep their number.
    safe = [
        (kind, text if kind == "excerpt" else make_harmless(text, ascii_only=surface.ascii))
        for kind, text in lines
    ]
    indents = {"below": INDENT, "excerpt": INDENT}
    if not surface.terminal:
        return "".join(f"{' ' * indents.get(kind, 0)}{text}\n" for kind, text in safe)
    return draw(
        surface,
        *(Padding(_text(kind, text), (0, 0, 0, indents.get(kind, 0))) for kind, text in safe),
    )


def _text(kind: str, text: str) -> Text:
    return Text(text, style=_COLOURS.get(kind, ""), overflow="fold", no_wrap=kind == "excerpt")
