"""The eligibility criteria with the project's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import left_out, section
from jcm_mrv.views.page.markup import Markup, element
from jcm_mrv.views.reported.eligibility import eligibility_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.eligibility import Answered

SHOWN_CRITERIA = 60
_MARKS = {True: "✓", False: "✗", None: "?"}
_CLASSES = {True: "yes", False: "no", None: "open"}


def render_eligibility(view: View) -> Markup:
    """Render the checklist of the criteria."""
    _ = view.language.text
    criteria = eligibility_of(view.parsed, view.language)
    listed = [_criterion(view, one) for one in criteria[:SHOWN_CRITERIA]]
    none = element("p", _("The report has no eligibility criteria."))
    return section(
        "eligibility",
        _("Eligibility"),
        element("ul", *listed, class_="criteria") if listed else none,
        left_out(view, len(criteria) - SHOWN_CRITERIA),
    )


def _criterion(view: View, one: Answered) -> Markup:
    _ = view.language.text
    mark = element("span", _MARKS[one.met], aria_hidden="true")
    answer = element("p", mark, " ", one.answer, class_=f"answer {_CLASSES[one.met]}")
    number = element("span", one.id, class_="code")
    text = element("p", number, " ", view.own(one.text))
    evidence = (
        element("p", _("Evidence:"), " ", view.linked(one.evidence), class_="origin")
        if one.evidence
        else None
    )
    return element("li", answer, element("div", text, evidence))
