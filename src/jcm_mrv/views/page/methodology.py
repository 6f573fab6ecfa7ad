"""The methodology: how it is sourced, what it counts, and the policies that were declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import facts, items, left_out, section, table
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.reported.cover import cover_of
from jcm_mrv.views.reported.evidence import policies_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.view import View

SHOWN_SOURCES = 40
SHOWN_POLICIES = 40


def render_methodology(view: View) -> Markup:
    """Render how the methodology is sourced, and the declared policies."""
    _ = view.language.text
    cover, methodology = cover_of(view.parsed, view.language), view.parsed.report.methodology
    sources: list[Child] = [
        join([view.own(one.title), element("br"), view.linked(one.url)])
        for one in methodology.sources[:SHOWN_SOURCES]
    ]
    policies = policies_of(view.parsed, view.language)
    told = [(name, view.own(text)) for name, text in policies[:SHOWN_POLICIES]]
    emissions = [
        (
            _("reference") if one.side == "reference" else _("project"),
            view.own(view.language.known(one.source)),
            one.gas,
        )
        for one in methodology.emission_sources[:SHOWN_SOURCES]
    ]
    header = (_("Counted in"), _("Emission source"), _("Gas"))
    return section(
        "methodology",
        _("Methodology and its sources"),
        element("p", cover.fidelity, class_="notice"),
        facts(
            (
                (_("Methodology"), view.own(cover.methodology)),
                (_("Module"), cover.module),
                (_("Digest of its rules"), element("code", methodology.rules_sha256)),
                (_("Digest of its file"), element("code", methodology.file_sha256)),
                (_("Sources"), items(sources) if sources else None),
            )
        ),
        left_out(view, len(methodology.sources) - SHOWN_SOURCES),
        table(_("Emission sources"), header, emissions) if emissions else None,
        element("h3", _("Declared policies")) if told else None,
        facts(told, class_="facts wide"),
    )
