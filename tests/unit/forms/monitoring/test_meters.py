"""Meters and calibrations are read out of the words that the layout writes of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from jcm_mrv.forms.monitoring.meters import parse_day, split_methods
from jcm_mrv.report.model import Meter
from jcm_mrv.shapes import validate
from jcm_mrv.views.reported.meters import meter_lines
from jcm_mrv.views.words import read_language


@pytest.mark.parametrize("code", ["en", "ja"])
def test_what_was_written_of_a_meter_reads_back(code: str) -> None:
    """Id, serial number, class, standard, error and calibrations; the method stays words."""
    language = read_language(code)
    calibrations = [
        {"date": "2024-09-03", "valid_until": "2026-09-02", "certificate": "C-1"},
        {"date": "2026-08-01", "certificate": "C-2"},
    ]
    written = {
        "id": "PV-1",
        "serial_number": "SN 7",
        "class": "0.5S",
        "standard": "IEC 62053-22",
        "mpe": "0.005",
        "calibrations": calibrations,
    }
    meter = validate(Meter, written)
    text = "\n".join(["Behind the inverters", *meter_lines(meter, language)])
    method, [found] = split_methods(text, language)
    assert method == "Behind the inverters"
    assert found.id == "PV-1"
    assert found.facts == {"serial_number": "SN 7", "class": "0.5S", "standard": "IEC 62053-22"}
    assert found.mpe == Decimal("0.5")
    assert found.calibrations == (
        {
            "date": dt.date(2024, 9, 3),
            "valid_until": dt.date(2026, 9, 2),
            "certificate": "C-1",
        },
        {"date": dt.date(2026, 8, 1), "certificate": "C-2"},
    )


def test_words_of_a_person_stay_words() -> None:
    """A line that no layout wrote is part of the method, whatever it looks like."""
    text = "Calibrated every year, certificate kept\nMeter reading by hand"
    method, meters = split_methods(text, read_language("en"))
    assert method == "Calibrated every year, certificate kept Meter reading by hand"
    assert meters == ()


def test_a_day_is_read_as_its_language_writes_it() -> None:
    """What is no day of the calendar is none."""
    assert parse_day("3 September 2024", read_language("en")) == dt.date(2024, 9, 3)
    assert parse_day("2024年9月3日", read_language("ja")) == dt.date(2024, 9, 3)
    assert parse_day("31 February 2024", read_language("en")) is None
    assert parse_day("soon", read_language("en")) is None
