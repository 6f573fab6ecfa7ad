"""Codes D: what can be wrong with monitoring data.

``EXPRESSIONS`` is what the checks add to the one reading of the files where a reading is below
zero, ``CHECKED`` what they judge of it. Conflicting stamps are judged where their effect is known.
"""

from __future__ import annotations

from jcm_mrv.checks.data import (
    above_rated,
    cut_step,
    irregular_step,
    negative,
    no_readings,
    outside_period,
    repeated_stamp,
    stuck,
)

EXPRESSIONS = negative.EXPRESSIONS
CHECKED = (
    no_readings.judge,
    outside_period.judge,
    irregular_step.judge,
    cut_step.judge,
    repeated_stamp.judge,
    negative.judge,
    above_rated.judge,
    stuck.judge,
)
