"""What was seen on site against the data: plates, registers, clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.countersigning.plant import COUNTS, PROJECT, Plant, make_plant
from tests.unit.countersigning.test_opinion import with_finding

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = 'register = { value = 101.5, unit = "MWh", time = 2017-01-02T12:00:00 }'


def messages(plant: Plant, text: str) -> list[str]:
    """Return place, code and message of what stands against a positive opinion."""
    return [one.line() for one in plant.derive(text).reasons]


def test_another_serial_number_is_told(plant: Plant) -> None:
    """The meter that was calibrated is not the one on the wall."""
    assert messages(plant, plant.changed('"S-1"', '"S-9"')) == [
        'form.toml: meter[0].serial_number: V374 the name plate says "S-9", and the report "S-1"; '
        "it is another meter, or one of them is misread"
    ]


def test_another_transformer_is_told_with_what_it_moves(plant: Plant) -> None:
    """A plate of 40 where 20 was counted doubles the energy."""
    assert messages(plant, plant.changed("ct = 20", "ct = 40")) == [
        "form.toml: meter[1].ct: V374 the plate of the current transformer says 40, and the report "
        "20; what the meter stands for would be 100.00 % more"
    ]


def test_a_transformer_that_the_project_does_not_state_is_told(plant: Plant) -> None:
    """A ratio of 1 is what a meter without transformers has."""
    one = plant.changed("clock_offset = 12", "clock_offset = 12\nvt = 1")
    other = plant.changed("clock_offset = 12", "clock_offset = 12\nvt = 110")

    assert plant.reasons(one) == []
    assert plant.reasons(other) == ["form.toml: meter[0].vt: V374"]


@pytest.mark.parametrize(
    ("value", "unit", "time", "fits"),
    [
        ("101", "MWh", "2017-01-02T12:00:00", True),
        ("102", "MWh", "2017-01-02T12:00:00", True),
        ("101500", "kWh", "2017-01-02T12:00:00", True),
        ("100.9", "MWh", "2017-01-02T12:00:00", False),
        ("102.1", "MWh", "2017-01-02T12:00:00", False),
        ("101.5", "kWh", "2017-01-02T12:00:00", False),
        ("101.5", "kg", "2017-01-02T12:00:00", False),
        # 1 MW carries at most 24 MWh in a day after the last reading: 1.2 counts of 20 MWh
        ("104.2", "MWh", "2017-01-05T00:00:00", True),
        ("104.3", "MWh", "2017-01-05T00:00:00", False),
        ("102.9", "MWh", "2017-01-05T00:00:00", False),
        ("99.9", "MWh", "2016-12-31T00:00:00", True),
        ("100.1", "MWh", "2016-12-31T00:00:00", False),
    ],
)
def test_a_register_lies_between_the_readings_around_the_visit(
    plant: Plant, value: str, unit: str, time: str, fits: bool
) -> None:
    """A counter only rises, and no faster than the rated power allows."""
    text = plant.changed(
        REGISTER, f'register = {{ value = {value}, unit = "{unit}", time = {time} }}'
    )

    assert plant.reasons(text) == ([] if fits else ["form.toml: meter[1].register: V375"])


def test_a_register_that_does_not_fit_is_told_with_the_reading(plant: Plant) -> None:
    """The message names the reading that it contradicts."""
    text = plant.changed(REGISTER, REGISTER.replace("101.5", "99"))

    assert messages(plant, text) == [
        "form.toml: meter[1].register: V375 the register showed 99 MWh at 2017-01-02 12:00, and "
        "the reading before it, of 2017-01-02 00:00, is 101 MWh"
    ]


@pytest.mark.parametrize(("value", "fits"), [("999", True), ("1", True), ("500", False)])
def test_a_register_may_go_round_between_two_readings(
    tmp_path: Path, value: str, fits: bool
) -> None:
    """Between 998 and 2, of a counter to 1,000, all above the one and below the other fits."""
    counts = COUNTS.replace("101", "998").replace("100", "997").replace("102", "2")
    project = PROJECT.replace("multiplier = 20", "multiplier = 20\nrollover = 1000").replace(
        "value = 1, unit", "value = 100, unit"
    )
    plant = make_plant(tmp_path, project, counts.replace("103", "3"))
    text = plant.changed("value = 101.5", f"value = {value}")

    assert ("form.toml: meter[1].register: V375" in plant.reasons(text)) != fits


@pytest.mark.parametrize(("offset", "told"), [("1799", False), ("1800", True), ("-1800.5", True)])
def test_a_clock_is_off_at_half_a_step(plant: Plant, offset: str, told: bool) -> None:
    """Steps of an hour bear less than 1,800 seconds, either way."""
    text = plant.changed("clock_offset = 12", f"clock_offset = {offset}")

    assert plant.reasons(text) == (["form.toml: meter[0].clock_offset: V376"] if told else [])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('serial_number = "S-2"\n', "serial_number"),
        ("ct = 20\n", "ct"),
        (f"{REGISTER}\n", "register"),
        ("clock_offset = 0\n", "clock_offset"),
    ],
)
def test_what_was_not_seen_is_asked_for(plant: Plant, line: str, named: str) -> None:
    """A ratio that the report states, a register that it reads, and a clock are looked at."""
    (message,) = messages(plant, plant.changed(line, ""))

    assert message.startswith(
        f"form.toml: meter[1]: V378 the on-site record of the meter lacks {named};"
    )


def test_a_meter_without_a_record_is_asked_for(plant: Plant) -> None:
    """Every meter of the report is in the form."""
    start, end = plant.form.index('[[meter]]\nid = "DC"'), plant.form.index("# Readings to trace")

    assert plant.reasons(plant.form[:start] + plant.form[end:]) == ["form.toml: meter: V378"]


def test_a_closed_finding_settles_what_differs(plant: Plant) -> None:
    """The record of the meter names it; one that is not closed settles nothing."""
    text = with_finding(plant).replace('"S-1"', '"S-9"\nfinding = "CAR-1"')
    assert plant.reasons(text) == []

    still = with_finding(plant, "closed = false", "FAR").replace(
        '"S-1"', '"S-9"\nfinding = "CAR-1"'
    )
    assert plant.reasons(still) == ["form.toml: meter[0].serial_number: V374"]
