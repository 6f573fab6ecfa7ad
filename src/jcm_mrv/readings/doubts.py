"""Stamps that need a second look: those that occur twice, and those that cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jcm_mrv.numbers import printable
from jcm_mrv.project.time_formats import ISO, TIME_FORMATS
from jcm_mrv.readings import stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.rows import Table

FIRST_YEAR, LAST_YEAR = 1990, 2100
BUDDHIST_ERA = 543
_EXAMPLE = datetime(2017, 12, 31, 18, 30)


class DoubtError(ValueError):
    """The order of the rows does not tell which occurrence of a stamp is meant.

    Args:
        rows: numbers of the rows in doubt.
    """

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__("repeated stamps in doubt")
        self.rows = rows


def second_occurrences(
    rows: Sequence[tuple[int, int]], windows: Sequence[Span], *, pairs: bool = False
) -> list[int]:
    """Return the rows whose repeated wall-clock time is the second one (contracts 6).

    Args:
        rows: pairs of row number and stamp [us], of one series in the order of its file, with
            some from around the windows, which show whether the file runs forwards.
        windows: the spans [us] that occur twice.
        pairs: whether it is enough that each stamp occurs twice: sums are the same then,
            whichever of the two is the second one.

    Raises:
        DoubtError: the order does not tell.
    """
    if rows and rows[0][1] > rows[-1][1]:
        rows = rows[::-1]
    second: list[int] = []
    for low, high in windows:
        repeated = [(row, stamp) for row, stamp in rows if low <= stamp < high]
        falls = [i for i in range(1, len(repeated)) if repeated[i][1] <= repeated[i - 1][1]]
        if len(falls) == 1:
            second += [row for row, _ in repeated[falls[0] :]]
            continue
        later = {stamp: row for row, stamp in repeated}
        counts = Counter(stamp for _, stamp in repeated)
        if repeated and not (pairs and set(counts.values()) == {2}):
            raise DoubtError([row for row, _ in repeated])
        second += later.values()
    return second


def explain_repeated(text: str, *, wide: bool = False) -> tuple[str, str]:
    """Return code and message for a stamp whose occurrence is in doubt.

    Args:
        text: the cell.
        wide: whether it is the stamp of a row with a cell a step.
    """
    if wide:
        return "D122", (
            f'the row "{printable(text)}" has one cell for an hour that occurs twice on that day; '
            "leave the cell blank and state the hour as an amount, or declare the logger's clock"
        )
    return "D122", (
        f'"{printable(text)}" occurs twice on that day and the order of the rows does not tell '
        "which is meant; export stamps with their offset, or declare the logger's clock"
    )


def explain_stamp(text: str, table: Table, *, offset: bool) -> tuple[str, str]:
    """Return code and message for a stamp that could not be used.

    Args:
        text: the cell.
        table: how its stamps are declared.
        offset: whether the first stamps of the table carry an offset.
    """
    shown = printable(text.strip())
    if not shown:
        return "D107", "a row with a reading has no stamp; add it, or remove the row"
    if re.search(r"\.[0-9]{7,9}Z?$", shown) and table.stamps is not None:
        return "D107", (
            f'"{shown}" has a fraction below a microsecond; write stamps in microseconds'
        )
    naive, has_offset = _parse(text.strip(), table.patterns)
    if naive is None:
        plain = [strptime for _, strptime in table.patterns if "%.f" not in strptime]
        example = _EXAMPLE.strftime(plain[-1].replace("%p", "PM"))
        return "D107", (
            f'"{shown}" is not a stamp of the declared time_format (expected such as '
            f'"{example}"); {_how_to_mend(text.strip())}'
        )
    if not FIRST_YEAR <= naive.year <= LAST_YEAR:
        near = naive.year - BUDDHIST_ERA
        hint = (
            f"; did you mean {near} (a Buddhist year)?" if FIRST_YEAR <= near <= LAST_YEAR else ""
        )
        return "D128", f"the year {naive.year} is outside of {FIRST_YEAR} to {LAST_YEAR}{hint}"
    if has_offset != offset:
        here, others = ("an", "none") if has_offset else ("no", "one")
        return "D107", (
            f'"{shown}" has {here} offset from UTC, the first stamps have {others}; '
            "export all stamps in one way"
        )
    if table.wide:
        return "D121", (
            f'the row "{shown}" has a reading for an hour that the clocks skipped; leave that cell '
            "blank, or, if the logger ignores daylight saving time, say so with "
            'clock = "-06:00" (its own offset)'
        )
    return "D121", (
        f'"{shown}" does not exist: the clocks skipped that hour; if the logger ignores '
        'daylight saving time, say so with clock = "-06:00" (its own offset)'
    )


def _how_to_mend(text: str) -> str:
    """Name the formats that a stamp would fit."""
    fitting = [
        name
        for name, forms in TIME_FORMATS.items()
        for pattern, _ in stamps.stamp_patterns(forms, strict=name == ISO)
        if stamps.match_stamp(text, pattern)
    ]
    if not fitting:
        return "mend the row, or say with time_format how stamps are written"
    names = " or ".join(f'"{name}"' for name in dict.fromkeys(fitting))
    return f"declare time_format = {names} if that is how stamps are written"


def _parse(text: str, patterns: Sequence[tuple[str, str]]) -> tuple[datetime | None, bool]:
    for pattern, strptime in patterns:
        match = stamps.match_stamp(text, pattern)
        if match is None:
            continue
        bare = text.removesuffix(match[1] or "")
        late = re.search(r"[T ]24:00", bare) is not None
        plain = re.sub(r"([T ])24:00", r"\g<1>00:00", bare).replace(",", ".")
        try:
            moment = datetime.strptime(plain, strptime.replace("%.f", ".%f"))
        except ValueError:
            continue
        return moment + timedelta(days=late), bool(match[1])
    return None, False
