"""A report from somebody else cannot put anything into the page but text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.reported import NAMES
from tests.unit.views.page.pages import Tag, document_of, read_html, report_of

from jcm_mrv.report.reading import ReportFault
from jcm_mrv.views.page import charting
from jcm_mrv.views.page.render import render_page
from jcm_mrv.views.words import read_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.report.reading import ParsedReport

MARKUP = (
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1) style=x>",
    "</math></td></details><script>alert(1)</script>",
    "<!-- ]]> &lt;b&gt; {{7*7}} \u202eevil\u2066",
)
HARMLESS = str.maketrans(dict.fromkeys("<>\"'&", "~"))


def texts_of(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the place of every text in a document."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from texts_of(inner, (*place, key))


def holder_of(document: Any, place: tuple[str | int, ...]) -> Any:
    """Return the table or list that a place lies in."""
    for key in place[:-1]:
        document = document[key]
    return document


def planted(name: str) -> tuple[ParsedReport, ParsedReport, int]:
    """Return a report with markup in every text that may be any text, one with words, and how many.

    What has to be a day, a digest, a word of a list or a number stays, since a report with
    markup there is refused before it is shown.
    """
    base, markup = document_of(name), " ".join(MARKUP)
    places = [(place, holder_of(base, place)[place[-1]]) for place in texts_of(base)]
    free = [place for place, old in places if not is_of_a_form(old, place)]
    reports = []
    for text in (markup, markup.translate(HARMLESS)):
        document = document_of(name)
        for count, place in enumerate(free):
            holder_of(document, place)[place[-1]] = f"{count} {text}"
        reports.append(report_of(document))
    return reports[0], reports[1], len(free)


FORMS = re.compile(
    r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?|[0-9a-f]{64}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?(T.*)?|[A-Z][0-9]{3}"
)
CLOSED = frozenset(
    {
        "schema", "severity", "kind", "fidelity", "aggregate", "side", "conservative", "options",
        "in", "measures", "stamp", "use", "option", "op",
    }
)  # fmt: skip


def is_of_a_form(text: str, place: tuple[str | int, ...]) -> bool:
    """Tell whether the schema asks for a form of this text."""
    closed = place[-1] in CLOSED or (len(place) > 1 and place[-2] in CLOSED)
    effect = place[-2:] == ("effect", "kind")
    fixed = place[:2] == ("project", "fixed") and place[-1] == "value"
    return closed or effect or fixed or FORMS.fullmatch(text) is not None


def shape_of(page: Tag) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes, in order."""
    return [(one.name, tuple(sorted(one.attributes))) for one in page.walk()]


@pytest.mark.parametrize(
    ("name", "code", "drawn"),
    [("lao-data-center", "en", True), ("philippines-rooftop-solar", "ja", False)],
)
def test_markup_in_every_text_makes_no_element(
    name: str, code: str, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markup in all texts at once gives the elements and attributes that plain words give."""
    if not drawn:
        monkeypatch.setattr(charting, "render_svg", lambda *_: "<svg></svg>")
    hostile, plain, count = planted(name)
    assert count > 100
    language = read_language(code)
    page = read_html(render_page(hostile, language))
    assert shape_of(page) == shape_of(read_html(render_page(plain, language)))
    assert {"img", "object", "iframe"}.isdisjoint(one.name for one in page.walk())


def test_what_was_planted_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The title, a finding and a path of a file show their markup as characters."""
    document = document_of("philippines-rooftop-solar")
    monkeypatch.setattr(charting, "render_svg", lambda *_: "<svg></svg>")
    document["project"]["title"] = f"T {MARKUP[0]}"
    document["findings"][0]["message"] = f"F {MARKUP[1]}"
    document["inputs"][0]["path"] = f"P {MARKUP[3]}"
    page = read_html(render_page(report_of(document), read_language("en")))
    shown = page.text
    for text in (f"T {MARKUP[0]}", f"F {MARKUP[1]}", f"P {MARKUP[3]}"):
        assert text in shown
    assert MARKUP[0] in page.every("title")[0].text


def test_an_address_is_a_link_only_where_it_is_https() -> None:
    """A script, a file or a plain address stays text; a quote ends no attribute."""
    document = document_of(NAMES[0])
    addresses = (
        "javascript:alert(1)",
        "http://example.org/",
        "file:///etc/passwd",
        "https://example.org/a?b=1&c=2",
        'https://example.org/"onclick=alert(1)',
    )
    document["methodology"]["sources"] = [{"title": "S", "url": one} for one in addresses]
    page = read_html(render_page(report_of(document), read_language("en")))
    section = next(
        one for one in page.every("section") if one.attributes.get("id") == "methodology"
    )
    assert [one.attributes["href"] for one in section.every("a")] == [
        "https://example.org/a?b=1&c=2",
        'https://example.org/"onclick=alert(1',
    ]
    for one in addresses:
        assert one in section.text


@pytest.mark.parametrize(
    "change",
    [
        {"vintages": [], "segments": [], "values": [], "equations": [], "readings": []},
        {"project/monitoring_period/start": "2017-99-99"},
        {"project/monitoring_period/end": "0000-00-00"},
        {"project/start_of_operation": "2017-02-31"},
        {"vintages/0/start": "0000-01-01"},
        {"segments/0/end": "2017-13-01"},
        {"segments/0/vintage": 10**9},
        {"equations/0/segment": 10**9},
        {"equations/0/tree": {"op": "if", "args": [{"number": "1"}]}},
        {"equations/0/tree": {"op": "/", "args": [{"number": "1"}]}},
        {"equations/0/tree": {"op": "-", "args": [{"number": "1"}]}},
        {"equations/0/tree": {"op": "power", "args": [{"number": "1"}] * 400}},
        {"equations/0/operands": {}},
        {"equations/0/operands": {"EC_IT": {"members": ["a"], "texts": ["b"]}}},
        {"equations/0/symbol": "{" * 5_000},
        {"readings/0/month": "2017-13"},
        {"readings/0/month": "0000-00"},
        {"values/0/files": ["not/there.csv"]},
        {"meters/0/calibrations/0/date": "2016-02-30"},
        {"project/report": {"date": "2016-02-30"}},
        {"totals/credits": -(2**53 - 1)},
        {"project/country": "ZZ"},
        {"time/zone": "No/Where"},
    ],
    ids=",".join,
)
def test_a_strange_report_still_gives_a_page(
    change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the schema lets through never stops the page: no days, lists that do not fit."""
    # What is drawn is the matter of the tests of charts, and takes its time.
    monkeypatch.setattr(charting, "render_svg", lambda *_: "<svg></svg>")
    document = document_of("lao-data-center")
    for path, value in change.items():
        place = tuple(int(part) if part.isdigit() else part for part in path.split("/"))
        holder_of(document, place)[place[-1]] = value
    try:
        parsed = report_of(document)
    except ReportFault as fault:
        pytest.fail(f"the test asks for what is refused: {fault}")
    page = read_html(render_page(parsed, read_language("ja")))
    assert len(page.every("section")) > 8
