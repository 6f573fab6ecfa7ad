"""The columns of the step ``credits`` give what the engine's rule gives."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jcm_mrv.calculation.credits import compute_credits, settle_years
from jcm_mrv.views.workbook.arithmetic import Evaluation, Exact
from jcm_mrv.views.workbook.drafting import Page
from jcm_mrv.views.workbook.expression import Number
from jcm_mrv.views.workbook.rounding import (
    CREDITS,
    KEPT,
    WHOLE_TONNES,
    LineRow,
    Rounding,
)

TONNES = st.fractions(min_value=-50, max_value=50, max_denominator=12)
LINES = st.lists(st.tuples(st.integers(0, 4), TONNES), min_size=1, max_size=12)


def calculated(lines: list[tuple[int, Fraction]]) -> tuple[list[int], list[Fraction], list[int]]:
    """Return credits by line, kept and whole tonnes by year, as the columns give them."""
    page = Page("sheet", [10.0] * 10)
    country = page.text(0, 0, "LA", kind="input")
    zero = Number(Fraction(0))
    rows = [
        LineRow("", year, (zero, zero, Number(one)), (None, None, None), zero, "0")
        for year, one in lines
    ]
    table = Rounding(page, 2, rows, country)
    table.write_lines((None, None, None), "0")
    table.write_years([("0", "0", "0", "0")] * len(table.years))
    formulas = {
        (page.name, *place): draft.tree
        for place, draft in page.drafts.items()
        if draft.tree is not None
    }

    def text(place: tuple[str, int, int]) -> Fraction | str | None:
        draft = page.drafts.get(place[1:])
        return None if draft is None else draft.value

    evaluation = Evaluation(formulas, text, Exact())

    def number(row: int, column: int) -> Fraction:
        value = evaluation.value((page.name, row, column))
        assert isinstance(value, Fraction)
        return value

    years = range(len(table.years))
    return (
        [int(number(table.first_line + at, CREDITS)) for at in range(len(rows))],
        [number(table.first_year + at, KEPT) for at in years],
        [int(number(table.first_year + at, WHOLE_TONNES)) for at in years],
    )


@given(LINES)
@settings(deadline=None, max_examples=150)
# docs/report.md: lines of one year of 5.5, -3.25, 2.5 and 2.25 t, 7 t together, get 5, 0, 0, 2
@example([(0, Fraction(one)) for one in ("5.5", "-3.25", "2.5", "2.25")])
@example([(0, Fraction(-1)), (1, Fraction(-2)), (2, Fraction(1))])
def test_the_columns_are_the_rule(drawn: list[tuple[int, Fraction]]) -> None:
    """Deficits carried on and back, and tonnes shared in a year, are those of the engine."""
    lines = sorted(drawn, key=lambda one: one[0])
    sums: dict[int, Fraction] = {}
    for year, one in lines:
        sums[year] = sums.get(year, Fraction(0)) + one

    credits_, kept, whole = calculated(lines)

    years, reductions = zip(*lines, strict=True)
    assert credits_ == list(compute_credits(years, reductions))
    assert kept == settle_years(list(sums.values()))
    assert whole == [int(one // 1) for one in kept]


def test_a_deficit_goes_on_before_it_goes_back() -> None:
    """Years of 5.5, -3, 2.25, -4 and 10.75 t keep 5.5, 0, 0, 0 and 6 t."""
    lines = [(at, Fraction(one)) for at, one in enumerate(("5.5", "-3", "2.25", "-4", "10.75"))]

    credits_, kept, _ = calculated(lines)

    # -3 takes 2.25 and leaves 0.75; with 4 that is 4.75, taken from 10.75: 6 t
    assert kept == [Fraction("5.5"), 0, 0, 0, Fraction(6)]
    assert credits_ == [5, 0, 0, 0, 6]
