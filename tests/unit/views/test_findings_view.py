"""Findings as lines for a person, and as JSON."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from jcm_mrv.findings import Effect, Finding, Place
from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.views.findings import choose_shown, count_findings, render_findings
from jcm_mrv.views.surface import Surface

UNIT = Finding(
    "P012",
    "error",
    Place("project.toml", "monitored.EC_IT.source[0].unit"),
    '"kwh" is not a unit; did you mean "kWh"?',
)
GAP = Finding(
    "D104",
    "warning",
    Place("monitoring/it.csv", line=12),
    "24 of 8,760 steps are missing",
    treatment="counted as nothing",
    effect=Effect(Fraction("-0.474382656"), "exact"),
    parameter="EC_IT",
    span=(datetime(2017, 6, 1), datetime(2017, 6, 2)),
)
NOTE = Finding("C101", "note", Place("project.toml"), "the period crosses 31 Dec 2020")


def test_a_refusal_is_one_line_a_fault_and_a_count() -> None:
    """The first line names file, place, code, what is wrong and what to do (contracts 12)."""
    assert render_findings([UNIT], Surface()) == (
        'project.toml: monitored.EC_IT.source[0].unit: P012 "kwh" is not a unit; '
        'did you mean "kWh"?\n'
        "\n"
        "1 error; jcm-mrv explain P012 tells more.\n"
    )


def test_errors_come_first_and_treatments_stand_below() -> None:
    """Findings are grouped by file and severity; a treatment shows what it moved."""
    assert render_findings([NOTE, GAP, UNIT], Surface()) == (
        "errors in project.toml\n"
        'project.toml: monitored.EC_IT.source[0].unit: P012 "kwh" is not a unit; '
        'did you mean "kWh"?\n'
        "notes in project.toml\n"
        "project.toml: C101 the period crosses 31 Dec 2020\n"
        "\n"
        "warnings in monitoring/it.csv\n"
        "monitoring/it.csv:12: D104 24 of 8,760 steps are missing\n"
        "    treated: counted as nothing\n"
        "    effect on the reductions: -0.474382656 t (exact)\n"
        "\n"
        "1 error, 1 warning, 1 note; jcm-mrv explain CODE tells more.\n"
    )


def test_a_finding_shows_the_line_that_it_is_about() -> None:
    """The line with its number, a caret below what is meant; the heading of a table only once."""
    heading = Excerpt(14, "[[monitored.EC_IT.source]]", 0, 26)
    other = Finding("D112", "error", Place("project.toml", "monitored.EC_IT.source[0]"), "negative")
    third = Finding("D113", "error", Place("project.toml", "monitored.EC_IT.source[0]"), "above")
    excerpts = {UNIT: Excerpt(18, 'unit = "kwh"', 7, 12), other: heading, third: heading}
    assert render_findings([other, third, UNIT], Surface(), excerpts=excerpts) == (
        "project.toml: monitored.EC_IT.source[0]: D112 negative\n"
        "    14 | [[monitored.EC_IT.source]]\n"
        "project.toml: monitored.EC_IT.source[0]: D113 above\n"
        'project.toml: monitored.EC_IT.source[0].unit: P012 "kwh" is not a unit; '
        'did you mean "kWh"?\n'
        '    18 | unit = "kwh"\n'
        "       |        ^^^^^\n"
        "\n"
        "3 errors; jcm-mrv explain CODE tells more.\n"
    )


def test_a_line_of_a_file_is_cut_and_never_folded() -> None:
    """A caret stands below its cell also where a terminal is narrow."""
    excerpts = {GAP: Excerpt(12, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", 6, 7)}
    shown = render_findings([GAP], Surface(width=30, terminal=True), excerpts=excerpts)
    assert "\n    12 | 1,2,3,4,5,6,7,8,9,...\n       |       ^\n" in shown


def test_many_findings_of_one_code_are_counted() -> None:
    """Seven of one code show five and the number of the rest; of another code they all stay."""
    shown = render_findings([NOTE, *[UNIT] * 7], Surface())
    assert shown.count("P012") == 6
    assert "    2 more P012; --format json lists every one\n" in shown
    assert shown.count("C101") == 1


def test_what_is_chosen_is_what_is_shown() -> None:
    """Lines of files are read only for the findings that a person sees."""
    assert choose_shown([NOTE, *[UNIT] * 7, GAP]) == (*[UNIT] * 5, NOTE, GAP)
    assert len(choose_shown([UNIT] * 7, every=True)) == 7


def test_a_terminal_gets_folded_lines() -> None:
    """In 40 columns no line is longer, and words stay whole."""
    shown = render_findings([UNIT], Surface(width=40, terminal=True))
    assert shown == (
        "project.toml:\n"
        "monitored.EC_IT.source[0].unit: P012\n"
        '"kwh" is not a unit; did you mean "kWh"?\n'
        "\n"
        "1 error; jcm-mrv explain P012 tells\n"
        "more.\n"
    )


def test_foreign_text_in_a_finding_is_harmless() -> None:
    """What a file holds is quoted in findings, escape sequences too."""
    finding = Finding("D110", "error", Place("a\x1b.csv"), '"\x1b[31m" is not a number')
    shown = render_findings([finding], Surface())
    assert shown.startswith('a\\x1b.csv: D110 "\\x1b[31m" is not a number\n')


def test_no_findings_say_nothing() -> None:
    """Silence is for the caller to put into words."""
    assert render_findings([], Surface()) == ""
    assert count_findings([]) == "no findings"


def test_a_finding_is_described_as_in_the_report() -> None:
    """Place, effect and span are JSON values; what is not known is null or left out."""
    assert describe_finding(GAP) == {
        "code": "D104",
        "severity": "warning",
        "where": {"file": "monitoring/it.csv", "path": "", "line": 12},
        "message": "24 of 8,760 steps are missing",
        "treatment": "counted as nothing",
        "effect": {"kind": "exact", "tonnes": "-0.474382656"},
        "parameter": "EC_IT",
        "start": "2017-06-01T00:00:00",
        "end": "2017-06-02T00:00:00",
        "meter": None,
    }
    assert describe_finding(NOTE) == {
        "code": "C101",
        "severity": "note",
        "where": {"file": "project.toml", "path": ""},
        "message": "the period crosses 31 Dec 2020",
        "treatment": None,
        "effect": None,
        "parameter": None,
        "start": None,
        "end": None,
        "meter": None,
    }
