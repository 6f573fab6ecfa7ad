"""What single values of project.toml may be: texts, dates, steps, ranges; with our sentences."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact, hide_credentials
from jcm_mrv.project.letters import letters_of, position_of
from jcm_mrv.project.monitoring import (
    MONTHS,
    AmountDates,
    Interval,
    IntervalUnit,
    Measures,
    Step,
    StepUnit,
)
from jcm_mrv.project.time_formats import TIME_FORMATS
from jcm_mrv.shapes import Unread, fault, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pydantic import ValidatorFunctionWrapHandler
    from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1990, 2100
MAX_TEXT = 10_000
MAX_STEP_DAYS = 366
MAX_INTERVAL_MONTHS = 50 * 12
BUDDHIST_ERA = 543

ENCODINGS = (
    "utf-8",
    "utf-16",
    "latin-1",
    "cp1252",
    "shift_jis",
    "cp932",
    "euc_jp",
    "tis-620",
    "cp874",
)

_STEP = re.compile(r"([0-9]{1,7}) (second|minute|hour|day)s?")
_INTERVAL = re.compile(r"([0-9]{1,3}) (month|year)s?")
_CLOCK = re.compile(r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]")
_SECONDS_A_DAY = 86_400
MAX_HEADER_LINE = 10_000
MAX_HEADER_ROWS = 10
MAX_COLUMNS = 1_000
_RANGE = re.compile(r"(\$[A-Z]{1,3}):(\$[A-Z]{1,3})")
_COMMENT = re.compile(r"[!-/:-@\[-`{-~]{1,5}")


def coded_fault(code: str, sentence: str) -> PydanticCustomError:
    """Return the error of a validator whose fault has a code of its own."""
    return fault(f"{code} {sentence}")


def check_text(text: str) -> str:
    """Refuse text that is empty, endless, or would reach a terminal as a control sequence."""
    if not text.strip():
        raise fault("the text is empty")
    if len(text) > MAX_TEXT:
        raise fault(f"the text has {len(text):,} characters; at most {MAX_TEXT:,} are read")
    if any(not c.isprintable() and c not in "\n\t" for c in text):
        raise fault("the text holds a control character")
    return text


def check_text_or_blank(text: str) -> str:
    """Take a text that may be empty: what is left out is judged later."""
    return check_text(text) if text.strip() else ""


def check_year(day: dt.date) -> dt.date:
    """Refuse a date outside of 1990-2100 (contracts 6)."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise coded_fault("P043", year_sentence(day.year))
    return day


def year_sentence(year: int) -> str:
    """Return what is said of a year out of range; a Buddhist year gets its own hint."""
    hint = ""
    if FIRST_YEAR <= year - BUDDHIST_ERA <= LAST_YEAR:
        hint = f"; did you mean {year - BUDDHIST_ERA}?"
    return f"the year {year:04d} is outside of {FIRST_YEAR}-{LAST_YEAR}{hint}"


def check_moment(value: object) -> dt.date:
    """Take a date or a local date-time."""
    if isinstance(value, dt.datetime):
        return check_local_time(value)
    if isinstance(value, dt.date):
        return check_year(value)
    raise fault(
        f"a date such as 2017-03-01, or 2017-03-01T08:00:00, is expected, without quotes"
        f" (got {_shown(value)})",
        "wrong-type",
    )


def check_local_time(value: object) -> dt.datetime:
    """Take a date-time without offset: the project's zone says what it means."""
    if not isinstance(value, dt.datetime):
        raise fault(
            "a date and time such as 2017-03-01T08:00:00 is expected, without quotes"
            f" (got {_shown(value)})",
            "wrong-type",
        )
    if value.tzinfo is not None:
        raise fault("a local time is expected, without offset; the project's time zone applies")
    check_year(value)
    return value


def check_unique(names: Sequence[str], what: str) -> None:
    """Refuse two of one name."""
    name, count = Counter(names).most_common(1)[0] if names else ("", 1)
    if count > 1:
        raise fault(f'{what} "{printable(name)}" is written twice')


