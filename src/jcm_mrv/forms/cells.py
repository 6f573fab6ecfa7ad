"""One cell to one value, or the sentence that says what to write there instead."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.forms.book import Fault
from jcm_mrv.forms.fields import value_of
from jcm_mrv.numbers import NumberError, parse_number, printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jcm_mrv.forms.book import Value
    from jcm_mrv.forms.fields import Field

Content = str | Decimal | dt.date | tuple[str, ...]
"""What a field holds; a date may be a date and time."""

_PLAIN_SIZE = 15

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DAY.pattern}[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_WITH_COMMA = re.compile(r"[+-]?[0-9][0-9 .']*,[0-9]+")
_WITH_UNIT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s*([^0-9\s.,'].*)")


class CellFault(JcmMrvError):  # noqa: N818  (becomes a finding)
    """A cell cannot be used.

    Args:
        code: of the finding.
        sentence: what was found, what is expected, what to do.
    """

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


def parse_cell(each: Field, value: Value) -> Content | None:
    """Return what a cell says of its field; None where it is empty.

    Raises:
        CellFault: with P092 or P094.
    """
    if value is None:
        return None
    if isinstance(value, Fault):
        if value.shown:
            raise CellFault(
                "P094",
                f"the cell shows the error {printable(value.shown)}; write the value itself, or"
                " mend the formula",
            )
        raise CellFault(
            "P094",
            "the cell holds a formula whose value was not saved; open the workbook in a"
            " spreadsheet program and save it, or write the value itself",
        )
    if each.choices:
        return _parse_choice(each, to_text(value))
    return _PARSERS.get(each.kind, to_text)(value) if each.least is None else _bounded(each, value)


def _bounded(each: Field, value: str | Decimal | dt.datetime) -> Decimal:
    number = _parse_number(value)
    if each.least is not None and number < each.least:
        raise _fault(f"a number of {each.least} or more is expected (got {number:f})")
    return number


def _fault(sentence: str) -> CellFault:
    return CellFault("P092", sentence)


def to_text(value: str | Decimal | dt.datetime) -> str:
    """Return as text what a spreadsheet program may have made a number or a date of."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    day = _plain(value)
    return day.isoformat(" ") if isinstance(day, dt.datetime) else day.isoformat()


def _parse_texts(value: str | Decimal | dt.datetime) -> tuple[str, ...]:
    texts = tuple(part.strip() for part in to_text(value).split(";") if part.strip())
    if not texts:
        raise _fault("a name is expected; several are parted by semicolons")
    return texts


def _parse_number(value: str | Decimal | dt.datetime) -> Decimal:
    if isinstance(value, dt.datetime):
        raise _fault(
            f"the date {to_text(value)} stands where a number is expected; write the number, and"
            " format the cell as a number"
        )
    # A float of a cell has few digits; only its size may be beyond the limits.
    if isinstance(value, Decimal) and -_PLAIN_SIZE < value.adjusted() < _PLAIN_SIZE:
        return value
    text = value if isinstance(value, str) else f"{value:f}"
    if isinstance(value, str):
        _refuse_doubtful(value)
    try:
        parse_number(text)
    except NumberError as error:
        raise _fault(str(error)) from None
    return Decimal(text)


def _refuse_doubtful(text: str) -> None:
    """Refuse a text that is no number, or may be another one than it seems."""
    shown = printable(text)
    if _THOUSANDS.fullmatch(text):
        raise _fault(
            f'"{shown}" is text, and its point may be a decimal sign or part thousands; type'
            " the number again, so that it stands at the right of the cell"
        )
    if _WITH_COMMA.fullmatch(text):
        raise _fault(
            f'"{shown}" is text, where a number is expected; type it with the decimal sign of'
            " your program and no separators of thousands, so that it stands at the right of"
            " the cell"
        )
    if not _PLAIN.fullmatch(text):
        if _WITH_UNIT.fullmatch(text):
            raise _fault(
                f'"{shown}" is text: a number with more behind it; write the number alone, and'
                " its unit in the cell for units"
            )
        raise _fault(f'"{shown}" is text, where a number is expected, such as 0.5')


def _parse_day(value: str | Decimal | dt.datetime) -> dt.date:
    moment = _parse_moment(value)
    if isinstance(moment, dt.datetime):
        raise _fault(f"a day is expected, without a time (got {moment.isoformat(' ')})")
    return moment


def _parse_moment(value: str | Decimal | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return _plain(value)
    if isinstance(value, Decimal):
        raise _fault(
            f"the number {value:f} stands where a date is expected; format the cell as a date, or"
            " write it as 2024-01-31"
        )
    try:
        if _DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
        if _MOMENT.fullmatch(value):
            return dt.datetime.fromisoformat(value)
    except ValueError:
        raise _fault(f'"{printable(value)}" is not a day of the calendar') from None
    raise _fault(
        f'"{printable(value)}" is text, where a date is expected; write it as 2024-01-31, which'
        " can be read in one way only"
    )


def _plain(moment: dt.datetime) -> dt.date:
    """Return a day where a moment is its midnight: cells know no difference."""
    return moment.date() if moment.time() == dt.time() else moment


def _parse_choice(each: Field, text: str) -> str:
    for choice in each.choices:
        if text.casefold() in (choice.casefold(), value_of(choice).casefold()):
            return value_of(choice)
    if each.open:
        return text
    values = [value_of(choice) for choice in each.choices]
    names = {choice.partition("  ")[2].casefold(): value_of(choice) for choice in each.choices}
    if text.casefold() in names:
        return names[text.casefold()]
    raise _fault(f'"{printable(text)}" is not on the list{nearest(text, values)}')


_PARSERS: Mapping[str, Callable[[str | Decimal | dt.datetime], Content]] = {
    "texts": _parse_texts,
    "number": _parse_number,
    "day": _parse_day,
    "moment": _parse_moment,
}
