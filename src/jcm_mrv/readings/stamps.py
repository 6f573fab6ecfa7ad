"""Stamps as texts to instants and local days, as polars expressions.

The axis of a table is the instant for steps below a day, and the wall clock for steps of
whole days, whose length is 23 to 25 hours. A naive stamp in the repeated hour of a change to
winter time is resolved by its order in the file, else refused; one in the skipped hour is
refused (contracts 6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings.zones import DAY_US, Transition

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFSET = r"(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})"
_CLOCK = r"[0-9]{2}:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,6})?)?"


@dataclass(frozen=True, slots=True)
class Layout:
    """Tell how a stamp is written.

    Args:
        strptime: the format for polars, with ``Z`` or ``%z`` where an offset follows.
        length: bytes of each stamp.
        offset: whether an offset follows.
    """

    strptime: str
    length: int
    offset: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """Tell what a naive stamp of a table means.

    Args:
        fixed: offset of a logger that knows no daylight saving time [us], else None.
        own: transitions of the zone in which the stamps are written.
        own_offset: offset before the first of them [us].
        local: transitions of the project's zone.
        local_offset: offset before the first of them [us].
        same: whether both zones are one, with no fixed offset.
    """

    fixed: int | None
    own: tuple[Transition, ...]
    own_offset: int
    local: tuple[Transition, ...]
    local_offset: int
    same: bool


def sniff_layout(text: str, patterns: Sequence[tuple[str, str]]) -> Layout | None:
    """Find how one stamp is written.

    Args:
        text: the stamp.
        patterns: pairs of a regular expression for the whole stamp without its offset, and
            its strptime format.
    """
    for pattern, strptime in patterns:
        if match := match_stamp(text, pattern):
            # Stamps that all end with one Z are read many times faster than those with %z.
            tail = "Z" if match[1] == "Z" else "%z" if match[1] else ""
            return Layout(strptime + tail, len(text), offset=bool(match[1]))
    return None


def match_stamp(text: str, pattern: str) -> re.Match[str] | None:
    """Match a stamp of one pattern; its offset, where it has one, is the first group."""
    return re.fullmatch(rf"(?:{pattern})({OFFSET})?", text, re.ASCII)


def parse_fast(column: str, layout: Layout) -> pl.Expr:
    """Return naive or UTC microseconds for stamps that are all written in one layout."""
    text = pl.col(column)
    # Stamps hardly repeat, so that to remember them costs more than to read them.
    parsed = text.str.to_datetime(layout.strptime, strict=False, time_unit="us", cache=False)
    sure = text.str.len_bytes() == layout.length
    if "%S" in layout.strptime:
        # polars takes a leap second for the next minute; in no other stamp does ":60" stand.
        sure &= ~text.str.contains(":60", literal=True)
    return pl.when(sure).then(parsed.to_physical())


def parse_any(column: str, patterns: Sequence[tuple[str, str]], *, offset: bool) -> pl.Expr:
    """Return microseconds for stamps of any of the patterns; null where none fits.

    ``24:00`` is the next midnight; a trailing ``Z`` is an offset of zero.
    """
    text = pl.col(column).str.strip_chars()
    late = text.str.contains(r"[T ]24:00(?::00(?:[.,]0+)?)?" + (OFFSET if offset else "") + "$")
    text = pl.when(late).then(text.str.replace(r"([T ])24:", "${1}00:")).otherwise(text)
    if offset:
        text = text.str.replace(r"[Zz]$", "+00:00")
    tail, zone = (OFFSET, "%z") if offset else ("", "")
    parsed = pl.coalesce(
        pl.when(text.str.contains(f"^(?:{pattern}){tail}$")).then(
            text.str.replace(",", ".", literal=True)
            .str.to_datetime(strptime + zone, strict=False, time_unit="us")
            .to_physical()
        )
        for pattern, strptime in patterns
    )
    return parsed + pl.when(late).then(pl.lit(DAY_US)).otherwise(pl.lit(0))


def to_instant(naive: pl.Expr, clock: Clock, second: pl.Expr | None = None) -> pl.Expr:
    """Turn naive stamps into instants.

    Args:
        naive: wall-clock microseconds.
        clock: what they mean.
        second: true where a stamp is the second occurrence of a repeated time.
    """
    if clock.fixed is not None:
        return naive - clock.fixed
    offset = pl.lit(clock.own_offset)
    for change in clock.own:
        later = naive >= change.instant + max(change.before, change.after)
        if second is not None and change.after < change.before:
            repeated = naive >= change.instant + change.after
            later = later | (repeated & second)
        offset = pl.when(later).then(pl.lit(change.after)).otherwise(offset)
    return naive - offset


def to_local(instant: pl.Expr, clock: Clock) -> pl.Expr:
    """Turn instants into wall-clock microseconds of the project's zone."""
    offset = pl.lit(clock.local_offset)
    for change in clock.local:
        offset = pl.when(instant >= change.instant).then(pl.lit(change.after)).otherwise(offset)
    return instant + offset


def repeated_windows(clock: Clock) -> tuple[tuple[int, int], ...]:
    """List the wall-clock spans [us] that occur twice on this clock."""
    return _windows(clock, forward=False)


def skipped_windows(clock: Clock) -> tuple[tuple[int, int], ...]:
    """List the wall-clock spans [us] that do not exist on this clock."""
    return _windows(clock, forward=True)


def _windows(clock: Clock, *, forward: bool) -> tuple[tuple[int, int], ...]:
    if clock.fixed is not None:
        return ()
    spans = []
    for change in clock.own:
        low, high = sorted((change.before, change.after))
        if (change.after > change.before) == forward:
            spans.append((change.instant + low, change.instant + high))
    return tuple(spans)


def inside(value: pl.Expr, windows: Sequence[tuple[int, int]]) -> pl.Expr:
    """Tell whether a value lies in one of several half-open windows."""
    return pl.any_horizontal((value >= low) & (value < high) for low, high in windows)


_DIGITS = {
    "%Y": "[0-9]{4}",
    "%m": "(?:0[1-9]|1[0-2])",
    "%d": "(?:0[1-9]|[12][0-9]|3[01])",
    "%H": "(?:[01][0-9]|2[0-4])",
    "%I": "(?:0[1-9]|1[0-2])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
    "%p": "(?:[AP]M|[ap]m)",
}
_LOOSE = {"%m": "(?:0?[1-9]|1[0-2])", "%d": "(?:0?[1-9]|[12][0-9]|3[01])", "%H": "[0-9]{1,2}"}


def stamp_patterns(formats: Sequence[str], *, strict: bool) -> tuple[tuple[str, str], ...]:
    """Turn strptime formats into pairs of a regular expression and a format.

    Args:
        formats: of the declared ``time_format``.
        strict: ISO 8601: two digits each, and a fraction of the seconds may follow; else a
            leading zero may be missing where a separator follows, as spreadsheets write it.
    """
    pairs = []
    for form in formats:
        loose = not strict and re.search(r"%[dm][^%0-9A-Za-z]", form)
        digits = {**_DIGITS, **_LOOSE} if loose else _DIGITS
        pattern = form.replace(".", r"\.")
        for code, expression in digits.items():
            pattern = pattern.replace(code, expression)
        pairs.append((pattern, form))
        if strict and form.endswith("%S"):
            pairs.append((pattern + "[.,][0-9]{1,6}", form + "%.f"))
    return tuple(pairs)
