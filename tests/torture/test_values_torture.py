"""Readings that are odd: each is counted right, or refused with its place."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.torture.plants import PLANTS, Plant, hours, run, table

if TYPE_CHECKING:
    from pathlib import Path

every_plant = pytest.mark.parametrize("plant", PLANTS, ids=str)


@every_plant
def test_good_readings(plant: Plant, tmp_path: Path) -> None:
    """Two days of 240 MWh: nothing is found, and the tonnes are those by hand."""
    (tmp_path / "readings.csv").write_text(table(hours()))

    answer = run(plant, tmp_path)

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
def test_zeros(plant: Plant, tmp_path: Path) -> None:
    """Nothing measured is a number like others; only a negative result is no credit."""
    (tmp_path / "readings.csv").write_text(table((stamp, "0") for stamp, _ in hours()))

    answer = run(plant, tmp_path)

    assert answer.codes() == []
    assert answer.credits == plant.credits(0)


@every_plant
def test_a_negative_reading(plant: Plant, tmp_path: Path) -> None:
    """-1.5 for 9.5: kept on the low side, where it costs 11 MWh; an error on the high side."""
    rows = hours()
    rows[4] = (rows[4][0], "-1.5")
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path)

    low = plant.side == "low"
    assert answer.codes() == [("D112", "note" if low else "error")]
    assert "1 reading is negative, -1.500 MWh" in answer.said("D112")
    assert answer.credits == (plant.credits(469) if low else None)


@every_plant
@pytest.mark.parametrize("gap", ["no row", "blank cell", "listed text"])
def test_a_missing_reading(plant: Plant, gap: str, tmp_path: Path) -> None:
    """An hour of 9.5 counts as nothing on the low side, and is an error on the high side."""
    rows = hours()
    stamp, _ = rows[4]
    rows[4:5] = [] if gap == "no row" else [(stamp, "" if gap == "blank cell" else "-999")]
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path, more='missing = ["-999"]')

    low = plant.side == "low"
    assert answer.codes() == [("D104", "warning" if low else "error")]
    assert "no reading for 2017-03-01 04:00 to 2017-03-01 05:00 (1 h;" in answer.said("D104")
    assert answer.credits == (plant.credits("470.5") if low else None)


@every_plant
@pytest.mark.parametrize("place", ["same file", "another file"])
def test_a_row_that_occurs_twice(plant: Plant, place: str, tmp_path: Path) -> None:
    """Equal readings of one moment count once."""
    rows, more = hours(), hours()[30:31]
    (tmp_path / "a.csv").write_text(table(rows + more if place == "same file" else rows))
    (tmp_path / "b.csv").write_text(table([] if place == "same file" else more))

    answer = run(plant, tmp_path, files='"?.csv"')

    assert answer.codes() == [("D110", "note")]
    assert "2017-03-02 06:00" in answer.said("D110")
    assert answer.credits == plant.credits(480)


@every_plant
@pytest.mark.parametrize("place", ["same file", "another file"])
def test_readings_that_disagree(plant: Plant, place: str, tmp_path: Path) -> None:
    """99.5 beside 9.5: the smaller one on the low side, the larger one, 90 more, on the high."""
    rows, more = hours(), [("2017-03-02 06:00", "99.5")]
    (tmp_path / "a.csv").write_text(table(rows + more if place == "same file" else rows))
    (tmp_path / "b.csv").write_text(table([] if place == "same file" else more))

    answer = run(plant, tmp_path, files='["a.csv", "b.csv"]')

    low = plant.side == "low"
    assert answer.codes() == [("D111", "warning")]
    assert f"the {'smallest' if low else 'largest'} counts" in answer.said("D111")
    assert answer.credits == plant.credits(480 if low else 570)


@every_plant
@pytest.mark.parametrize("order", ["backwards", "shuffled"])
def test_unsorted_rows(plant: Plant, order: str, tmp_path: Path) -> None:
    """The order of the rows is no information; that there is none is a note."""
    rows = hours()
    if order == "backwards":
        rows.reverse()
    else:
        random.Random(3).shuffle(rows)  # noqa: S311
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path)

    assert answer.codes() == ([] if order == "backwards" else [("D157", "note")])
    assert answer.credits == plant.credits(480)


@every_plant
def test_scientific_notation(plant: Plant, tmp_path: Path) -> None:
    """0.95E1 is 9.5, 1050e-2 is 10.5."""
    text = table(hours()).replace(",9.5", ",0.95E1").replace(",10.5", ",1050e-2")
    (tmp_path / "readings.csv").write_text(text)

    answer = run(plant, tmp_path)

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
def test_a_decimal_comma(plant: Plant, tmp_path: Path) -> None:
    """With semicolons, as spreadsheets of half the world export."""
    text = table(hours()).replace(",", ";").replace(".", ",")
    (tmp_path / "readings.csv").write_text(text)

    answer = run(plant, tmp_path, more='delimiter = ";"\ndecimal = ","')

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"1,234.5"', '"1,234.5" has thousands separators; export numbers without them'),
        ('"9,5"', '"9,5" is not a number with the decimal sign "."; declare decimal = ","'),
        ("NaN", '"NaN" is not a number; mend the file, or list the text in missing = [...]'),
        ("inf", '"inf" is not a number'),
        ("-Infinity", '"-Infinity" is not a number'),
        ("Bad", '"Bad" is not a number'),
        ("9.5 MWh", '"9.5 MWh" is not a number'),
        ("0x10", '"0x10" is not a number'),
        ("1e999999999", '"1e999999999": an exponent is from -30 to 30'),
        ("9" * 41, "a number has at most 40 digits (got 41)"),
    ],
)
def test_a_text_that_is_no_number(plant: Plant, text: str, words: str, tmp_path: Path) -> None:
    """A finding names file, column, line and text; never a zero, and no tonne."""
    rows = hours()
    rows[4] = (rows[4][0], text)
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path)

    assert ("D106", "error") in answer.codes()
    assert answer.said("D106").startswith("readings.csv:6: mwh: D106 ")
    assert words in answer.said("D106")
    assert answer.credits is None


@every_plant
def test_too_many_digits(plant: Plant, tmp_path: Path) -> None:
    """19 decimals are an error; with a declared rounding they are 9.5 again."""
    rows = hours()
    rows[4] = (rows[4][0], "9.5000000000000000004")
    (tmp_path / "readings.csv").write_text(table(rows))

    refused, rounded = run(plant, tmp_path), run(plant, tmp_path, more="decimals = 9")

    assert ("D120", "error") in refused.codes()
    assert refused.said("D120").startswith(
        'readings.csv:6: mwh: D120 "9.5000000000000000004" has more digits than can be kept'
    )
    assert refused.credits is None
    assert rounded.codes() == []
    assert rounded.credits == plant.credits(480)


@every_plant
def test_readings_beyond_exact_sums(plant: Plant, tmp_path: Path) -> None:
    """9 x 10^19 in each of 48 hours is more than 128 bits hold."""
    (tmp_path / "readings.csv").write_text(table((stamp, "9" + "0" * 19) for stamp, _ in hours()))

    answer = run(plant, tmp_path)

    assert ("D120", "error") in answer.codes()
    assert "too large to be summed exactly" in answer.said("D120")
    assert answer.credits is None
