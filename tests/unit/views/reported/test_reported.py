"""What the views tell of the examples, by what their README and project.toml say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.reported import NAMES, example

from jcm_mrv.views.reported.cover import cover_of
from jcm_mrv.views.reported.eligibility import eligibility_of
from jcm_mrv.views.reported.evidence import inputs_of
from jcm_mrv.views.reported.findings import findings_of
from jcm_mrv.views.reported.meters import meters_of
from jcm_mrv.views.reported.parameters import fixed_of, monitored_of
from jcm_mrv.views.reported.results import lines_of, rounding_of, total_of
from jcm_mrv.views.reported.verdict import verdict_of
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
LAO = "lao-data-center"


def resolve(document: Any, pointer: str) -> Any:
    """Follow a JSON pointer without escapes."""
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def test_the_cover_says_whose_report_it_is() -> None:
    """Reference number, host country in words, period and the approved methodology."""
    cover = cover_of(example(LAO), ENGLISH)
    assert (cover.reference_number, cover.country) == ("LA001", "Laos")
    assert cover.period == "1 March 2017 to 28 February 2018"
    assert cover.methodology == "LA_AM001 ver1.0: Energy efficiency of a data centre"
    assert not cover.transcribed


def test_lines_and_total_are_those_of_the_readme() -> None:
    """171 t and 36 t make 207 t; quantities are cut to three decimals."""
    lines, total = lines_of(example(LAO), ENGLISH), total_of(example(LAO), ENGLISH)
    assert [one.label for one in lines] == ["2017", "2018"]
    assert [one.credits.text for one in lines if one.credits] == ["171", "36"]
    assert lines[0].reference is not None
    assert lines[0].reference.text == "427.814"
    assert total.credits is not None
    assert total.credits.text == "207"
    assert [one.whole.text for one in rounding_of(example(LAO), ENGLISH)] == ["171", "36"]


@pytest.mark.parametrize("name", NAMES)
def test_each_number_shows_what_the_report_says_at_its_place(name: str) -> None:
    """Whoever follows a number's pointer finds the exact one in the report."""
    parsed = example(name)
    document = json.loads(parsed.data)
    shown = [
        number
        for line in (*lines_of(parsed, ENGLISH), total_of(parsed, ENGLISH))
        for number in (line.reference, line.project, line.reductions, line.credits)
    ]
    shown += [number for row in monitored_of(parsed, ENGLISH) for number in row.values]
    shown += [row.estimate for row in monitored_of(parsed, ENGLISH)]
    shown += [row.value for row in fixed_of(parsed, ENGLISH)]
    shown += [row.effect for row in findings_of(parsed, ENGLISH)]
    present = [number for number in shown if number is not None]
    assert present
    for number in present:
        assert str(resolve(document, number.at)) == number.value


def test_a_monitoring_point_has_the_columns_of_the_form() -> None:
    """Point, option, unit, one value for each year, source and meter of the IT equipment."""
    row = next(one for one in monitored_of(example(LAO), ENGLISH) if one.name == "EC_IT")
    assert (row.symbol, row.option, row.unit) == ("EC_{IT,p}", "C", "MWh")
    assert [value.text for value in row.values] == ["428.55169", "90.61509"]
    assert any("kWh" in line for line in row.sources)
    assert any("SIM-2016-0417" in line and "0.5 %" in line for line in row.methods)


def test_meters_have_their_calibrations() -> None:
    """The certificate and the day of each calibration are told."""
    meters = meters_of(example(LAO), ENGLISH)
    assert [one.id for one in meters] == ["FAC-1", "IT-1"]
    assert meters[1].calibrations[0].certificate == "SIM-CAL-1601"
    assert meters[1].calibrations[0].date == "12 October 2016"


def test_the_checklist_has_the_answers() -> None:
    """A criterion that is met says so, with its evidence."""
    criteria = eligibility_of(example(LAO), ENGLISH)
    assert [(one.id, one.answer) for one in criteria] == [("1", "met"), ("2", "met")]


def test_findings_tell_what_to_do_and_come_errors_first() -> None:
    """The lost hours of a roof: counted as nothing, -4.62 t at most, and a remedy."""
    found = findings_of(example("philippines-rooftop-solar"), ENGLISH)
    assert [one.severity for one in found] == ["warning", "note", "note", "note"]
    gap = found[0]
    assert (gap.code, gap.treatment, gap.effect_kind) == ("D104", "counted as nothing", "bound")
    assert gap.effect is not None
    assert gap.effect.text == "-4.62"
    assert gap.remedy


def test_the_verdict_is_one_sentence() -> None:
    """Credits are told where there are some, a trial run where there can be none."""
    verdict = verdict_of(example(LAO), ENGLISH)
    assert verdict.outcome == "credits"
    assert verdict.sentence.startswith("207 t of credits")
    assert verdict_of(example("measured-rooftop-pv"), ENGLISH).outcome == "trial"


def test_files_are_told_by_path_and_digest() -> None:
    """A file of the Lao example: 744 hours of March, and its size in bytes."""
    first = next(one for one in inputs_of(example(LAO), ENGLISH) if "2017-03" in one.path)
    assert (first.rows, first.size, len(first.sha256)) == ("744", "29,814", 64)
