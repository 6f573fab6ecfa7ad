"""Reports compared: every part by hand, and all of them together the whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.difference.reports import Part, report_of, segment

from jcm_mrv.difference.comparing import compare
from jcm_mrv.difference.document import render_document
from jcm_mrv.difference.faults import UncomparableError

if TYPE_CHECKING:
    from jcm_mrv.difference.model import Difference
    from jcm_mrv.report.reading import ParsedReport

YEAR = ("2017-01-01", "2017-12-31")
ER = {"ER": "EG * EF"}


def parts_of(found: Difference) -> dict[str, str]:
    """Return parts by cause, name and code; amounts as text."""
    return {
        " ".join(word for word in (one.cause, one.name, one.code) if word): str(one.tonnes)
        for one in found.parts
    }


def entries_of(found: Difference, cause: str) -> dict[str, str]:
    """Return the entries of a cause by where they lie."""
    return {
        " ".join(word for word in (one.month or one.start, one.member) if word): str(one.tonnes)
        for part in found.parts
        if part.cause == cause
        for one in part.entries
    }


def year_of(
    eg: dict[str, Any], ef: Any, er: Any, credited: int | None, **further: Any
) -> ParsedReport:
    """Return a report of 2017 with ER = EG * EF; EG is the sum of its months."""
    total = sum(Fraction(one) for one in eg.values())
    part = Part(*YEAR, {"EG": total, "EF": ef}, {"EG": eg})
    return report_of([part], ER, {2017: (er, credited)}, **further)


def test_two_factors_share_their_product() -> None:
    """EG 100 -> 110 in May, EF 0.5 -> 0.6: 50 -> 66. EG: 10 x 0.55 = 5.5; EF: 0.1 x 105 = 10.5."""
    a = year_of({"2017-04": "60", "2017-05": "40"}, "0.5", 50, 50)
    b = year_of({"2017-04": "60", "2017-05": "50"}, "0.6", 66, 66)
    found = compare(a, b)
    assert found.credits == (50, 66)
    assert parts_of(found) == {"readings EG": "11/2", "fixed EF": "21/2"}
    assert entries_of(found, "readings") == {"2017-05": "11/2"}
    assert found.attributed == 16


def test_exchanged_reports_change_every_sign() -> None:
    """B against A gives the same parts with the other sign."""
    a = year_of({"2017-04": "60", "2017-05": "40"}, "0.5", 50, 50)
    b = year_of({"2017-04": "61", "2017-05": "50"}, "0.6", "66.6", 66)
    there, back = compare(a, b), compare(b, a)
    assert {name: -Fraction(one) for name, one in parts_of(back).items()} == {
        name: Fraction(one) for name, one in parts_of(there).items()
    }


def test_months_that_cancel_are_told() -> None:
    """One month 10 more, one 10 less: nothing moves, and both are told: 10 x 0.5 each."""
    a = year_of({"2017-04": "60", "2017-05": "40"}, "0.5", 50, 50)
    b = year_of({"2017-04": "70", "2017-05": "30"}, "0.5", 50, 50)
    found = compare(a, b)
    assert entries_of(found, "readings") == {"2017-04": "5", "2017-05": "-5"}
    assert found.attributed == 0
    assert not found.same


def test_the_same_report_has_no_parts() -> None:
    """Nothing differs, and nothing is told."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    found = compare(a, a)
    assert (found.same, found.parts, found.changes, found.results) == (True, (), (), {})


def test_rounding_is_a_part_of_its_own() -> None:
    """ER 50.6 -> 51.1: 0.5 exact, 1 whole tonne, so that rounding gives 0.5."""
    a = year_of({"2017-04": "101.2"}, "0.5", "50.6", 50)
    b = year_of({"2017-04": "102.2"}, "0.5", "51.1", 51)
    found = compare(a, b)
    assert parts_of(found) == {"readings EG": "1/2", "rounding": "1/2"}


def test_a_treatment_is_a_cause() -> None:
    """D104 took 4 off in B: -4 x 0.5 = -2; the readings are the same."""
    months = {"EG": {"2017-04": "60"}}
    a = report_of([Part(*YEAR, {"EG": 60, "EF": "0.5"}, months)], ER, {2017: (30, 30)})
    part = Part(*YEAR, {"EG": 56, "EF": "0.5"}, months, {"EG": {"D104": -4}})
    b = report_of([part], ER, {2017: (28, 28)})
    assert parts_of(compare(a, b)) == {"treatment EG D104": "-2"}


