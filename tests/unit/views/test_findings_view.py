"""Findings as lines for a person, and as JSON."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from jcm_mrv.findings import Effect, Finding, Place
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.views.findings import count_findings, render_findings
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
    """Findings are grouped by severity; a treatment shows what it moved."""
    assert render_findings([NOTE, GAP, UNIT], Surface()) == (
        "errors\n"
        'project.toml: monitored.EC_IT.source[0].unit: P012 "kwh" is not a unit; '
        'did you mean "kWh"?\n'
        "warnings\n"
        "monitoring/it.csv:12: D104 24 of 8,760 steps are missing\n"
        "    treated: counted as nothing\n"
        "    effect on the reductions: -0.474382656 t (exact)\n"
        "notes\n"
        "project.toml: C101 the period crosses 31 Dec 2020\n"
        "\n"
        "1 error, 1 warning, 1 note; jcm-mrv explain CODE tells more.\n"
    )


def test_many_findings_of_one_code_are_counted() -> None:
    """Seven of one code show five and the number of the rest; of another code they all stay."""
    shown = render_findings([NOTE, *[UNIT] * 7], Surface())
    assert shown.count("P012") == 6
    assert "    2 more P012; --format json lists every one\n" in shown
    assert shown.count("C101") == 1


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
    }