def begin(moment: dt.date) -> dt.datetime:
    """Return the first instant of a day, or the date-time itself."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time())


def finish(moment: dt.date) -> dt.datetime:
    """Return the exclusive end of an inclusive day, or the date-time itself."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time()) + dt.timedelta(days=1)


def check_order(first: dt.date | None, last: dt.date | None, start: str, end: str) -> None:
    """Refuse an end before its start; both days are inclusive."""
    if first is not None and last is not None and finish(last) <= begin(first):
        raise fault(f'"{end}" ({last}) is before "{start}" ({first})')


def amount_span(
    start: dt.date, end: dt.date, dates: AmountDates
) -> tuple[dt.datetime, dt.datetime]:
    """Return the local start and exclusive end of a stated amount."""
    if dates == "readings":
        if begin(end) <= begin(start):
            raise fault(f'"end" ({end}) is not after "start" ({start})')
        return begin(start), begin(end)
    if isinstance(start, dt.datetime) or isinstance(end, dt.datetime):
        raise fault(
            'an amount from one clock time to another needs dates = "readings";'
            " inclusive dates have no time"
        )
    check_order(start, end, "start", "end")
    return begin(start), finish(end)


def parse_step(value: object) -> Step:
    """Read ``15 minutes``."""
    match = _STEP.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        hint = ""
        if isinstance(value, str) and re.search("month|year", value):
            hint = "; months and years vary in length: state such values as amounts"
        raise fault(
            'a step is a number and second, minute, hour or day, such as "15 minutes"'
            f" (got {_shown(value)}){hint}"
        )
    unit: StepUnit = match[2]  # type: ignore[assignment]
    step = Step(int(match[1]), unit)
    if not 0 < step.seconds <= MAX_STEP_DAYS * _SECONDS_A_DAY:
        raise fault(f"a step is from 1 second to {MAX_STEP_DAYS} days (got {_shown(value)})")
    return step


def parse_interval(value: object) -> Interval:
    """Read ``2 years``."""
    match = _INTERVAL.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise fault(
            'an interval is a number and month or year, such as "2 years" or "18 months"'
            f" (got {_shown(value)})"
        )
    unit: IntervalUnit = match[2]  # type: ignore[assignment]
    interval = Interval(int(match[1]), unit)
    if not 0 < interval.count * MONTHS[unit] <= MAX_INTERVAL_MONTHS:
        raise fault(f"an interval is from 1 month to 50 years (got {_shown(value)})")
    return interval


def check_steps(measures: Measures, step: Step | None, stamp: str | None) -> None:
    """Refuse readings that stand for a step without saying how long, or at which end."""
    if step is None:
        raise fault(
            f'key "step" is missing: readings of {measures} stand for a step,'
            ' such as step = "1 hour"',
            "missing-key",
        )
    if stamp is None:
        raise fault(
            'key "stamp" is missing: say whether a stamp is the "start" or the "end" of its step',
            "missing-key",
        )


def check_time_format(text: str) -> str:
    """Refuse a way to write stamps that is not on the list."""
    return _check_listed(text, TIME_FORMATS, "a time format")


def check_encoding(text: str) -> str:
    """Refuse an encoding that is not on the list."""
    return _check_listed(text.lower(), ENCODINGS, "an encoding")


def spread_columns(names: tuple[str, ...]) -> tuple[str, ...]:
    """Write out a range of letters, such as ``$C:$F``."""
    found: list[str] = []
    for name in names:
        match = _RANGE.fullmatch(name)
        if match is None:
            found.append(name)
            continue
        first, last = position_of(match[1]), position_of(match[2])
        if first is None or last is None or not first <= last < first + MAX_COLUMNS:
            raise fault(f'"{name}" is no range of columns; "$C:$F" is the third to the sixth')
        found += map(letters_of, range(first, last + 1))
    if len(found) > MAX_COLUMNS:
        raise fault(f"there are {len(found):,} columns; at most {MAX_COLUMNS:,} are read")
    return tuple(found)


