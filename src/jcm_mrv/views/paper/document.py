"""The whole paper as data: the cover, and the sections in the order in which a TPE reads them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jcm_mrv.views.paper.calculation import calculation
from jcm_mrv.views.paper.cover import MAX_HEADER, cover_data, header_of
from jcm_mrv.views.paper.evidence import basis, files, is_attached, policies, verifying
from jcm_mrv.views.paper.findings import findings
from jcm_mrv.views.paper.monitoring import parameters
from jcm_mrv.views.paper.months import months
from jcm_mrv.views.paper.record import eligibility, events, meters, structure, surroundings
from jcm_mrv.views.paper.results import results
from jcm_mrv.views.paper.texts import cut
from jcm_mrv.views.reported.cover import cover_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block
    from jcm_mrv.views.words import Language

SECTIONS: tuple[Callable[[ParsedReport, Language], list[Block]], ...] = (
    results,
    basis,
    months,
    parameters,
    calculation,
    meters,
    events,
    findings,
    eligibility,
    structure,
    surroundings,
    policies,
    files,
    verifying,
)
_NO_DAY = dt.date(2000, 1, 1)


def paper_of(parsed: ParsedReport, language: Language) -> dict[str, Any]:
    """Return the data of the paper, for the templates."""
    _ = language.text
    cover = cover_of(parsed, language)
    day = date_of(parsed)
    kind = _("Monitoring report")
    return {
        "language": language.code,
        "title": language.labelled(f"{kind} {cover.reference_number}".strip(), cover.title),
        "author": cover.prepared_by,
        "date": [day.year, day.month, day.day],
        "header": header_of(cover, language),
        "methodology": cut(
            parsed.report.methodology.number or parsed.report.project.methodology, MAX_HEADER
        ),
        "digest": f"SHA-256 {parsed.sha256[:16]}…",
        "page": _("Page {page} of {pages}"),
        "contents": _("Contents"),
        "figure": _("Figure"),
        "report": parsed.data.decode() if is_attached(parsed) else None,
        "attached": _("The report that this paper shows"),
        "cover": cover_data(parsed, language),
        "blocks": [block for section in SECTIONS for block in section(parsed, language)],
    }


def date_of(parsed: ParsedReport) -> dt.date:
    """Return the day that the paper bears: the report's own, else the day after the period.

    No clock is read, so that the same report gives the same bytes on every day.
    """
    project = parsed.report.project
    own = project.report.date if project.report is not None else None
    try:
        if own is not None:
            return dt.date.fromisoformat(own)
        return dt.date.fromisoformat(project.monitoring_period.end) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return _NO_DAY