def test_an_edited_value_is_not_explained_by_its_readings() -> None:
    """EG says 62, its readings 60: 2 x 0.5 = 1 is nobody's."""
    months = {"EG": {"2017-04": "60"}}
    a = report_of([Part(*YEAR, {"EG": 60, "EF": "0.5"}, months)], ER, {2017: (30, 30)})
    b = report_of([Part(*YEAR, {"EG": 62, "EF": "0.5"}, months)], ER, {2017: (31, 31)})
    found = compare(a, b)
    assert parts_of(found) == {"unexplained EG": "1"}
    assert found.remarks[0].startswith("Inputs, project, rules and program are the same")


def test_an_edited_result_is_not_explained_by_its_leaves() -> None:
    """B says 34 where its leaves still give 30, and credits of 40 where it should be 34."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    b = year_of({"2017-04": "60"}, "0.5", 34, 40)
    assert parts_of(compare(a, b)) == {"unexplained ER": "4", "rounding": "6"}


def test_a_total_that_is_no_sum_is_not_explained() -> None:
    """The lines say 30, the total 32."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    totals = {**a.document["totals"], "credits": 32}
    b = year_of({"2017-04": "60"}, "0.5", 30, 30, totals=totals)
    assert parts_of(compare(a, b)) == {"unexplained credits": "2"}


