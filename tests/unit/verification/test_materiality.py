"""Thresholds as a verifier types them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.verification.materiality import ThresholdError, judge_materiality, parse_threshold
from jcm_mrv.verification.model import Tally


@pytest.mark.parametrize(
    ("text", "amount", "relative"),
    [("5 %", 5, True), ("0.5%", Fraction(1, 2), True), ("10 t", 10, False), ("0 t", 0, False)],
)
def test_a_threshold_is_per_cent_or_tonnes(text: str, amount: Fraction, *, relative: bool) -> None:
    """Both units are written with or without a blank."""
    threshold = parse_threshold(text)
    assert (threshold.amount, threshold.relative) == (amount, relative)


@pytest.mark.parametrize("text", ["5", "", "five %", "-5 %", "1e3 t", "5 kg", "101 %", "5 % t"])
def test_what_says_no_amount_is_refused(text: str) -> None:
    """A number without a unit, a negative one or more than all is no threshold."""
    with pytest.raises(ThresholdError):
        parse_threshold(text)


def tally(untold: int = 0) -> Tally:
    """Return 4 t up and 3 t down, of 100 t."""
    return Tally(Fraction(1), Fraction(7), Fraction(4), untold, Fraction(100))


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("0.5 %", (True, True, True)),
        ("2 t", (True, True, False)),
        ("5 %", (False, True, False)),
        ("7 t", (False, False, False)),
    ],
)
def test_single_gross_and_net_are_judged(text: str, answers: tuple[bool, bool, bool]) -> None:
    """Largest 4 t, gross 7 t, net 1 t; what is just the threshold does not pass it."""
    judged = judge_materiality(parse_threshold(text), tally())
    assert (judged.single, judged.gross, judged.net) == answers


def test_what_cannot_be_told_leaves_open_what_does_not_pass() -> None:
    """With a cause that has no tonnes, only what passes already is known to pass."""
    judged = judge_materiality(parse_threshold("5 t"), tally(untold=1))
    assert (judged.single, judged.gross, judged.net) == (None, True, None)


def test_without_a_recomputation_nothing_can_be_told() -> None:
    """There is nothing to take per cent of."""
    judged = judge_materiality(parse_threshold("5 %"), None)
    assert (judged.limit, judged.single, judged.gross, judged.net) == (None, None, None, None)
