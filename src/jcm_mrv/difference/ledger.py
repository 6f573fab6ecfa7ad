"""Gather pieces of a difference into parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from jcm_mrv.difference.lengths import check_together, checked
from jcm_mrv.difference.model import CAUSES, Entry, Part
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Collection

    from jcm_mrv.difference.model import Cause

Amount = Fraction | str | None


class Piece(NamedTuple):
    """Name a piece: what it is due to, and where it lies."""

    cause: Cause
    name: str
    code: str | None
    year: int
    start: str | None = None
    month: str | None = None
    member: str | None = None


@dataclass(slots=True)
class _Sum:
    tonnes: Fraction = Fraction(0)
    before: Amount = None
    after: Amount = None
    unit: str | None = None


@dataclass(slots=True)
class Ledger:
    """Add pieces up; what is put at the same place becomes one entry."""

    _sums: dict[Piece, _Sum] = field(default_factory=dict)

    def put(
        self,
        piece: Piece,
        tonnes: Fraction,
        before: Amount = None,
        after: Amount = None,
        unit: str | None = None,
    ) -> None:
        """Add an amount [tCO2e], with what both reports state there.

        Args:
            piece: where.
            tonnes: what it moved.
            before: number or text of the first report; numbers at the same place add up.
            after: of the second.
            unit: of these numbers.
        """
        one = self._sums.setdefault(piece, _Sum())
        one.tonnes = checked(one.tonnes + tonnes)
        one.before, one.after = _joined(one.before, before), _joined(one.after, after)
        one.unit = unit

    def moved(self) -> set[Cause]:
        """Return the causes that moved something."""
        return {piece.cause for piece, one in self._sums.items() if one.tonnes}

    def check_sums(self) -> None:
        """Prove that the pieces can be added up in any way.

        Raises:
            BeyondError: a sum may grow too long.
        """
        check_together(one.tonnes for one in self._sums.values())

    def take(self, other: Ledger) -> None:
        """Add the pieces of another."""
        for piece, one in other._sums.items():
            self.put(piece, one.tonnes, one.before, one.after, one.unit)

    def rename(self, causes: Collection[Cause], cause: Cause) -> Ledger:
        """Return the pieces with some causes replaced by one."""
        renamed = Ledger()
        for piece, one in self._sums.items():
            name = piece._replace(cause=cause) if piece.cause in causes else piece
            renamed.put(name, one.tonnes, one.before, one.after, one.unit)
        return renamed

    def parts(self) -> tuple[Part, ...]:
        """Return a part for each cause, name and code, in a fixed order."""
        grouped: dict[tuple[Cause, str, str | None], list[Entry]] = {}
        for piece, one in self._sums.items():
            entry = Entry(
                piece.year,
                piece.start,
                piece.month,
                piece.member,
                one.tonnes,
                _written(one.before),
                _written(one.after),
                one.unit,
            )
            grouped.setdefault((piece.cause, piece.name, piece.code), []).append(entry)
        order = list(CAUSES)
        return tuple(
            Part(
                cause,
                name,
                code,
                sum((entry.tonnes for entry in entries), Fraction(0)),
                tuple(sorted(entries, key=_by_place)),
            )
            for (cause, name, code), entries in sorted(
                grouped.items(),
                key=lambda one: (order.index(one[0][0]), one[0][1], one[0][2] or ""),
            )
        )


def _by_place(entry: Entry) -> tuple[int, str, str, str]:
    return entry.year, entry.start or "", entry.month or "", entry.member or ""


def _joined(known: Amount, more: Amount) -> Amount:
    if isinstance(known, Fraction) and isinstance(more, Fraction):
        return checked(known + more)
    return known if more is None else more


def _written(amount: Amount) -> str | None:
    return format_exact(amount) if isinstance(amount, Fraction) else amount
