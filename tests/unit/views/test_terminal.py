"""What a person reads of a report in a terminal."""

from __future__ import annotations

import re

import pytest
from tests.unit.views.report_documents import data_centre_report

from jcm_mrv.views.surface import Surface
from jcm_mrv.views.terminal import render_report

EXPECTED = """\
LA001  Energy efficient data centre
Efficient data centres
(data-center-efficiency 1.0.0, carrying out LA_AM001 ver1.0)
2017-03-01 to 2018-02-28, Asia/Vientiane
Equations reconstructed from the published summary, not the approved text.

Emissions and credits [tCO2], cut to three decimals
vintage  from        to          reference  project  reductions  credits
2017     2017-03-01  2017-12-31    434.251  260.551     173.700      173
2018     2018-01-01  2018-02-28     84.853   50.912      33.941       33
total                              519.105  311.463     207.642      206

Equations

Reference emissions [tCO2] (section F.2)
  RE = EC_IT * PUE_RE * EF_elec
  2017  435 * 1.8 * 0.5546 = 434.2518
  2018  85 * 1.8 * 0.5546 = 84.8538

Project emissions [tCO2] (section G)
  PE = EC_DC * EF_elec
  2017  469.8 * 0.5546 = 260.55108
  2018  91.8 * 0.5546 = 50.91228

Emission reductions [tCO2] (section H)
  ER = RE - PE
  2017  434.2518 - 260.55108 = 173.70072
  2018  84.8538 - 50.91228 = 33.94152
"""


def test_a_report_shows_result_and_every_step() -> None:
    """Header, vintages, totals and each equation stand in 80 columns, symbols above numbers."""
    assert render_report(data_centre_report(), Surface()) == EXPECTED


def test_colours_change_no_character() -> None:
    """A terminal with colours shows the same text; a pipe gets no escape sequence."""
    coloured = render_report(data_centre_report(), Surface(terminal=True, colour=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == EXPECTED


@pytest.mark.parametrize("width", [1, 20, 40, 79, 80, 200])
def test_no_line_is_wider_than_the_surface(width: int) -> None:
    """Text is folded, also in a terminal that is too narrow for the table."""
    lines = render_report(data_centre_report(), Surface(width=width)).splitlines()
    assert max(map(len, lines)) <= max(width, 20)


def test_a_narrow_terminal_gets_the_vintages_below_each_other() -> None:
    """In 40 columns each vintage is a short list of its own."""
    shown = render_report(data_centre_report(), Surface(width=40))
    assert (
        "vintage           2018\n"
        "from        2018-01-01\n"
        "to          2018-02-28\n"
        "reference       84.853\n"
        "project         50.912\n"
        "reductions      33.941\n"
        "credits             33\n"
    ) in shown


def test_numbers_too_long_for_the_table_stay_whole() -> None:
    """A number is never broken over two lines; the lines are laid below each other instead."""
    document = data_centre_report()
    document["totals"]["reference_emissions"]["value"] = "12345678901234567890"
    shown = render_report(document, Surface())
    assert "reference   12,345,678,901,234,567,890.000\n" in shown


def test_credits_that_are_null_show_as_none_with_the_reason() -> None:
    """A line without credits never shows a zero."""
    document = data_centre_report()
    document["vintages"][1]["credits"] = document["totals"]["credits"] = None
    shown = render_report(document, Surface())
    assert "2018     2018-01-01  2018-02-28     84.853   50.912      33.941     none\n" in shown
    assert "\nNo credits where an error touches the line; the findings tell which.\n" in shown


def test_a_trial_run_says_why_it_has_no_credits() -> None:
    """Outside of the JCM there are no credits, and that is no error."""
    document = data_centre_report()
    document["project"]["country"] = "none"
    for line in (*document["vintages"], document["totals"]):
        line["credits"] = None
    assert "\nNo credits: a trial run outside of the JCM.\n" in render_report(document, Surface())


def test_a_vintage_that_could_not_be_computed_shows_dashes() -> None:
    """A division by zero leaves no number, and the line stays."""
    document = data_centre_report()
    for key in ("reference_emissions", "project_emissions", "emission_reductions", "credits"):
        document["vintages"][0][key] = None
    shown = render_report(document, Surface())
    assert "2017     2017-03-01  2017-12-31          -        -           -     none\n" in shown


def test_segments_of_one_year_are_named_by_their_first_day() -> None:
    """Where a fixed value changes inside a year, both steps of that year are told apart."""
    document = data_centre_report()
    for segment in document["segments"]:
        segment["vintage"] = 0
    shown = render_report(document, Surface())
    assert (
        "  RE = EC_IT * PUE_RE * EF_elec\n"
        "  2017-03-01  435 * 1.8 * 0.5546 = 434.2518\n"
        "  2018-01-01  85 * 1.8 * 0.5546 = 84.8538\n"
    ) in shown


def test_markup_and_escape_sequences_of_a_project_are_shown_as_text() -> None:
    """A title can neither colour nor drive the terminal that shows it."""
    document = data_centre_report()
    document["project"]["title"] = "[red]x[/red] \x1b[2Jy"
    shown = render_report(document, Surface())
    assert shown.startswith("LA001  [red]x[/red] \\x1b[2Jy\n")
    assert "\x1b" not in shown


def test_five_thousand_members_are_summarised() -> None:
    """The first members stand for the set, the rest is counted, the total is its own equation."""
    document = data_centre_report()
    members = [f"roof-{number}" for number in range(1, 5_001)]
    generation = {"unit": "MWh", "members": members, "values": ["2"] * 5_000}
    factor = {"unit": "tCO2/MWh", "members": members, "values": ["0.5"] * 5_000}
    leaf = {"op": "*", "args": [{"name": "EG", "index": "i"}, {"name": "EF", "index": "i"}]}
    row = document["equations"][0]
    shared = {**row, "operands": {"EG": generation, "EF": factor}}
    document["equations"] = [
        {**shared, "name": "RI", "tree": leaf, "members": members, "values": ["1"] * 5_000},
        {
            **shared,
            "name": "RE",
            "tree": {"op": "sum", "index": "i", "set": "system", "of": leaf},
            "value": {"unit": "tCO2", "value": "5000"},
        },
    ]
    shown = render_report(document, Surface())
    assert shown.endswith(
        "Reference emissions [tCO2] (section F.2)\n"
        "  RI[i] = EG[i] * EF[i]\n"
        "  2017  roof-1: 2 * 0.5 = 1\n"
        "        roof-2: 2 * 0.5 = 1\n"
        "        roof-3: 2 * 0.5 = 1\n"
        "        ... 4,997 more members\n"
        "\n"
        "Reference emissions [tCO2] (section F.2)\n"
        "  RE = sum(EG[i] * EF[i] for i in system)\n"
        "  2017  2 * 0.5 + 2 * 0.5 + 2 * 0.5 + ... 4,997 more = 5000\n"
    )
