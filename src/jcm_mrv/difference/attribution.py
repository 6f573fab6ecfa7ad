"""The difference in emission reductions, year by year, piece by piece (docs/adr/0020)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference.cells import compare_cells
from jcm_mrv.difference.cutting import cut_alike
from jcm_mrv.difference.faults import BeyondError, NoValueError
from jcm_mrv.difference.ledger import Ledger, Piece
from jcm_mrv.difference.lengths import add_up, checked
from jcm_mrv.difference.scene import LeafKey, MemberKey, Pair, Scene, Sides
from jcm_mrv.difference.tape import Work
from jcm_mrv.difference.walking import evaluate, follow

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from jcm_mrv.difference.account import Account, Leaf, Stretch
    from jcm_mrv.difference.cells import Cell
    from jcm_mrv.difference.model import Cause

ZERO = Fraction(0)
HALF = Fraction(1, 2)
RESULT = "ER"

_FACTORS = ("default", "lookup", "gwp")


@dataclass(slots=True)
class _Year:
    """Gather the stretches of one calendar year.

    Args:
        pairs: stretches of the same days; one of them is None where only one report has them.
        whole: stretches that were cut, with their parts, of the first report and of the second.
    """

    pairs: list[tuple[Stretch | None, Stretch | None]] = field(default_factory=list)
    whole: tuple[list[tuple[Stretch, list[Stretch]]], list[tuple[Stretch, list[Stretch]]]] = field(
        default_factory=lambda: ([], [])
    )


def attribute(a: Account, b: Account, methodology: str) -> tuple[Ledger, tuple[str, ...]]:
    """Divide the difference in emission reductions of the years that both computed.

    Args:
        a: the first report.
        b: the second.
        methodology: names what formulas that differ are due to.

    Returns:
        the pieces, which add up to the difference to the last digit, and remarks.
    """
    ledger = Ledger()
    remarks: list[str] = []
    work = Work()
    beyond: BeyondError | None = None
    years: dict[int, _Year] = {}
    try:
        years = _years(a, b, work)
    except BeyondError as error:
        beyond = error
    for year in sorted({*a.reductions, *b.reductions}):
        stated = [one.reductions.get(year, ZERO) for one in (a, b)]
        if stated[0] is None or stated[1] is None or not a.stretches or not b.stretches:
            missing = [
                name
                for name, one, value in (("A", a, stated[0]), ("B", b, stated[1]))
                if value is None or not one.stretches
            ]
            remarks.append(f"{year} was not calculated in {' and '.join(missing)}.")
            continue
        moved = stated[1] - stated[0]
        own = Ledger()
        try:
            if beyond is not None:
                raise beyond
            told = _attribute_year(own, a, b, year, years[year], methodology, work)
            own.check_sums()
        except (BeyondError, NoValueError) as error:
            remarks.append(f"{year} could not be divided: {error}.")
            ledger.put(Piece("undivided", "", None, year), moved)
            continue
        ledger.take(own)
        if told != moved:
            ledger.put(Piece("unexplained", RESULT, None, year), moved - told)
    return ledger, tuple(remarks)


def _years(a: Account, b: Account, work: Work) -> dict[int, _Year]:
    years: dict[int, _Year] = defaultdict(_Year)
    cut = cut_alike(a.stretches, b.stretches, work)
    by_days: dict[tuple[int, object], list[Stretch | None]] = {}
    for side, (account, columns) in enumerate(zip((a, b), cut, strict=True)):
        for stretch, parts in zip(account.stretches, columns, strict=True):
            if len(parts) > 1:
                years[stretch.year].whole[side].append((stretch, parts))
            for part in parts:
                by_days.setdefault((part.year, part.start), [None, None])[side] = part
    for (year, _), (one, other) in by_days.items():
        years[year].pairs.append((one, other))
    for year in (*a.reductions, *b.reductions):
        years.setdefault(year, _Year())
    return years


def _attribute_year(
    ledger: Ledger,
    a: Account,
    b: Account,
    year: int,
    days: _Year,
    methodology: str,
    work: Work,
) -> Fraction:
    """Divide one year; return what its pieces add up to."""
    told = ZERO
    for one, other in days.pairs:
        if one is not None and other is not None:
            moved = _attribute_pair(ledger, _Two(one, other, a, b), methodology, work)
            told = checked(told + moved)
            continue
        for stretch, account, sign in ((one, a, -1), (other, b, 1)):
            if stretch is not None:
                value = sign * _evaluate(stretch, account, work)
                count = Fraction(stretch.days)
                before, after = (count, None) if sign < 0 else (None, count)
                piece = Piece("period", "", None, year, stretch.start.isoformat())
                ledger.put(piece, value, before, after, "day")
                told = checked(told + value)
    for side, (account, sign) in enumerate(((a, -1), (b, 1))):
        for stretch, parts in days.whole[side]:
            whole = _evaluate(stretch, account, work)
            rest = whole - add_up(_evaluate(part, account, work) for part in parts)
            if rest:
                piece = Piece("segments", "", None, year, stretch.start.isoformat())
                ledger.put(piece, sign * rest)
                told = checked(told + sign * rest)
    return told


def _evaluate(stretch: Stretch, account: Account, work: Work) -> Fraction:
    leaves = {key: Pair(leaf.value, None, changed=False) for key, leaf in stretch.leaves.items()}
    sets = {name: (members, ()) for name, members in account.sets.items()}
    return evaluate(Scene(stretch.formulas, leaves, sets), RESULT, Sides.A, work)


@dataclass(frozen=True, slots=True)
class _Two:
    """Hold the same days in both reports."""

    one: Stretch
    other: Stretch
    a: Account
    b: Account


def _attribute_pair(ledger: Ledger, two: _Two, methodology: str, work: Work) -> Fraction:
    """Divide the difference between two stretches of the same days; return it."""
    cells = {
        key: compare_cells(leaf, two.other.leaves[key])
        for key, leaf in two.one.leaves.items()
        if key in two.other.leaves
    }
    if two.one.formulas == two.other.formulas:
        start, end, slopes = follow(_scene(two, cells), RESULT, work)
        _put_shares(ledger, two, cells, slopes)
        return end - start
    return _attribute_rules(ledger, two, cells, methodology, work)


def _attribute_rules(
    ledger: Ledger,
    two: _Two,
    cells: Mapping[LeafKey, Mapping[Cell, Fraction]],
    methodology: str,
    work: Work,
) -> Fraction:
    """Divide between leaves and formulas: each moves half before the other, half after it.

    Leaves move the mean of what they move by the formulas of either report; the formulas move
    the mean of what they move from the leaves of either.
    """
    piece = Piece("methodology", methodology, None, two.one.year, two.one.start.isoformat())
    try:
        first = follow(_scene_of(two, cells, first=True), RESULT, work)
        second = follow(_scene_of(two, cells, first=False), RESULT, work)
    except NoValueError:
        # The formulas of one report have no value for what the other states.
        moved = _evaluate(two.other, two.b, work) - _evaluate(two.one, two.a, work)
        ledger.put(piece, moved)
        return moved
    slopes: dict[Hashable, Fraction] = {}
    for _, _, one in (first, second):
        for key, slope in one.items():
            slopes[key] = slopes.get(key, ZERO) + slope * HALF
    ledger.put(piece, ((second[0] - first[0]) + (second[1] - first[1])) * HALF)
    _put_shares(ledger, two, cells, slopes)
    return second[1] - first[0]


def _scene(two: _Two, cells: Mapping[LeafKey, Mapping[Cell, Fraction]]) -> Scene:
    leaves = {
        key: Pair(_value(two.one, key), _value(two.other, key), bool(cells.get(key)))
        for key in {**two.one.leaves, **two.other.leaves}
    }
    names = {**two.a.sets, **two.b.sets}
    sets = {name: (two.a.sets.get(name, ()), two.b.sets.get(name, ())) for name in names}
    return Scene(two.one.formulas, leaves, sets)


def _scene_of(two: _Two, cells: Mapping[LeafKey, Mapping[Cell, Fraction]], *, first: bool) -> Scene:
    """Return the formulas of one report with the leaves of both, where both mean the same.

    What the other report does not know, or states in another unit, is constant.
    """
    own, other = (two.one, two.other) if first else (two.other, two.one)
    sets_own, sets_other = (two.a.sets, two.b.sets) if first else (two.b.sets, two.a.sets)
    units = {key.name: leaf.unit for key, leaf in own.leaves.items()}
    leaves = {}
    for key in {**own.leaves, **other.leaves}:
        mine, theirs = own.leaves.get(key), other.leaves.get(key)
        if key.name not in units:
            continue
        shared = theirs is not None and theirs.unit == units[key.name]
        if mine is not None and not shared:
            pair = Pair(mine.value, mine.value, changed=False)
        else:
            values = [_value(own, key), _value(other, key)]
            one, two_ = values if first else values[::-1]
            pair = Pair(one, two_, bool(cells.get(key)))
        leaves[key] = pair
    sets = {}
    for name, members in sets_own.items():
        both = (members, sets_other.get(name, members))
        sets[name] = both if first else both[::-1]
    return Scene(own.formulas, leaves, sets)


def _value(stretch: Stretch, key: LeafKey) -> Fraction | str | None:
    leaf = stretch.leaves.get(key)
    return None if leaf is None else leaf.value


def _put_shares(
    ledger: Ledger,
    two: _Two,
    cells: Mapping[LeafKey, Mapping[Cell, Fraction]],
    slopes: Mapping[Hashable, Fraction],
) -> None:
    year, start = two.one.year, two.one.start.isoformat()
    for key, slope in slopes.items():
        if isinstance(key, MemberKey):
            has = key.member in two.a.sets.get(key.set_name, ())
            before, after = (key.member, None) if has else (None, key.member)
            piece = Piece("members", key.set_name, None, year, start, None, key.member)
            ledger.put(piece, slope, before, after)
    for key, moved in cells.items():
        one, other = two.one.leaves[key], two.other.leaves[key]
        if one.unit != other.unit and key not in slopes:
            continue  # they are not the same quantity, and the formulas differ with them
        for cell, amount in moved.items():
            tonnes = slopes.get(key, ZERO) * amount
            place = _piece(key, one, cell, year, start)
            ledger.put(place, tonnes, _state(one, cell), _state(other, cell), one.unit)


def _piece(key: LeafKey, leaf: Leaf, cell: Cell, year: int, start: str) -> Piece:
    if cell.origin == "month":
        return Piece("readings", key.name, None, year, None, cell.label, key.member)
    if cell.origin == "treatment":
        return Piece("treatment", key.name, cell.label, year, start, None, key.member)
    cause: Cause = "readings"
    if cell.origin == "rest":
        cause = "unexplained"
    elif leaf.kind in _FACTORS:
        cause = "factor"
    elif leaf.kind == "period":
        cause = "period"
    elif leaf.kind != "monitored":
        cause = "fixed"
    return Piece(cause, key.name, None, year, start, None, key.member)


def _state(leaf: Leaf, cell: Cell) -> Fraction | str | None:
    """Return what a report has for a part of a leaf."""
    if cell.origin == "month":
        month = leaf.months.get(cell.label)
        return None if month is None else month.total
    if cell.origin == "treatment":
        return leaf.added.get(cell.label)
    return leaf.edges if cell.origin == "edges" else leaf.value