def test_without_credits_the_reductions_are_divided() -> None:
    """B has an error: the parts add up to the difference in reductions, and the code is told."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    finding = {
        "code": "D104",
        "severity": "error",
        "where": {"file": "f", "path": ""},
        "message": "m",
        "treatment": None,
        "effect": None,
        "parameter": None,
        "start": None,
        "end": None,
        "meter": None,
        "vintages": [0],
    }
    b = year_of({"2017-04": "62.5"}, "0.5", "31.25", None, findings=[finding])
    found = compare(a, b)
    assert parts_of(found) == {"readings EG": "5/4"}
    assert [(one.report, one.years, one.codes) for one in found.withheld] == [
        ("B", (2017,), ("D104",))
    ]


def test_a_year_of_one_report_only_is_its_days() -> None:
    """B has 2018 as well: 10 x 0.5 = 5 more, and 2017 is as it was."""
    first = Part(*YEAR, {"EG": 60, "EF": "0.5"}, {"EG": {"2017-04": "60"}})
    second = Part("2018-01-01", "2018-01-31", {"EG": 10, "EF": "0.5"}, {"EG": {"2018-01": "10"}})
    a = report_of([first], ER, {2017: (30, 30)})
    b = report_of([first, second], ER, {2017: (30, 30), 2018: (5, 5)})
    assert parts_of(compare(a, b)) == {"period": "5"}


def test_a_longer_period_leaves_the_shared_months_alone() -> None:
    """A ends in April, B in May; April is read 2 higher in B: 2 x 0.5 = 1, May 30 x 0.5 = 15."""
    a = report_of(
        [Part("2017-04-01", "2017-04-30", {"EG": 60, "EF": "0.5"}, {"EG": {"2017-04": 60}})],
        ER,
        {2017: (30, 30)},
    )
    months = {"EG": {"2017-04": 62, "2017-05": 30}}
    b = report_of(
        [Part("2017-04-01", "2017-05-31", {"EG": 92, "EF": "0.5"}, months)], ER, {2017: (46, 46)}
    )
    found = compare(a, b)
    assert parts_of(found) == {"readings EG": "1", "period": "15"}
    assert entries_of(found, "readings") == {"2017-04": "1"}


def test_a_cut_moves_nothing() -> None:
    """B cuts 2017 on 16 April, and April with it (20 + 40): nothing moved, no part."""
    months = {"EG": {"2017-03": 30, "2017-04": 60, "2017-05": 10}}
    whole = Part("2017-03-01", "2017-05-31", {"EG": 100, "EF": "0.5"}, months)
    first = Part(
        "2017-03-01", "2017-04-15", {"EG": 50, "EF": "0.5"}, {"EG": {"2017-03": 30, "2017-04": 20}}
    )
    second = Part(
        "2017-04-16", "2017-05-31", {"EG": 50, "EF": "0.5"}, {"EG": {"2017-04": 40, "2017-05": 10}}
    )
    a = report_of([whole], ER, {2017: (50, 50)})
    b = report_of([first, second], ER, {2017: (50, 50)})
    found = compare(a, b)
    assert (found.parts, found.same) == ((), False)


def test_a_factor_that_holds_from_a_day_on_moves_what_lies_behind_it() -> None:
    """EF 0.5 -> 0.7 from 16 April: 0.2 x 50 = 10; the readings are the same and move nothing."""
    months = {"EG": {"2017-03": 30, "2017-04": 60, "2017-05": 10}}
    whole = Part("2017-03-01", "2017-05-31", {"EG": 100, "EF": "0.5"}, months)
    first = Part(
        "2017-03-01", "2017-04-15", {"EG": 50, "EF": "0.5"}, {"EG": {"2017-03": 30, "2017-04": 20}}
    )
    second = Part(
        "2017-04-16", "2017-05-31", {"EG": 50, "EF": "0.7"}, {"EG": {"2017-04": 40, "2017-05": 10}}
    )
    a = report_of([whole], ER, {2017: (50, 50)})
    b = report_of([first, second], ER, {2017: (60, 60)})
    found = compare(a, b)
    assert parts_of(found) == {"fixed EF": "10"}
    assert entries_of(found, "fixed") == {"2017-04-16": "10"}


def test_a_mean_is_divided_over_its_months() -> None:
    """T = (20 + 40) / 4 = 15 -> (20 + 70) / 6 = 15, with 2 readings of 10 -> 4 readings more.

    The sum moves 30 by (1/4 + 1/6) / 2 = 5/24: 6.25. The count moves 2 by the mean of the sums
    75, over 4 x 6 = 24, the other way: -6.25. Both are of May, and cancel: 0.
    """
    a_months = {"T": {"2017-04": (20, 2), "2017-05": (40, 2)}}
    b_months = {"T": {"2017-04": (20, 2), "2017-05": (70, 4)}}
    mean = {"T": "mean"}
    a = report_of(
        [Part(*YEAR, {"T": 15, "EF": 2}, a_months, {}, mean)], {"ER": "T * EF"}, {2017: (30, 30)}
    )
    b = report_of(
        [Part(*YEAR, {"T": 15, "EF": 3}, b_months, {}, mean)], {"ER": "T * EF"}, {2017: (45, 45)}
    )
    found = compare(a, b)
    assert parts_of(found) == {"fixed EF": "15"}


def test_a_mean_that_is_cut_leaves_a_rest_that_is_told() -> None:
    """Means of parts do not add up: 15 over the whole, 10 + 20 over halves of the same readings."""
    mean = {"T": "mean"}
    months = {"2017-04": (20, 2), "2017-05": (40, 2)}
    whole = Part("2017-04-01", "2017-05-31", {"T": 15}, {"T": months}, {}, mean)
    first = Part("2017-04-01", "2017-04-30", {"T": 10}, {"T": {"2017-04": (20, 2)}}, {}, mean)
    second = Part("2017-05-01", "2017-05-31", {"T": 20}, {"T": {"2017-05": (40, 2)}}, {}, mean)
    a = report_of([whole], {"ER": "T * 1"}, {2017: (15, 15)})
    b = report_of([first, second], {"ER": "T * 1"}, {2017: (30, 30)})
    assert parts_of(compare(a, b)) == {"segments": "15"}


SUM = {"ER": "sum(EG[i] * EF for i in roof)"}


def test_a_member_that_came_is_told_by_its_name() -> None:
    """Roof b came with 20 x 0.5 = 10; roof a read 2 more in April: 1."""
    a_part = Part(*YEAR, {"EG": {"a": 60}, "EF": "0.5"}, {"EG": {"2017-04": {"a": 60}}})
    b_part = Part(
        *YEAR, {"EG": {"a": 62, "b": 20}, "EF": "0.5"}, {"EG": {"2017-04": {"a": 62, "b": 20}}}
    )
    a = report_of([a_part], SUM, {2017: (30, 30)}, sets={"roof": ("a",)})
    b = report_of([b_part], SUM, {2017: (41, 41)}, sets={"roof": ("a", "b")})
    found = compare(a, b)
    assert parts_of(found) == {"readings EG": "1", "members roof": "10"}
    assert entries_of(found, "readings") == {"2017-04 a": "1"}
    assert entries_of(found, "members") == {"2017-01-01 b": "10"}


def test_formulas_that_differ_are_the_methodology() -> None:
    """EG EF -> EG EF - LE with EG 100 -> 120, EF 0.5, LE 3: 50 -> 57.

    EG: 20 x 0.5 = 10 by either formula. Formula: -3 from either leaves.
    """
    a_part = Part(*YEAR, {"EG": 100, "EF": "0.5"}, {"EG": {"2017-04": 100}})
    b_part = Part(*YEAR, {"EG": 120, "EF": "0.5", "LE": 3}, {"EG": {"2017-04": 120}})
    a = report_of([a_part], ER, {2017: (50, 50)})
    b = report_of([b_part], {"ER": "EG * EF - LE"}, {2017: (57, 57)})
    found = compare(a, b)
    assert {one.cause: str(one.tonnes) for one in found.parts} == {
        "readings": "10",
        "methodology": "-3",
    }


def test_formulas_and_leaves_share_what_they_move_together() -> None:
    """EG -> 2 EG with EG 100 -> 110: 100 -> 220. EG: 10 (1 + 2) / 2 = 15; formula: 105."""
    a_part = Part(*YEAR, {"EG": 100}, {"EG": {"2017-04": 100}})
    b_part = Part(*YEAR, {"EG": 110}, {"EG": {"2017-04": 110}})
    a = report_of([a_part], {"ER": "EG * 1"}, {2017: (100, 100)})
    b = report_of([b_part], {"ER": "EG * 2"}, {2017: (220, 220)})
    found = compare(a, b)
    assert {one.cause: str(one.tonnes) for one in found.parts} == {
        "readings": "15",
        "methodology": "105",
    }


def test_a_formula_without_a_value_for_the_others_leaves_takes_all() -> None:
    """By B's formula A's EG of 0 would be divided by: all of 0 -> 5 is the methodology's."""
    a_part = Part(*YEAR, {"EG": 0}, {"EG": {"2017-04": 0}})
    b_part = Part(*YEAR, {"EG": 2}, {"EG": {"2017-04": 2}})
    a = report_of([a_part], {"ER": "EG * 1"}, {2017: (0, 0)})
    b = report_of([b_part], {"ER": "10 / EG"}, {2017: (5, 5)})
    moved = {one.cause: str(one.tonnes) for one in compare(a, b).parts if one.tonnes}
    assert moved == {"methodology": "5"}


