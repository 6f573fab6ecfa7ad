"""Codes D: what can be wrong with monitoring data.

``EXPRESSIONS`` is what the checks add to the one reading of the files where a reading is below
zero, ``CHECKED`` what they judge of it. Conflicting stamps are judged where their effect is known.
"""

from __future__ import annotations

from jcm_mrv.checks.data import (
    above_clear_sky,
    above_rated,
    after_until,
    beyond_resolution,
    catch_up,
    cut_step,
    irregular_step,
    negative,
    night_generation,
    no_readings,
    not_active,
    outside_period,
    repeated_stamp,
    shifted_hour,
    spike,
    stuck,
    tariff_total,
)

EXPRESSIONS = negative.EXPRESSIONS
CHECKED = (
    no_readings.judge,
    outside_period.judge,
    irregular_step.judge,
    cut_step.judge,
    repeated_stamp.judge,
    shifted_hour.judge,
    negative.judge,
    above_rated.judge,
    catch_up.judge,
    spike.judge,
    above_clear_sky.judge,
    night_generation.judge,
    stuck.judge,
    after_until.judge,
    not_active.judge,
    tariff_total.judge,
    beyond_resolution.judge,
)
