"""What one report says, laid out by stretches of days: leaves, and what each is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference.days import days_of, parse_day
from jcm_mrv.difference.lengths import checked
from jcm_mrv.difference.scene import LeafKey
from jcm_mrv.report.formulas import ArithmeticFault, exact, formulas_of, leaves_of, sets_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jcm_mrv.expressions import Node
    from jcm_mrv.report.model import Readings, Report

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read in one month of a stretch: exact sum, count, extremes."""

    total: Fraction
    count: Fraction
    minimum: Fraction | None = None
    maximum: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """Hold a number or a text that the formulas start from.

    Args:
        kind: where it comes from, as in the report.
        unit: of the number; None for a text.
        value: as the report states it.
        aggregate: how readings make it; None where none do.
        months: readings, before treatments.
        added: what treatments added, by code.
        edges: what the readings at the edges of the stretch differ by from the months.
    """

    kind: str
    unit: str | None
    value: Fraction | str
    aggregate: str | None = None
    months: Mapping[str, Reading] = field(default_factory=dict)
    added: Mapping[str, Fraction] = field(default_factory=dict)
    edges: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold some days of one line in which every fixed value is constant.

    Args:
        start: first day.
        end: last day.
        year: calendar year of the line.
        formulas: by name of their value.
        leaves: by name and member.
    """

    start: dt.date
    end: dt.date
    year: int
    formulas: Mapping[str, Node]
    leaves: Mapping[LeafKey, Leaf]

    @property
    def days(self) -> int:
        """Count the days, both ends included [day]."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what is compared of a report.

    Args:
        stretches: in order of days.
        sets: members of each set.
        reductions: by calendar year, as stated; None where it was not computed [tCO2e].
        credits: by calendar year, as stated; None where one line of it has none.
    """

    stretches: tuple[Stretch, ...]
    sets: Mapping[str, tuple[str, ...]]
    reductions: Mapping[int, Fraction | None]
    credits: Mapping[int, int | None]


def read_account(report: Report) -> Account:
    """Lay a report out.

    Raises:
        ArithmeticFault: a value, a day or a tree is none.
        BeyondError: numbers grow too long.
    """
    leaves = _leaves(report)
    stretches: list[Stretch] = []
    for index, (one, formulas) in enumerate(zip(report.segments, formulas_of(report), strict=True)):
        pointer = f"/segments/{index}"
        if one.vintage >= len(report.vintages):
            raise ArithmeticFault(pointer, "it lies in no line")
        start, end = _day(one.start, pointer), _day(one.end, pointer)
        if end < start or (stretches and start <= stretches[-1].end):
            raise ArithmeticFault(pointer, "its days are not behind those of the segment before")
        year = report.vintages[one.vintage].year
        trees = {formula.name: formula.tree for formula in formulas}
        stretches.append(Stretch(start, end, year, trees, leaves[index]))
    reductions: dict[int, Fraction | None] = {}
    credited: dict[int, int | None] = {}
    for line in report.vintages:
        stated = line.emission_reductions
        known = reductions.get(line.year, ZERO)
        whole = credited.get(line.year, 0)
        reductions[line.year] = (
            None if known is None or stated is None else checked(known + exact(stated.value))
        )
        credited[line.year] = (
            None if whole is None or line.credits is None else whole + line.credits
        )
    return Account(tuple(stretches), sets_of(report), reductions, credited)


def _day(text: str, pointer: str) -> dt.date:
    try:
        return parse_day(text)
    except ValueError:
        raise ArithmeticFault(pointer, f"{text} is not a day") from None


def _leaves(report: Report) -> list[dict[LeafKey, Leaf]]:
    values = leaves_of(report)
    months = _months(report)
    added = _added(report)
    found: list[dict[LeafKey, Leaf]] = [{} for _ in report.segments]
    for one in report.values:
        value = values[one.segment][one.name]
        parts = {None: value} if isinstance(value, Fraction | str) else value
        edges = one.edges if isinstance(one.edges, tuple) else (one.edges,) * len(parts)
        if len(edges) != len(parts):
            edges = (None,) * len(parts)
        for (member, part), edge in zip(parts.items(), edges, strict=True):
            key = (one.segment, LeafKey(one.name, member))
            found[one.segment][key[1]] = Leaf(
                one.kind,
                None if isinstance(part, str) else one.unit,
                part,
                one.aggregate,
                months.get(key, {}),
                added.get(key, {}),
                ZERO if edge is None else exact(edge),
            )
    return found


_Key = tuple[int, LeafKey]


def _months(report: Report) -> dict[_Key, dict[str, Reading]]:
    found: dict[_Key, dict[str, Reading]] = {}
    for index, one in enumerate(report.readings):
        pointer = f"/readings/{index}"
        try:
            days_of(one.month)
        except ValueError:
            raise ArithmeticFault(pointer, f"{one.month} is not a month") from None
        members = (None,) if one.members is None else one.members
        for member, reading in zip(members, _columns(one, len(members), index), strict=True):
            months = found.setdefault((one.segment, LeafKey(one.parameter, member)), {})
            if one.month in months:
                raise ArithmeticFault(pointer, "the month is there twice")
            months[one.month] = reading
    return found


def _columns(one: Readings, size: int, index: int) -> Sequence[Reading]:
    columns = [
        part if isinstance(part, tuple) else (part,)
        for part in (one.sum, one.count, one.minimum, one.maximum)
    ]
    if any(len(column) != size for column in columns):
        raise ArithmeticFault(f"/readings/{index}", "its numbers do not pair with its members")
    return [
        Reading(
            exact(str(total)),
            Fraction(int(count or 0)),
            None if low is None else exact(str(low)),
            None if high is None else exact(str(high)),
        )
        for total, count, low, high in zip(*columns, strict=True)
    ]


def _added(report: Report) -> dict[_Key, dict[str, Fraction]]:
    found: dict[_Key, dict[str, Fraction]] = {}
    for one in report.adjustments:
        amounts = found.setdefault((one.segment, LeafKey(one.parameter, one.member)), {})
        amounts[one.code] = checked(amounts.get(one.code, ZERO) + exact(one.amount.value))
    return found