def parse_header_row(value: object) -> tuple[int, ...]:
    """Take the line of a header, 0 where there is none, or the lines of several header rows."""
    rows = value if isinstance(value, list) else [value]
    whole = [row for row in rows if isinstance(row, int) and not isinstance(row, bool)]
    if value == 0 and whole:
        return ()
    rising = sorted({row for row in whole if 0 < row <= MAX_HEADER_LINE})
    if not rising or rising != rows or len(rows) > MAX_HEADER_ROWS:
        raise fault(
            "the line of the header is expected, counted from 1 (0 where there is no header), or "
            f"a list of lines such as [3, 4] (got {_shown(value)})"
        )
    return tuple(rising)


def check_comment(text: str) -> str:
    """Refuse a mark of comments that a row of readings could begin with."""
    if _COMMENT.fullmatch(text) is None or text.startswith(('"', "+", "-", ".", "$")):
        raise fault(
            "a mark that no row of readings begins with is expected, one to five signs such as "
            f'"#" or "//" (got "{printable(text)}")'
        )
    return text


def _check_listed(text: str, known: Collection[str], what: str) -> str:
    if text not in known:
        raise fault(f'"{printable(text)}" is not {what} on the list{nearest(text, known)}')
    return text


def check_clock(text: str) -> str:
    """Refuse an offset that is not written as ``-06:00``."""
    if not _CLOCK.fullmatch(text):
        raise fault(f'an offset such as "-06:00" is expected (got "{printable(text)}")')
    return text


def check_fixed_value(value: object, number: ValidatorFunctionWrapHandler) -> Fraction | str:
    """Take the text of a category; leave the rest to the check of a number."""
    return check_text(value) if isinstance(value, str) else number(value)


def parse_point(value: object) -> str:
    """Take the number of a monitoring point as number or text."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6:
        return str(value)
    if isinstance(value, str):
        return check_text(value)
    raise fault(f"a monitoring point is a number, such as 1 (got {_shown(value)})", "wrong-type")


def check_meter_error(value: object) -> object:
    """Refuse a bare number as a meter's error: 0.5 may be a ratio or a percentage."""
    if isinstance(value, int | Decimal | str | Unread):
        raise coded_fault(
            "P016",
            "a bare number leaves open whether it is a ratio or a percentage;"
            ' write { value = 0.5, unit = "%", source = "certificate …" }',
        )
    return value


def check_positive(value: Fraction) -> Fraction:
    """Refuse zero and less."""
    if value <= 0:
        raise fault(f"a number above 0 is expected (got {format_exact(value)})")
    return value


def check_reading(value: Fraction) -> Fraction:
    """Refuse what cannot be kept exactly beside the readings of a file (contracts 7)."""
    if 10**18 % value.denominator or abs(value) >= 10**20:
        raise fault("a reading has at most 20 digits before the point and 18 behind", "bad-number")
    return value


def check_percent(value: Fraction) -> Fraction:
    """Refuse an error outside of 0 to 100 %."""
    return _check_between(value, 0, 100)


def check_percent_either_way(value: Fraction) -> Fraction:
    """Refuse an error outside of -100 to 100 %."""
    return _check_between(value, -100, 100)


def check_latitude(value: Fraction) -> Fraction:
    """Refuse what lies beyond the poles."""
    return _check_between(value, -90, 90)


def check_longitude(value: Fraction) -> Fraction:
    """Refuse what lies beyond the date line."""
    return _check_between(value, -180, 180)


def check_decimals(value: int) -> int:
    """Refuse more decimals than a reading keeps (contracts 7)."""
    _check_between(Fraction(value), 0, 18)
    return value


def _check_between(value: Fraction, least: int, most: int) -> Fraction:
    if not least <= value <= most:
        raise fault(f"a number from {least} to {most} is expected (got {format_exact(value)})")
    return value


def _shown(value: object) -> str:
    match value:
        case str():
            return f'text "{printable(value)}"'
        case bool():
            return "true" if value else "false"
        case int() | Decimal() | Unread():
            return "a number"
        case dt.date() | dt.time():
            return value.isoformat()
    return "a list or a table"


def printable(text: str, limit: int = 60) -> str:
    """Return text from outside as it may stand in a message: no secrets, printable, short."""
    text = hide_credentials(text)
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:limit])
    return clean + ("…" if len(text) > limit else "")
