"""What the cell of a workbook says: numbers, dates and times as the texts that a CSV would hold.

A workbook keeps every number as a binary fraction and every date as a number of days; the
number format of the cell says which is meant (ECMA-376 part 1, 18.8.30). A number becomes the
shortest decimal that reads back, a date an ISO stamp; what is shown on a screen plays no part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

DAY_MS = 86_400_000
SECOND_MS = 1_000
# A column that adds 1/1440 to the cell above drifts by up to 165 ms in a year of minutes: half
# a unit in the last place of the day's number (3.6e-12 days) at each of 525,600 additions.
DRIFT_MS = 200
LAST_SERIAL = 2_900_000  # in the year 9839; spreadsheets count on to 9999, readings do not
SHORT = 15

ERROR_VALUES = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#EXTERNAL!",
    }
)

PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII).fullmatch
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_SERIAL = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,20}))?", re.ASCII)
_UNSAID = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_SECONDS_FRACTION = re.compile(r"(s+\]?)[.,]0+", re.IGNORECASE)
_HALVES = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """Tell what a number format shows of a date or a time.

    Args:
        date: the day.
        time: the time of day.
        elapsed: hours, minutes or seconds that run on beyond a day.
        fraction: fractions of a second.
    """

    date: bool = False
    time: bool = False
    elapsed: bool = False
    fraction: bool = False


_DAY, _CLOCK, _MOMENT = Shown(date=True), Shown(time=True), Shown(date=True, time=True)
BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), _DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45), _CLOCK),
    # Of these the language of the program decides whether they are dates or times.
    **dict.fromkeys((22, 34, 35, 55, 56), _MOMENT),
    46: Shown(time=True, elapsed=True),
    47: Shown(time=True, fraction=True),
}
"""The formats that a workbook may name by number alone, of those that show dates and times."""


def parse_format(code: str) -> Shown | None:
    """Tell what a number format shows; None where it shows a number or a text.

    Args:
        code: such as ``dd/mm/yyyy hh:mm``.
    """
    section = _UNSAID.sub("", code.split(";", 1)[0] if '"' not in code else _first(code))
    elapsed = bool(_ELAPSED.search(section))
    fraction = bool(_SECONDS_FRACTION.search(section))
    section = _SECONDS_FRACTION.sub(r"\1", section)
    halves = bool(_HALVES.search(section))
    letters = set(_HALVES.sub("", section).lower())
    if letters & set("0#?@") or "general" in section.lower():
        return None
    time = elapsed or halves or bool(letters & set("hs"))
    day = bool(letters & set("yd")) or ("m" in letters and not time)
    return Shown(day, time, elapsed, fraction) if day or time else None


def _first(code: str) -> str:
    """Return the section for positive numbers; a quoted semicolon ends none."""
    quoted = False
    for place, character in enumerate(code):
        quoted ^= character == '"'
        if character == ";" and not quoted:
            return code[:place]
    return code


def is_short_number(text: str) -> bool:
    """Tell whether a text is a number of so few digits that no shorter one reads back."""
    return len(text) <= SHORT and PLAIN(text) is not None


def render_number(text: str) -> str | None:
    """Return the shortest decimal that reads back as the number of a cell; None for no number.

    Args:
        text: as it is written in the file, often with 17 digits.
    """
    if is_short_number(text):
        return text
    if not _NUMBER.fullmatch(text):
        return None
    shortest = Decimal(repr(float(text)))
    if not shortest.is_finite():
        return None
    plain = format(shortest, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def render_moment(text: str, shown: Shown, *, from_1904: bool) -> str | None:
    """Return the date, the stamp or the time of day that a number stands for; None for none.

    To the millisecond; where the format shows no fractions of a second, a moment that lies
    within 200 ms of a whole second is that second, since formulas that add a step drift.

    Args:
        text: days since the epoch, as written in the file.
        shown: what the number format shows.
        from_1904: whether days are counted from 1 January 1904.
    """
    moment = _moment(text)
    if moment is None or moment >= LAST_SERIAL * DAY_MS:
        return None
    if not shown.fraction:
        beside = (moment + SECOND_MS // 2) % SECOND_MS - SECOND_MS // 2
        moment -= beside if abs(beside) <= DRIFT_MS else 0
    days, rest = divmod(moment, DAY_MS)
    if not shown.date and (shown.elapsed or days == 0 or moment == DAY_MS):
        return _clock(moment)  # a day and no more is the midnight at its end, 24:00
    if shown.time and days == 0:
        return _clock(rest)
    day = _day(days, from_1904=from_1904)
    return day if rest == 0 and not shown.time else f"{day} {_clock(rest)}"


def _moment(text: str) -> int | None:
    """Return the milliseconds since the epoch; None for what no calendar can hold."""
    if plain := _SERIAL.fullmatch(text):
        decimals = plain[2] or "0"
        scale: int = 10 ** len(decimals)
        return int(plain[1]) * DAY_MS + (int(decimals) * DAY_MS + scale // 2) // scale
    if not _NUMBER.fullmatch(text):
        return None
    serial = Decimal(text)
    if not 0 <= serial < LAST_SERIAL:
        return None  # also before its digits are multiplied out
    return int((serial * DAY_MS).to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=10_000)
def _day(days: int, *, from_1904: bool) -> str:
    if from_1904:
        return (date(1904, 1, 1) + timedelta(days)).isoformat()
    if days == 60:
        return "1900-02-29"  # a day that spreadsheets count, and no calendar has
    return (date(1899, 12, 30 + (days < 60)) + timedelta(days)).isoformat()


@lru_cache(maxsize=100_000)
def _clock(moment: int) -> str:
    seconds, thousandths = divmod(moment, SECOND_MS)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    tail = f".{thousandths:03d}" if thousandths else ""
    return f"{hour:02d}:{minute:02d}:{second:02d}{tail}"


def letters_of(column: int) -> str:
    """Return the letters of a column, ``A`` for 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the number of a column from 0 on; -1 for what are no letters of a column.

    Args:
        letters: capital letters, such as ``AB``.
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    known = 0 < len(letters) <= 3 and letters.isascii() and letters.isupper() and letters.isalpha()
    return number - 1 if known else -1


def cell_name(sheet: str, column: int | None, row: int) -> str:
    """Return a place as spreadsheets write it, such as ``Sheet1!C17``, or ``Sheet1!17:17``."""
    where = f"{row}:{row}" if column is None else f"{letters_of(column)}{row}"
    return f"{quote_sheet(sheet)}!{where}"


def quote_sheet(sheet: str) -> str:
    """Return the name of a sheet as formulas write it, in quotes where it needs them."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet) is not None
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
