"""Long numbers in few digits."""

from __future__ import annotations

import pytest

from jcm_mrv.views.digits import format_tonnes, format_value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("435", "435"),
        ("207.64224", "207.64224"),
        ("2.9383558281475", "2.9383558281475"),
        ("207.1678573441234", "207.1678573441234"),
        ("-207.16785734412345", "-207.167857..."),
        ("2/3", "0.666666..."),
        ("-22/7", "-3.142857..."),
        ("0.00000001234567890", "0.0000000123..."),
        ("0.99999999999999999", "0.999999..."),
    ],
)
def test_a_value_shows_its_first_digits(text: str, shown: str) -> None:
    """Digits are cut and marked with dots, never rounded up."""
    assert format_value(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0", "0.000"),
        ("173.70072", "173.700"),
        ("206.9999", "206.999"),
        ("20687.628", "20,687.628"),
        ("-1234567.5", "-1,234,567.500"),
        ("100/3", "33.333"),
    ],
)
def test_tonnes_show_three_decimals(text: str, shown: str) -> None:
    """206.9999 t shows as 206.999, which agrees with the 206 credits beside it."""
    assert format_tonnes(text) == shown


def test_a_number_of_five_thousand_digits_is_shown() -> None:
    """Python's own int refuses such texts; a view does not."""
    text = "1" + "0" * 5_000
    assert format_value(f"{text}/3") == "3" * 5_000 + ".333333..."
