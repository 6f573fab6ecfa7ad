"""Other schemes beside the JCM: which vintages a second claim on the same tonnes takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, calculate_text, credits_of, fixed, found, head

if TYPE_CHECKING:
    from pathlib import Path

# (783 - 469.8) x 0.5546 = 173.70072 in 2017 and (153 - 91.8) x 0.5546 = 33.94152 in 2018
CENTRE = (
    head("data-center-efficiency 1", "2017-03-01", "2018-02-28")
    + fixed("PUE_RE", "1.8")
    + fixed("EF_elec", "0.5546", "tCO2/MWh")
    + amounts(
        "EC_IT", [("2017-03-01", "2017-12-31", "435"), ("2018-01-01", "2018-02-28", "85")], "MWh"
    )
    + amounts(
        "EC_DC",
        [("2017-03-01", "2017-12-31", "469.8"), ("2018-01-01", "2018-02-28", "91.8")],
        "MWh",
    )
)
SCHEME = '[[other_schemes]]\nscheme = "I-REC"\n'


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("", [None, None]),
        ("start = 2018-02-28", [173, None]),
        ("end = 2017-03-01", [None, 33]),
        ("start = 2017-12-31\nend = 2018-01-01", [None, None]),
        ("start = 2018-03-01", [173, 33]),
        ("end = 2017-02-28", [173, 33]),
        ("start = 2018-03-01\nend = 2019-02-28", [173, 33]),
    ],
)
def test_a_scheme_takes_the_vintages_that_it_touches(
    tmp_path: Path, dates: str, expected: list[int | None]
) -> None:
    """A day of overlap is enough, a day beside the period is none, a missing date is open."""
    outcome = calculate_text(tmp_path, f"{CENTRE}{SCHEME}{dates}\n")

    assert credits_of(outcome) == expected
    assert found(outcome, "P070") == ([] if expected == [173, 33] else ["error"])


def test_a_resolution_leaves_the_credits_to_the_verifier(tmp_path: Path) -> None:
    """Where the project says how double claiming is avoided, its words stand in a warning."""
    text = f'{CENTRE}{SCHEME}resolution = "certificates cancelled, letter of 2018-03-05"\n'

    outcome = calculate_text(tmp_path, text)

    assert credits_of(outcome) == [173, 33]
    assert found(outcome, "P070") == ["warning"]
    messages = [one.message for one in outcome.findings if one.code == "P070"]
    assert "letter of 2018-03-05" in messages[0]


def test_each_scheme_is_judged_by_itself(tmp_path: Path) -> None:
    """One that is resolved does not excuse another."""
    text = f'{CENTRE}{SCHEME}resolution = "cancelled"\n{SCHEME}start = 2018-01-01\n'

    outcome = calculate_text(tmp_path, text)

    assert credits_of(outcome) == [173, None]
    assert found(outcome, "P070") == ["error", "warning"]
