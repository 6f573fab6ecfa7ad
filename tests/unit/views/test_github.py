"""Workflow commands of GitHub: one line a finding, whatever a message holds."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.views.listings import CELL, GAP, LISTING, NOTE, SILENT, UNIT

from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.views.github import render_github


def only(one: object) -> str:
    """Return the command of one finding."""
    return render_github([replace(LISTING, findings=(one,))])  # type: ignore[arg-type]


def test_an_error_names_file_line_columns_and_title() -> None:
    """Columns count from 1, and the last one is the character behind what is meant."""
    assert only(UNIT) == (
        "::error file=plant a/project.toml,line=18,endLine=18,col=8,endColumn=13,"
        "title=P012 unknown unit::monitored.EC_IT.source[0].unit: "
        '"kwh" is not a unit; did you mean "kWh"?\n'
    )


def test_marks_of_the_command_are_escaped() -> None:
    """A comma, a colon or a percent sign in a name ends nothing; a line end starts no command."""
    assert only(CELL) == (
        "::error file=plant a/a%2Cb%3Ac%25.csv,line=3,endLine=3,col=3,endColumn=12,"
        "title=D106 reading that is not a number::kwh: "
        '"\\x1b[31m|`<b>" is not a number at all, 100 %25\n'
    )


def test_a_treatment_stands_on_lines_of_its_own() -> None:
    """A line end inside of a message is written as %0A."""
    assert only(GAP) == (
        "::warning file=plant a/project.toml,title=D104 gap in the readings::"
        "monitored.EC_IT.source[0]: 24 of 8,760 steps are missing"
        "%0Atreated: counted as nothing"
        "%0Aeffect on the reductions: -0.333333... t (exact)\n"
    )


def test_a_note_is_a_notice_and_may_have_no_file() -> None:
    """What concerns the command line has no place in the repository."""
    assert only(NOTE) == "::notice title=D112 negative reading::--until: a note\n"


def test_an_empty_cell_has_no_columns() -> None:
    """A column that names no character is left out, and the line stays."""
    empty = replace(UNIT, excerpt=Excerpt(18, "a,,b", 2, 2))
    assert ",line=18,endLine=18,title=" in only(empty)


def test_no_findings_write_nothing() -> None:
    """A job without findings has no annotation."""
    assert render_github([SILENT]) == ""
    assert render_github([LISTING, SILENT]).count("\n") == 4
