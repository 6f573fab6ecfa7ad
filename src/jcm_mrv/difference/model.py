"""What a comparison of two reports tells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Cause = Literal[
    "readings",
    "treatment",
    "fixed",
    "factor",
    "members",
    "period",
    "segments",
    "methodology",
    "software",
    "unexplained",
    "undivided",
    "rounding",
]

CAUSES: dict[Cause, str] = {
    "readings": "readings",
    "treatment": "what a treatment added",
    "fixed": "a value that the project fixes",
    "factor": "a factor of the methodology",
    "members": "members of a set",
    "period": "days that one report does not have",
    "segments": "a year that is cut elsewhere",
    "methodology": "the methodology",
    "software": "the program or its time zone data",
    "unexplained": "stated, and not explained by what the report states below it",
    "undivided": "could not be divided",
    "rounding": "rounding to whole tonnes",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a piece of a part of the difference.

    Args:
        year: calendar year.
        start: first day of the stretch, where the piece is about one.
        month: such as ``2017-03``, where it is about one.
        member: of a set, where it is about one.
        tonnes: what it moved [tCO2e].
        before: what the first report has; None where it has none.
        after: what the second has.
        unit: of both, where they are numbers.
    """

    year: int
    start: str | None
    month: str | None
    member: str | None
    tonnes: Fraction
    before: str | None = None
    after: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one cause and what it moved.

    Args:
        cause: what kind.
        name: parameter, set, or methodology; empty where there is none.
        code: of the treatment.
        tonnes: the sum of its entries [tCO2e].
        entries: by year, day, month and member.
    """

    cause: Cause
    name: str
    code: str | None
    tonnes: Fraction
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class YearDifference:
    """Hold what both reports state for a calendar year; None where they state none."""

    year: int
    reductions: tuple[Fraction | None, Fraction | None]
    credits: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """Hold something that differs: its place in the report, and what stands there."""

    place: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Tell why a report has no credits for some of its lines.

    Args:
        report: ``A`` or ``B``.
        years: that have none.
        codes: of the errors behind it.
        trial: whether it is a trial run outside of the JCM, which has none.
    """

    report: str
    years: tuple[int, ...]
    codes: tuple[str, ...]
    trial: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a comparison; every amount is B minus A.

    Args:
        reductions: total emission reductions as stated [tCO2e].
        credits: total credits as stated.
        years: each calendar year of either report.
        parts: causes; they add up to the difference in credits where both have them, else to the
            difference in emission reductions of the years that both computed.
        withheld: where credits are missing, and why.
        remarks: what a reader has to know about the parts.
        results: how many numbers and texts of results differ, by section of the report.
        changes: what else differs, without tonnes of its own.
        same: whether nothing differs at all.
    """

    reductions: tuple[Fraction | None, Fraction | None]
    credits: tuple[int | None, int | None]
    years: tuple[YearDifference, ...]
    parts: tuple[Part, ...]
    withheld: tuple[Withheld, ...]
    remarks: tuple[str, ...]
    results: Mapping[str, int]
    changes: tuple[Change, ...]
    same: bool

    @property
    def attributed(self) -> Fraction:
        """Return what the parts add up to [tCO2e]."""
        return sum((part.tonnes for part in self.parts), Fraction(0))
