"""The first screen: whose report this is, what it comes to, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import facts
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.view import NOTHING
from jcm_mrv.views.reported.cover import cover_of
from jcm_mrv.views.reported.results import lines_of, total_of
from jcm_mrv.views.reported.verdict import verdict_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.cover import Cover
    from jcm_mrv.views.reported.results import Line

SHOWN_LINES = 24
NO_BREAK = "\N{NO-BREAK SPACE}"


def render_first(view: View) -> Markup:
    """Render what a reader sees without scrolling."""
    _ = view.language.text
    cover = cover_of(view.parsed, view.language)
    number = element("span", cover.reference_number) if cover.reference_number else None
    kicker = [element("span", _("Monitoring report")), number]
    return element(
        "section",
        element("p", *kicker, class_="kicker"),
        element("h1", cover.title, id="title", lang=view.tongue(cover.title)),
        _facts(view, cover),
        _credits(view),
        _verdict(view),
        _recompute(view),
        id="summary",
        class_="first",
        aria_labelledby="title",
    )


def _facts(view: View, cover: Cover) -> Markup:
    _ = view.language.text
    named = [
        f"{one.name} ({one.country})" if one.country else one.name for one in cover.participants
    ]
    return facts(
        (
            (_("Methodology"), view.own(cover.methodology)),
            (_("Monitoring period"), cover.period),
            (_("Country"), cover.country),
            (_("Project participants"), view.own(view.language.listed(named)) if named else None),
        ),
        class_="facts cover",
    )


def _credits(view: View) -> Markup:
    _ = view.language.text
    lines = lines_of(view.parsed, view.language)
    total = total_of(view.parsed, view.language)
    unit = element("span", f"{NO_BREAK}t", class_="unit")
    withheld = verdict_of(view.parsed, view.language).outcome == "withheld"
    none = NOTHING if withheld else _("none")  # a line may have credits
    whole = join([view.shown(total.credits), unit]) if total.credits else none
    head = element(
        "p",
        element("span", _("Credits"), class_="label"),
        element("span", whole, class_="total" if total.credits else "total none"),
    )
    shown = [_line(view, line) for line in lines[:SHOWN_LINES]]
    if len(lines) > SHOWN_LINES:
        more = _("{count} more lines below", count=view.count(len(lines) - SHOWN_LINES))
        shown.append(element("li", element("a", more, href="#results")))
    years = element("ul", *shown, class_="vintages", aria_label=_("Credits by vintage"))
    return element("div", head, years, class_="credits")


def _line(view: View, line: Line) -> Markup:
    shown = view.shown(line.credits)
    return element(
        "li",
        element("span", line.label, class_="label"),
        element("span", join([shown, f"{NO_BREAK}t"]) if line.credits else shown, class_="amount"),
    )


def _verdict(view: View) -> Markup:
    _ = view.language.text
    verdict = verdict_of(view.parsed, view.language)
    counts = []
    for name, word, count in verdict.counts:
        if count:
            shown = join([word, " ", element("b", view.count(count))])
            counts.append(element("a", shown, href=f"#findings-{name}", class_=f"badge {name}"))
    found = (
        element("p", *counts, class_="counts", aria_label=_("Findings"))
        if counts
        else element("p", _("No findings."), class_="counts")
    )
    return join([element("p", verdict.sentence, class_=f"verdict is-{verdict.outcome}"), found])


def _recompute(view: View) -> Markup:
    """Return what the script of the page works with; without it, none of this shows."""
    _ = view.language.text
    button = element(
        "button", _("Re-compute every number"), type="button", id="recompute", hidden=True
    )
    return element(
        "div", button, element("output", id="verdict", aria_live="polite"), class_="recompute"
    )
