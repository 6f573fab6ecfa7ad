"""The opinion that follows: positive where nothing is open, and negative for each single reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.unit.countersigning.plant import PROJECT, Plant, make_plant

from jcm_mrv.countersigning.evidence import Wish, Witness
from jcm_mrv.countersigning.opinion import derive_opinion
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.countersigning.opinion import Verdict

FINDING = """
[[finding]]
id = "CAR-1"
type = "{type}"
raised = 2017-02-01
item = "data"
text = "The day is missing"
node = "EC_IT 2017-01"
{more}
"""
CLOSED = 'conclusion = "settled"\nclosed = true\n'
OPEN_DATA = '[checklist.data]\nconclusion = "seen"\nclosed = true'


def with_finding(plant: Plant, more: str = CLOSED, kind: str = "CAR") -> str:
    """Return the form with a finding on the data."""
    return plant.form + FINDING.format(type=kind, more=more)


def test_with_nothing_open_the_opinion_is_positive(plant: Plant) -> None:
    """A filled-in form, a reproduced report and a traced sample make a positive opinion."""
    assert plant.reasons() == []
    assert plant.derive().opinion == "Positive"


@pytest.mark.parametrize("verdict", ["DIFFERS", "UNVERIFIABLE"])
def test_a_report_that_was_not_reproduced_refuses_it(plant: Plant, verdict: Verdict) -> None:
    """Only a verdict of REPRODUCED carries a positive opinion."""
    assert plant.reasons(verdict=verdict) == ["report: V379"]


def test_an_open_item_refuses_it(plant: Plant) -> None:
    """Each item of the checklist is closed."""
    text = plant.changed(OPEN_DATA, OPEN_DATA.replace("true", "false"))

    assert plant.reasons(text) == ["form.toml: checklist.data: V379"]


@pytest.mark.parametrize("kind", ["CAR", "CL"])
def test_an_open_request_refuses_it(plant: Plant, kind: str) -> None:
    """The item of an open request is open, and both are told."""
    text = with_finding(plant, "closed = false", kind)
    text = text.replace(OPEN_DATA, OPEN_DATA.replace("true", "false"))

    assert plant.reasons(text) == [
        "form.toml: checklist.data: V379",
        "form.toml: finding[0]: V379",
    ]


def test_a_forward_action_request_may_stay_open(plant: Plant) -> None:
    """A FAR is for the next verification."""
    assert plant.reasons(with_finding(plant, "closed = false", "FAR")) == []


def test_a_reading_that_was_not_traced_refuses_it(plant: Plant) -> None:
    """A closed finding settles it, an open one does not."""
    text = plant.changed("traced = true", "traced = false")
    assert plant.reasons(text) == ["form.toml: sample.reading[0]: V379"]

    named = with_finding(plant).replace(
        'traced = true\nfinding = ""', 'traced = false\nfinding = "CAR-1"', 1
    )
    assert plant.reasons(named) == []


def test_a_form_without_a_sample_refuses_it(plant: Plant) -> None:
    """An empty sample is no trace to paper."""
    text = plant.form[: plant.form.index("# Readings to trace")]

    assert plant.reasons(text) == ["form.toml: sample: V379"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value = "1"', 'value = "2"'),
        ("line = 2\n", "line = 3\n"),
        ('why = ["period edge"]', 'why = ["gap"]'),
    ],
)
def test_a_sample_that_was_changed_refuses_it(plant: Plant, old: str, new: str) -> None:
    """What report, seed and size draw is drawn again; another list is no sample."""
    assert [reason[-4:] for reason in plant.reasons(plant.changed(old, new))] == ["V377"]


def test_a_sample_of_another_seed_is_another_one(plant: Plant, tmp_path: Path) -> None:
    """Who writes another seed above the readings has not drawn them by it."""
    make_plant(tmp_path)
    witness = Witness(Wish(plant.report.sha256, 2, "2"))
    calculate(tmp_path, look=witness)
    assert witness.seen is not None
    other = replace(plant, evidence=witness.seen)

    assert [reason[-4:] for reason in other.reasons(plant.changed('seed = "1"', 'seed = "2"'))] == [
        "V377"
    ]


def test_a_reading_taken_out_of_the_sample_is_missed(plant: Plant) -> None:
    """The last reading of the list is compared as well."""
    text = plant.form[: plant.form.rindex("[[sample.reading]]")]

    assert plant.reasons(text) == ["form.toml: sample: V377"]


def test_a_provisional_calibration_refuses_it(tmp_path: Path) -> None:
    """Without a calibration after the period nobody knows that the meter held its class."""
    project = PROJECT.replace(
        '  { date = 2017-12-01, valid_until = 2018-12-01, certificate = "C-2" },\n', "", 1
    )

    reasons = make_plant(tmp_path, project).reasons()

    assert len(reasons) == 1
    assert reasons[0].startswith("report: findings[")
    assert reasons[0].endswith(": V379")


def test_a_report_without_credits_refuses_it(tmp_path: Path) -> None:
    """An error that nulls credits leaves nothing to verify."""
    plant = make_plant(tmp_path, PROJECT.replace("met = true", "met = false", 1))

    assert plant.reasons()[0] == "report: V379"


@pytest.mark.parametrize(
    ("tonnes", "limit", "refused"),
    [
        # 5 % of 84 t are 4.2 t
        (("4.2",), '{ value = 5, unit = "%" }', False),
        (("4.3",), '{ value = 5, unit = "%" }', True),
        # +3 and -3 are nothing net, and 6 t gross
        (("3", "-3"), '{ value = 5, unit = "%" }', True),
        (("2.1", "-2.1"), '{ value = 5, unit = "%" }', False),
        (("0.1", "0.2"), '{ value = 0.3, unit = "tCO2e" }', False),
        (("0.1", "0.21"), '{ value = 0.3, unit = "tCO2e" }', True),
    ],
)
def test_what_is_left_misstated_is_judged_gross_and_net(
    plant: Plant, tonnes: tuple[str, ...], limit: str, refused: bool
) -> None:
    """The tonnes of all findings add up exactly, with and without their signs."""
    text = plant.changed('materiality = { value = 5, unit = "%" }', f"materiality = {limit}")
    for number, one in enumerate(tonnes):
        text += FINDING.format(type="CAR", more=f"{CLOSED}tonnes = {one}\n").replace(
            "CAR-1", f"CAR-{number}"
        )

    assert plant.reasons(text) == (["form.toml: assurance.materiality: V379"] if refused else [])


def test_misstatements_are_told_in_tonnes(plant: Plant) -> None:
    """+3 t and -1.5 t are 4.5 t gross and 1.5 t net, of 4.2 t that 5 % of 84 t allow."""
    text = plant.form
    for number, one in enumerate(("3", "-1.5")):
        text += FINDING.format(type="CAR", more=f"{CLOSED}tonnes = {one}\n").replace(
            "CAR-1", f"CAR-{number}"
        )

    derived = plant.derive(text)

    found = derived.misstatements
    assert (found.gross, found.net, found.threshold) == (
        Fraction("4.5"),
        Fraction("1.5"),
        Fraction("4.2"),
    )
    assert derived.reasons[0].message == (
        "what the findings leave misstated, 4.5 t gross and 1.5 t net, passes the threshold of "
        "4.2 t"
    )


def test_without_inputs_only_the_plates_are_compared(plant: Plant) -> None:
    """What only the data can say is not asked, and the verdict refuses the opinion anyway."""
    form = plant.read(plant.changed("clock_offset = 12", "clock_offset = 1800"))

    derived = derive_opinion(form, plant.report.document, "UNVERIFIABLE", None)

    assert [f"{one.where}" for one in derived.reasons] == ["report"]
