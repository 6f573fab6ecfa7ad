"""Findings as Markdown: for a comment on a pull request, or the summary of a job.

What comes from files is text there and nothing else: no table, no link, no HTML, no one mentioned.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jcm_mrv.views.excerpt import render_excerpt
from jcm_mrv.views.findings import count_findings
from jcm_mrv.views.listing import describe_below, show_place
from jcm_mrv.views.surface import Surface, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jcm_mrv.checks.check import Check
    from jcm_mrv.places.located import Located
    from jcm_mrv.views.listing import Listing

SHOWN = 100
"""Rows of the table; GitHub refuses a comment of more than 65,536 characters."""
SHOWN_PER_CODE = 5
LONGEST = 400
"""Characters of a message in the table."""

_WIDE = Surface(width=100)
_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
# "readings.csv:100: kwh" would show a picture for ":100:".
_LINKING = re.compile(r"(@|#|:(?=//|[\w+-]+:)|\bwww(?=\.))", re.IGNORECASE)


def render_markdown(listings: Iterable[Listing]) -> str:
    """Render for each project a verdict, a table by severity, and details that are folded."""
    return "\n".join("\n".join(_blocks(listing)) for listing in listings)


def escape(text: str) -> str:
    """Return a text that Markdown shows letter by letter, also in a cell of a table."""
    safe = make_harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # An empty comment parts what would else become a link to an issue, a mention, a picture.
    return _LINKING.sub(r"\1<!-- -->", _SPECIAL.sub(r"\\\1", safe))


def _blocks(listing: Listing) -> Iterator[str]:
    found = [one.finding for one in listing.findings]
    verdict = "failed" if listing.failed else "passed"
    counted = count_findings(found)
    if listing.accepted is not None and found:
        counted = f"new since the baseline: {counted}"
    yield f"### jcm-mrv check {verdict}: {escape(listing.project)}\n"
    yield f"**{counted[:1].upper()}{counted[1:]}.**" + _of_baseline(listing) + "\n"
    if listing.findings:
        yield from _table(listing.findings)
        yield from _details(listing)
    if listing.calendar:
        yield "<details><summary>Completeness of the readings</summary>\n"
        yield f"```text\n{listing.calendar.rstrip()}\n```\n"
        yield "</details>\n"


def _of_baseline(listing: Listing) -> str:
    if listing.accepted is None:
        return ""
    known = len(listing.accepted)
    gone = sum(one.count for one in listing.gone)
    text = f" Accepted by the baseline: {known:,}."
    return text + (f" No longer there: {gone:,}; renew the baseline." if gone else "")


def _table(found: Sequence[Located]) -> Iterator[str]:
    rows = ["| severity | code | place | finding |", "|---|---|---|---|"]
    for one in found[:SHOWN]:
        finding = one.finding
        message = make_harmless(finding.message)
        cut = message if len(message) <= LONGEST else message[:LONGEST] + "…"
        below = "".join(f"<br>{escape(line)}" for line in describe_below(finding))
        severity = f"**{finding.severity}**" if finding.severity == "error" else finding.severity
        rows.append(
            f"| {severity} | {finding.code} | {escape(show_place(one))} | {escape(cut)}{below} |"
        )
    yield "\n".join(rows) + "\n"
    if len(found) > SHOWN:
        yield f"{len(found) - SHOWN:,} more are not shown here.\n"


def _details(listing: Listing) -> Iterator[str]:
    checks = {check.code: check for check in listing.catalogue}
    yield "<details><summary>Lines, reasons, and what to do</summary>\n"
    by_code = sorted(listing.findings, key=lambda one: one.finding.code)
    for code, same in groupby(by_code, key=lambda one: one.finding.code):
        yield from _detail(code, checks, list(same))
    yield "</details>\n"


def _detail(code: str, checks: Mapping[str, Check], same: Sequence[Located]) -> Iterator[str]:
    check = checks.get(code)
    if check is None:
        return
    yield f"#### {code} {escape(check.title)}\n"
    shown = []
    for one in same[:SHOWN_PER_CODE]:
        if one.excerpt is not None:
            shown.append(f"{one.file or one.finding.where.file}:{one.excerpt.line}")
            shown += [f"  {line}" for line in render_excerpt(one.excerpt, _WIDE, 2)]
    if shown:
        yield _fence([line if line[:1] == " " else make_harmless(line) for line in shown])
    # The catalogue is Markdown of our own.
    yield f"{check.why}\n"
    yield f"What to do: {check.remedy}\n"


def _fence(lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    # A fence is longer than any row of backticks in what it holds.
    longest = max((len(row) for row in re.findall(r"`+", body)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}text\n{body}\n{mark}\n"
