"""The page: one file with everything in it, for a browser without a network."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

from jcm_mrv.views.page.assets import read_script, read_style
from jcm_mrv.views.page.charting import render_charts
from jcm_mrv.views.page.eligibility import render_eligibility
from jcm_mrv.views.page.equations import render_equations
from jcm_mrv.views.page.evidence import render_checking, render_inputs
from jcm_mrv.views.page.findings import render_findings
from jcm_mrv.views.page.first import render_first
from jcm_mrv.views.page.markup import Markup, element
from jcm_mrv.views.page.meters import render_meters
from jcm_mrv.views.page.methodology import render_methodology
from jcm_mrv.views.page.parameters import render_parameters
from jcm_mrv.views.page.policy import policy_of
from jcm_mrv.views.page.project import render_project
from jcm_mrv.views.page.results import render_results
from jcm_mrv.views.page.view import view_of
from jcm_mrv.views.page.words import words_of

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.words import Language


def render_page(parsed: ParsedReport, language: Language) -> bytes:
    """Render a report as one HTML file; the same report and language give the same bytes."""
    view = view_of(parsed, language)
    title = _title(view)
    whole = element(
        "html",
        _head(title),
        "\n",
        element("body", *_body(view), *_data(view), _script()),
        lang=language.code,
    )
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def _title(view: View) -> str:
    project = view.parsed.report.project
    parts = (project.reference_number, project.title, view.language.text("Monitoring report"))
    return " · ".join(part for part in parts if part)


def _head(title: str) -> Markup:
    style = read_style()
    return element(
        "head",
        "\n",
        element("meta", charset="utf-8"),
        # Before anything that it speaks of.
        _meta("http-equiv", "Content-Security-Policy", policy_of(style, read_script())),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        "\n",
        element("style", Markup(style)),
    )


def _meta(key: str, name: str, content: str) -> Markup:
    # The sources of a policy stand in quotes of their own, which need no escaping here.
    return Markup(f'<meta {key}="{name}" content="{content}">')


def _body(view: View) -> list[Child]:
    _ = view.language.text
    charts = render_charts(view)
    parts = (
        (None, None, render_first(view)),
        ("results", _("Emissions and credits"), render_results(view, charts)),
        ("charts", _("Month by month"), charts.by_month),
        ("equations", _("Equations"), render_equations(view)),
        ("parameters", _("Parameters"), render_parameters(view)),
        ("meters", _("Meters and calibrations"), render_meters(view)),
        ("findings", _("Findings"), render_findings(view)),
        ("project", _("The project"), render_project(view)),
        ("eligibility", _("Eligibility"), render_eligibility(view)),
        ("methodology", _("Methodology and its sources"), render_methodology(view)),
        ("inputs", _("Files"), render_inputs(view)),
        ("verify", _("How to verify"), render_checking(view)),
    )
    contents = [
        element("li", element("a", title, href=f"#{name}")) for name, title, _part in parts if name
    ]
    skip = element("a", _("Skip to the results"), href="#results", class_="skip")
    nav = element("nav", element("ul", *contents), class_="contents", aria_label=_("Contents"))
    first, *others = [part for _name, _title, part in parts]
    main = element("main", first, nav, *others)
    return [skip, main, "\n"]


def _data(view: View) -> list[Child]:
    """Return the report, byte for byte, and the words of the script: data that nothing runs."""
    report = Markup(b64encode(view.parsed.data).decode("ascii"))
    words = json.dumps(words_of(view.language), ensure_ascii=False, sort_keys=True)
    return [
        element(
            "script",
            report,
            type="application/octet-stream",
            id="report",
            data_sha256=view.parsed.sha256,
        ),
        "\n",
        # "</script>" in a word would end the element.
        element(
            "script", Markup(words.replace("<", "\\u003c")), type="application/json", id="words"
        ),
        "\n",
    ]


def _script() -> Markup | None:
    script = read_script()
    return element("script", Markup(script)) if script else None
