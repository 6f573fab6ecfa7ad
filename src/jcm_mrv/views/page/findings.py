"""The findings: by severity and code, each with what it means and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import facts, fold, left_out, paragraphs, section
from jcm_mrv.views.page.figures import with_unit
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.reported.findings import findings_of
from jcm_mrv.views.reported.verdict import severities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.findings import Told

SHOWN_FINDINGS = 300
SHOWN_OF_A_CODE = 40
MAX_OPEN = 12


def render_findings(view: View) -> Markup:
    """Render the findings, errors first, those of one code together."""
    _ = view.language.text
    told = findings_of(view.parsed, view.language)
    if not told:
        none = _("{count} checks ran, and none found anything.", count=_ran(view))
        return section("findings", _("Findings"), element("p", none))
    shown = shown_findings(told)
    words = severities(view.language)
    parts = []
    for severity, word in words.items():
        group = [one for one in told if one.severity == severity]
        if not group:
            continue
        heading = join([word, " ", element("span", view.count(len(group)), class_="number")])
        codes: dict[str, list[Told]] = {}
        for one in group:
            codes.setdefault(one.code, []).append(one)
        parts.append(
            element(
                "section",
                element("h3", heading, id=f"findings-{severity}-title"),
                *(_code(view, each, shown) for each in codes.values()),
                id=f"findings-{severity}",
                class_=f"severity {severity}",
                aria_labelledby=f"findings-{severity}-title",
            )
        )
    ran = _("{count} checks ran.", count=_ran(view))
    return section("findings", _("Findings"), element("p", ran), *parts)


def shown_findings(told: Sequence[Told]) -> frozenset[int]:
    """Return the indexes of the findings that the page shows: the first of every code."""
    counts: dict[str, int] = {}
    shown: set[int] = set()
    for one in told:
        counts[one.code] = counts.get(one.code, 0) + 1
        if counts[one.code] <= SHOWN_OF_A_CODE and len(shown) < SHOWN_FINDINGS:
            shown.add(one.index)
    return frozenset(shown)


def _ran(view: View) -> str:
    return view.count(len(view.parsed.report.checks))


def _code(view: View, group: Sequence[Told], shown: frozenset[int]) -> Markup:
    _ = view.language.text
    first = group[0]
    listed = [_finding(view, one) for one in group if one.index in shown]
    parts = [element("ol", *listed, class_="list"), left_out(view, len(group) - len(listed))]
    means = [
        element("h5", _("What it means")) if first.why else None,
        paragraphs(view, first.why),
        element("h5", _("What to do")) if first.remedy else None,
        paragraphs(view, first.remedy),
    ]
    help_ = fold(_("What it means, and what to do"), *means) if first.why or first.remedy else None
    heading = element(
        "h4",
        element("span", first.code, class_="code"),
        " ",
        view.own(first.title) if first.title else None,
    )
    return element("div", heading, *parts, help_, class_="finding-code")


def _finding(view: View, one: Told) -> Markup:
    _ = view.language.text
    effect = None
    if one.effect is not None:
        number = with_unit(view.shown(one.effect), "t")
        effect = join([number, f" ({one.effect_kind})"])
    said = facts(
        (
            (_("Place"), element("code", one.place)),
            (_("Time"), one.time),
            (_("Treatment"), view.own(one.treatment) if one.treatment else None),
            (_("Effect on the reductions"), effect),
        ),
        class_="facts tight",
    )
    message = element("p", view.own(one.message), class_="message")
    return element("li", message, said, id=f"finding-{one.index}")