def test_another_program_is_blamed_where_nothing_else_differs() -> None:
    """The same inputs and project, another version: what moved is the program's."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    software = {"name": "jcm-mrv", "version": "9.9.9"}
    b = year_of({"2017-04": "62"}, "0.5", 31, 31, software=software)
    found = compare(a, b)
    assert parts_of(found) == {"software EG": "1"}
    assert "9.9.9" in found.remarks[0]
    assert entries_of(found, "software") == {"2017-04": "1"}


def test_readings_of_other_files_are_readings_whatever_the_program() -> None:
    """Where inputs differ as well, the program is not blamed."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    given = {"path": "x.csv", "sha256": "0" * 64, "bytes": 1, "rows": 1}
    software = {"name": "jcm-mrv", "version": "9.9.9"}
    b = year_of({"2017-04": "62"}, "0.5", 31, 31, software=software, inputs=[given])
    assert parts_of(compare(a, b)) == {"readings EG": "1"}


def test_a_year_without_a_value_is_told_in_one_piece() -> None:
    """B divides by zero, and states 40 all the same: 10 more that nobody can divide."""
    a = report_of([Part(*YEAR, {"EG": 60, "D": 2})], {"ER": "EG / D"}, {2017: (30, 30)})
    b = report_of([Part(*YEAR, {"EG": 60, "D": 0})], {"ER": "EG / D"}, {2017: (40, 40)})
    found = compare(a, b)
    assert parts_of(found) == {"undivided": "10"}
    assert found.remarks[-1] == "2017 could not be divided: something is divided by zero."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"segments": [segment(9, *YEAR)]},
            "/segments/0",
        ),
        (
            {"segments": [segment(0, "2017-02-31", YEAR[1])]},
            "2017-02-31 is not a day",
        ),
    ],
)
def test_a_report_that_is_none_is_refused(changes: dict[str, Any], message: str) -> None:
    """The place is told, and which of the two it is."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    b = year_of({"2017-04": "60"}, "0.5", 30, 30, **changes)
    with pytest.raises(UncomparableError, match=message) as raised:
        compare(a, b)
    assert raised.value.report == "B"


def test_numbers_that_grow_without_end_are_told_in_one_piece() -> None:
    """Readings with denominators of thousands of digits are not added up for ever."""
    months = {
        f"20{year:02}-{month:02}": Fraction(1, 10**4_000 + 2 * (12 * year + month) + 1)
        for year in range(17, 18)
        for month in range(1, 13)
    }
    a = report_of(
        [Part(*YEAR, {"EG": 0}, {"EG": {"2017-01": 0}})], {"ER": "EG * 1"}, {2017: (0, 0)}
    )
    b = report_of([Part(*YEAR, {"EG": 3}, {"EG": months})], {"ER": "EG * 1"}, {2017: (3, 3)})
    assert parts_of(compare(a, b)) == {"undivided": "3"}


def test_the_document_is_whole() -> None:
    """Parts, years and changes stand in the document; numbers are exact text."""
    a = year_of({"2017-04": "60"}, "0.5", 30, 30)
    b = year_of({"2017-04": "61"}, "0.5", "30.5", 30)
    document = render_document(compare(a, b), a, b)
    assert document["credits"] == {"a": 30, "b": 30, "difference": 0}
    assert document["emission_reductions"] == {"a": "30", "b": "30.5", "difference": "0.5"}
    assert document["parts"][0]["entries"] == [
        {"year": 2017, "month": "2017-04", "tonnes": "0.5", "a": "60", "b": "61", "unit": "MWh"}
    ]
    assert document["attributed"] == "0"
    assert document["results"]["readings"] == 3  # sum, minimum, maximum
