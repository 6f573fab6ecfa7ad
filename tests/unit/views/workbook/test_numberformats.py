"""Formats show as many decimals as a number has, and no more than floats keep."""

from __future__ import annotations

import pytest

from jcm_mrv.views.workbook.numberformats import (
    common_decimals,
    decimals_of,
    number_format,
    shown_decimals,
)


@pytest.mark.parametrize(
    ("exact", "decimals"),
    [
        ("7", 0),
        ("7.5", 1),
        ("-0.5546", 4),
        ("207.64224", 5),
        ("1/3", 6),
        ("427.8145810932", 6),
        ("0.00000012345", 9),  # six zeros, then three digits that tell something
        ("1/30000000", 10),
        ("12345678901.123456", 2),  # thirteen digits in all
        ("12345678901234.5", 0),
        ("0", 0),
    ],
)
def test_decimals(exact: str, decimals: int) -> None:
    """Six decimals at most, thirteen digits in all; small numbers show three digits."""
    assert decimals_of(exact) == decimals


def test_a_column_has_the_decimals_of_its_longest_number() -> None:
    """A number of many digits before the point takes decimals from all others."""
    assert common_decimals(["1", "2.25", "3.5"]) == 2
    assert common_decimals(["1.123456", "1234567890.5"]) == 3
    assert common_decimals([]) == 0


@pytest.mark.parametrize(
    ("code", "decimals"), [("#,##0", 0), ("#,##0.000", 3), ("0.00%", 4), ("yyyy-mm-dd", 0)]
)
def test_codes_are_read_back(code: str, decimals: int) -> None:
    """A share in percent shows two decimals more than its code says."""
    assert shown_decimals(code) == decimals


def test_codes_are_of_no_locale() -> None:
    """The file format writes a comma for thousands and a point for decimals everywhere."""
    assert number_format(3) == "#,##0.000"
    assert number_format(0) == "#,##0"
