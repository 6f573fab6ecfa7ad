"""Where the numbers of a report lie, by segment, parameter and member."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.report.formulas import sets_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from jcm_mrv.report.model import Adjustment, Readings, Value
    from jcm_mrv.report.reading import ParsedReport

MONITORED = "monitored"
GIVEN = ("fixed", "category")


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold the entries of a report by the keys that sheets ask for.

    Args:
        parsed: the report.
        sets: members of each set, in order.
        values: place and entry by segment and name.
        readings: places and entries by parameter and segment, in order of months.
        adjustments: places and entries by parameter, member and segment.
        columns: place of each member in the columns of an entry, by the members themselves.
    """

    parsed: ParsedReport
    sets: Mapping[str, tuple[str, ...]]
    values: Mapping[tuple[int, str], tuple[int, Value]]
    readings: Mapping[tuple[str, int], Sequence[tuple[int, Readings]]]
    adjustments: Mapping[tuple[str, str | None, int], Sequence[tuple[int, Adjustment]]]
    columns: dict[tuple[str, ...], Mapping[str, int]]

    @property
    def is_calculated(self) -> bool:
        """Tell whether there is anything behind the lines: all is there, or nothing."""
        return bool(self.parsed.report.equations)

    def of_segment(self, segment: int) -> Iterator[tuple[int, Value]]:
        """Give the values of a segment, in the order of the report."""
        for index, one in enumerate(self.parsed.report.values):
            if one.segment == segment:
                yield index, one

    def names_of(self, kinds: Collection[str]) -> list[str]:
        """Return the names of some kinds of values, as they come: not all are in each segment."""
        found = (one.name for one in self.parsed.report.values if one.kind in kinds)
        return list(dict.fromkeys(found))

    def place_of(self, members: tuple[str, ...] | None, member: str) -> int:
        """Return the place of a member in the columns of a value; 0 where it has none."""
        return 0 if members is None else self.column_of(members, member) or 0

    def column_of(self, members: tuple[str, ...], member: str) -> int | None:
        """Return the place of a member in the columns of an entry."""
        if members not in self.columns:
            self.columns[members] = {one: place for place, one in enumerate(members)}
        return self.columns[members].get(member)


def read_contents(parsed: ParsedReport) -> Contents:
    """Return where the numbers of a report lie.

    Raises:
        ValueError: an entry lies in no segment, or a segment in no line, or an entry is there
            twice.
    """
    report = parsed.report
    segments, lines = len(report.segments), len(report.vintages)
    used = {one.segment for one in report.values} | {one.segment for one in report.equations}
    used |= {one.segment for one in report.readings}
    used |= {one.segment for one in report.adjustments}
    if max(used, default=-1) >= segments:
        raise ValueError("an entry lies in no segment of the report")
    if any(one.vintage >= lines for one in report.segments):
        raise ValueError("a segment lies in no line of the report")
    values = {(one.segment, one.name): (at, one) for at, one in enumerate(report.values)}
    equations = {(one.segment, one.name) for one in report.equations}
    if len(values) < len(report.values) or len(equations) < len(report.equations):
        raise ValueError("an entry is there twice")
    readings: dict[tuple[str, int], list[tuple[int, Readings]]] = defaultdict(list)
    for at, one in enumerate(report.readings):
        readings[one.parameter, one.segment].append((at, one))
    adjustments: dict[tuple[str, str | None, int], list[tuple[int, Adjustment]]] = defaultdict(list)
    for at, change in enumerate(report.adjustments):
        adjustments[change.parameter, change.member, change.segment].append((at, change))
    return Contents(parsed, sets_of(report), values, dict(readings), dict(adjustments), {})
