"""Compare two reports: where the difference in credits comes from, and what else differs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.difference.account import read_account
from jcm_mrv.difference.attribution import attribute
from jcm_mrv.difference.changes import count_results, find_changes
from jcm_mrv.difference.faults import BeyondError, UncomparableError
from jcm_mrv.difference.ledger import Piece
from jcm_mrv.difference.model import Difference, Withheld, YearDifference
from jcm_mrv.numbers import NumberError, printable
from jcm_mrv.report.formulas import ArithmeticFault, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.difference.account import Account
    from jcm_mrv.difference.ledger import Ledger
    from jcm_mrv.difference.model import Cause
    from jcm_mrv.report.model import Report
    from jcm_mrv.report.reading import ParsedReport

ZERO = Fraction(0)

_OF_THE_PROGRAM: tuple[Cause, ...] = (
    "readings",
    "treatment",
    "fixed",
    "factor",
    "members",
    "period",
    "segments",
    "methodology",
)
"""Causes that can only lie in the program where neither inputs nor declarations differ."""


def compare(a: ParsedReport, b: ParsedReport) -> Difference:
    """Divide the difference between two reports among its causes.

    Args:
        a: the report to start from.
        b: the report that is compared with it.

    Raises:
        UncomparableError: a value, a day or a tree of one of them is none.
    """
    accounts = _lay_out("A", a), _lay_out("B", b)
    ledger, remarks = attribute(*accounts, _name_rules(a.report, b.report))
    ledger, more = _blame_program(ledger, a, b)
    years = _years(*accounts)
    credited = a.report.totals.credits, b.report.totals.credits
    if None not in credited:
        _round(ledger, years, credited)
    else:
        _explain_totals(ledger, years, a.report, b.report)
    try:
        ledger.check_sums()
    except BeyondError as fault:
        raise UncomparableError("B", f"what it differs by cannot be added up: {fault}") from None
    return Difference(
        (_total(a.report), _total(b.report)),
        credited,
        years,
        ledger.parts(),
        tuple(one for name, side in (("A", a), ("B", b)) for one in _withheld(name, side.report)),
        (*_tell_projects(a.report, b.report), *more, *remarks),
        count_results(a.document, b.document),
        find_changes(a.document, b.document),
        a.document == b.document,
    )


def _lay_out(name: str, report: ParsedReport) -> Account:
    try:
        return read_account(report.report)
    except (ArithmeticFault, BeyondError, NumberError) as fault:
        raise UncomparableError(name, str(fault)) from None


def _name_rules(a: Report, b: Report) -> str:
    names = [f"{one.methodology.id} {one.methodology.version}" for one in (a, b)]
    return names[0] if names[0] == names[1] else " -> ".join(names)


def _tell_projects(a: Report, b: Report) -> tuple[str, ...]:
    one, other = a.project.reference_number, b.project.reference_number
    if one is None or other is None or one == other:
        return ()
    return (f"These are two projects: {printable(one)} and {printable(other)}.",)


def _blame_program(
    ledger: Ledger, a: ParsedReport, b: ParsedReport
) -> tuple[Ledger, tuple[str, ...]]:
    """Name the program as the cause, where all that a person gave it is the same."""
    moved = ledger.moved()
    if not moved or _given(a.document) != _given(b.document):
        return ledger, ()
    programs = [
        f"{one.software.name} {one.software.version} with tzdata {one.time.tzdata}"
        for one in (a.report, b.report)
    ]
    if programs[0] != programs[1]:
        if moved.isdisjoint(_OF_THE_PROGRAM):
            return ledger, ()
        text = f"Inputs, project and rules are the same; A was made by {programs[0]}"
        return ledger.rename(_OF_THE_PROGRAM, "software"), (f"{text}, B by {programs[1]}.",)
    return ledger, (
        "Inputs, project, rules and program are the same: one of the reports was edited, or "
        "its inputs are not those that it names.",
    )


def _given(document: Mapping[str, Any]) -> Any:
    """Return what a person gave: declarations, digests of files, digest of the rules."""
    return (
        document["project"],
        document["inputs"],
        document["meters"],
        document["methodology"]["rules_sha256"],
    )


def _years(a: Account, b: Account) -> tuple[YearDifference, ...]:
    return tuple(
        YearDifference(
            year,
            (a.reductions.get(year, _absent(a)), b.reductions.get(year, _absent(b))),
            (a.credits.get(year, _no_credits(a)), b.credits.get(year, _no_credits(b))),
        )
        for year in sorted({*a.reductions, *b.reductions})
    )


def _absent(account: Account) -> Fraction | None:
    # A year outside of a period has no reductions; one of a report without any is not known.
    return ZERO if account.stretches else None


def _no_credits(account: Account) -> int | None:
    return 0 if account.stretches else None


def _round(
    ledger: Ledger, years: tuple[YearDifference, ...], credited: tuple[int | None, int | None]
) -> None:
    told = ZERO
    for one in years:
        before, after = one.credits
        low, high = one.reductions
        if before is None or after is None or low is None or high is None:
            continue
        step = (after - before) - (high - low)
        told += after - before
        if step:
            piece = Piece("rounding", "", None, one.year)
            ledger.put(piece, step, Fraction(before) - low, Fraction(after) - high, "tCO2")
    rest = Fraction((credited[1] or 0) - (credited[0] or 0)) - told
    if rest:
        ledger.put(Piece("unexplained", "credits", None, _last(years)), rest)


def _explain_totals(
    ledger: Ledger, years: tuple[YearDifference, ...], a: Report, b: Report
) -> None:
    """Tell a total of the reductions that is not the sum of its years."""
    before, after = _total(a), _total(b)
    if before is None or after is None or any(None in one.reductions for one in years):
        return
    told = sum(((one.reductions[1] or ZERO) - (one.reductions[0] or ZERO) for one in years), ZERO)
    rest = after - before - told
    if rest:
        ledger.put(Piece("unexplained", "totals", None, _last(years)), rest)


def _last(years: tuple[YearDifference, ...]) -> int:
    return years[-1].year if years else 0


def _total(report: Report) -> Fraction | None:
    stated = report.totals.emission_reductions
    return None if stated is None else exact(stated.value)


def _withheld(name: str, report: Report) -> tuple[Withheld, ...]:
    without = {index for index, line in enumerate(report.vintages) if line.credits is None}
    if not without and (report.vintages or report.totals.credits is not None):
        return ()
    codes = sorted(
        {
            one.code
            for one in report.findings
            if one.severity == "error" and (not report.vintages or without & {*one.vintages})
        }
    )
    years = sorted({report.vintages[index].year for index in without})
    return (Withheld(name, tuple(years), tuple(codes), report.project.country == "none"),)
