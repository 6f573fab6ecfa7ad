"""Table 2 of both input sheets: what the project fixes ex ante, a row for each value and time.

The plan's sheet holds what was typed; the report's sheet and the calculation refer to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.numbers import NumberError
from jcm_mrv.report.formulas import exact
from jcm_mrv.views.reported.parameters import fixed_of
from jcm_mrv.views.workbook.contents import GIVEN
from jcm_mrv.views.workbook.expression import Ref
from jcm_mrv.views.workbook.inputs import write_names, write_table_2_heads
from jcm_mrv.views.workbook.wording import plain_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.report.model import Value
    from jcm_mrv.report.model_project import Fixed
    from jcm_mrv.views.reported.parameters import Given
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.contents import Contents
    from jcm_mrv.views.workbook.drafting import Page
    from jcm_mrv.views.workbook.inputs import Columns

HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class FixedRow:
    """Hold a row of Table 2.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        symbol: as the methodology typesets it.
        title: what it is.
        value: number or text.
        is_text: whether it is a text.
        pointer: of the value in the report.
        unit: of the number.
        source: where it was read.
        comment: when it holds, and how the project wrote it where that differs.
        segment: the first one that it holds in; None where nothing was calculated.
    """

    name: str
    member: str
    symbol: str
    title: str
    value: str
    is_text: bool
    pointer: str
    unit: str
    source: str
    comment: str
    segment: int | None


class FixedTable:
    """Find the cell of each fixed value by segment, name and member."""

    def __init__(self, contents: Contents, language: Language) -> None:
        self.contents = contents
        self.language = language
        self.written: dict[tuple[str, str], list[tuple[int, Given]]] = {}
        for index, one in enumerate(fixed_of(contents.parsed, language)):
            self.written.setdefault((one.name, one.member), []).append((index, one))
        self.places: dict[tuple[int, str, str], int] = {}
        self.rows = list(self._calculated() if contents.is_calculated else self._as_written())

    def _calculated(self) -> Iterator[FixedRow]:
        """Give a row for each value and the segments, one behind the other, that it holds in."""
        segments = range(len(self.contents.parsed.report.segments))
        number = 0
        for name in self.contents.names_of(GIVEN):
            entries = [self.contents.values.get((segment, name)) for segment in segments]
            found = [entry for entry in entries if entry is not None]
            every = dict.fromkeys(m for _, value in found for m in value.members or ("",))
            for member in every:
                held: str | None = None
                for segment, entry in enumerate(entries):
                    if entry is None or member not in (entry[1].members or ("",)):
                        continue
                    at, value = entry
                    text, key = _cell(value, self.contents.place_of(value.members, member))
                    if text != held:
                        yield self._row(value, member, text, f"/values/{at}/{key}", segment)
                        number += 1
                        held = text
                    self.places[segment, name, member] = number - 1

    def _row(self, value: Value, member: str, text: str, pointer: str, segment: int) -> FixedRow:
        report = self.contents.parsed.report
        parameter = next((p for p in report.methodology.parameters if p.name == value.name), None)
        start = report.segments[segment].start
        written = next(
            (
                (report.project.fixed[index], one)
                for index, one in self.written.get((value.name, member), ())
                if _holds(report.project.fixed[index], start)
            ),
            None,
        )
        comments = []
        if written is not None:
            raw, one = written
            comments = [one.time] if one.time else []
            if raw.value != text and value.kind == "fixed":
                _ = self.language.text
                comments.append(_("Written as {value} {unit}", value=raw.value, unit=one.unit))
        return FixedRow(
            value.name,
            member,
            parameter.symbol if parameter else value.name,
            self.language.known(parameter.title) if parameter else "",
            text,
            value.text is not None or value.texts is not None,
            pointer,
            value.unit or "",
            written[1].source if written else "",
            "\n".join(comments),
            segment,
        )

    def _as_written(self) -> Iterator[FixedRow]:
        """Give the project's own entries, where nothing was calculated."""
        for (name, member), many in self.written.items():
            for index, one in many:
                raw = self.contents.parsed.report.project.fixed[index].value
                pointer = f"/project/fixed/{index}/value"
                is_text = not _is_number(raw)
                yield FixedRow(
                    name, member, one.symbol, one.description, raw, is_text, pointer,
                    one.unit, one.source, one.time, None,
                )  # fmt: skip

    def write(self, page: Page, top: int, columns: Columns, origin: Origin | None) -> Origin:
        """Write the table; return where its values lie.

        Args:
            page: to write on.
            top: first row.
            columns: of the sheet.
            origin: where the values were typed; None where that is here.
        """
        write_table_2_heads(page, top, columns, self.language)
        first = top + HEAD_ROWS
        for offset, one in enumerate(self.rows):
            row = first + offset
            symbol = plain_symbol(one.symbol)
            text = f"{symbol}, {one.member}" if one.member else symbol
            page.text(row, 0, text, to=columns.parameter)
            page.text(row, columns.description, one.title)
            if origin is not None:
                page.computed(
                    row,
                    columns.value,
                    origin.row(offset),
                    one.value,
                    pointer=one.pointer,
                    format_="@" if one.is_text else "",
                )
            elif one.is_text:
                page.text(row, columns.value, one.value, kind="input", pointer=one.pointer)
            else:
                page.number(row, columns.value, one.value, pointer=one.pointer)
            page.text(row, columns.unit, one.unit)
            page.text(row, columns.option, one.source, kind="input", to=columns.frequency - 1)
            page.text(row, columns.frequency, one.comment, to=columns.comment)
            write_names(page, row, columns, one.name, one.member, one.segment)
        return Origin(page.name, first, columns.value, self.places)

    def end(self, top: int) -> int:
        """Return the first row behind the table, with a blank one."""
        return top + HEAD_ROWS + len(self.rows) + 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Tell where the values of a Table 2 lie."""

    sheet: str
    first: int
    column: int
    places: Mapping[tuple[int, str, str], int]

    def row(self, offset: int) -> Ref:
        """Return the cell of a row of the table."""
        return Ref(self.sheet, self.first + offset, self.column)

    def cell(self, segment: int, name: str, member: str) -> Ref:
        """Return the cell of a value in a segment."""
        return self.row(self.places[segment, name, member])


def _cell(value: Value, column: int) -> tuple[str, str]:
    """Return a fixed value of a member, and its key in the entry."""
    if value.members is None:
        if value.text is not None:
            return value.text, "text"
        return value.value or "", "value"
    if value.texts is not None:
        return value.texts[column], f"texts/{column}"
    return (value.values or ())[column], f"values/{column}"


def _holds(one: Fixed, day: str) -> bool:
    return (one.start or "") <= day <= (one.until or "9999")


def _is_number(text: str) -> bool:
    try:
        exact(text)
    except NumberError:
        return False
    return True
