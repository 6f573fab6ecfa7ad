"""Lapsed days of calibrations."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from jcm_mrv.calculation.calibration import Lapse, find_lapses
from jcm_mrv.findings import Place
from jcm_mrv.project.monitoring import Calibration, Meter

START, END = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
MPE = Fraction(1, 200)


def _meter(*calibrations: Calibration, mpe: Fraction | None = MPE) -> Meter:
    return Meter(Place("project.toml", "meters[0]"), "A", mpe=mpe, calibrations=calibrations)


def test_lapsed_days_run_from_the_day_after_to_the_day_before() -> None:
    """Valid to 31 May, calibrated again on 1 July: lapsed from 1 to 30 June."""
    meter = _meter(
        Calibration(dt.date(2016, 6, 1), dt.date(2017, 5, 31)),
        Calibration(dt.date(2017, 7, 1), dt.date(2018, 6, 30)),
    )

    assert find_lapses(meter, START, END) == (
        Lapse(dt.date(2017, 6, 1), dt.date(2017, 6, 30), MPE, closed=True),
    )


def test_without_a_later_calibration_the_lapse_runs_to_the_end() -> None:
    """Nothing is known after 31 May: lapsed to the end of the period, and open."""
    meter = _meter(Calibration(dt.date(2016, 6, 1), dt.date(2017, 5, 31)))

    assert find_lapses(meter, START, END) == (Lapse(dt.date(2017, 6, 1), END, MPE, closed=False),)


def test_days_before_the_first_calibration_are_lapsed() -> None:
    """A first calibration on 11 January leaves ten days without one."""
    meter = _meter(Calibration(dt.date(2017, 1, 11), dt.date(2018, 1, 10)))

    assert find_lapses(meter, START, END) == (Lapse(START, dt.date(2017, 1, 10), MPE, closed=True),)


def test_the_larger_of_permitted_and_found_error_counts() -> None:
    """A meter found 0.8 % wrong at the later calibration is corrected by 0.8 %, not 0.5 %."""
    found = Fraction(-8, 1000)
    meter = _meter(
        Calibration(dt.date(2016, 6, 1), dt.date(2017, 5, 31)),
        Calibration(dt.date(2017, 7, 1), dt.date(2018, 6, 30), as_found=found),
    )

    assert [lapse.error for lapse in find_lapses(meter, START, END)] == [Fraction(8, 1000)]


def test_without_any_error_known_the_lapse_has_none() -> None:
    """Neither the plate nor a certificate gives an error: the lapse says so."""
    meter = _meter(Calibration(dt.date(2016, 6, 1), dt.date(2017, 5, 31)), mpe=None)

    assert [lapse.error for lapse in find_lapses(meter, START, END)] == [None]


def test_a_certificate_without_an_end_never_lapses() -> None:
    """No valid_until means that the certificate names none."""
    assert find_lapses(_meter(Calibration(dt.date(2016, 6, 1))), START, END) == ()


def test_a_meter_without_calibrations_has_no_lapse() -> None:
    """That no calibration is known is a finding of the project stage (P052)."""
    assert find_lapses(_meter(), START, END) == ()
