"""Write a workbook to fill in; the same layout gives the same bytes on every run."""

from __future__ import annotations

import datetime as dt
import io
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jcm_mrv.forms.fields import Field, Form, Sheet, Spot, Table
from jcm_mrv.forms.sheets import LAYOUT
from jcm_mrv.project.values import FIRST_YEAR, LAST_YEAR
from jcm_mrv.readings.workbook.cells import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# The document itself has no time of its making: it would differ from run to run.
_CREATED = dt.datetime(2000, 1, 1)
_LISTS = "Lists"
_INLINE = 255
_FORM_WIDTHS = (30, 48, 60)
_LINE_HEIGHT, _SMALL_HEIGHT = 14, 12
_A4 = 9
_GREY, _INPUT, _DARK = "#6B6B6B", "#FFF9DB", "#1F3B57"

_EDGE = {"border": 1, "border_color": "#C9C9C9", "valign": "top"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "name": {"bold": True, "font_size": 16, "font_color": _DARK},
    "about": {"text_wrap": True, "valign": "top", "font_color": _GREY},
    "title": {"bold": True, "font_size": 12, "font_color": _DARK},
    "heading": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": _DARK,
        "text_wrap": True,
        **_EDGE,
    },
    "hint": {"italic": True, "font_size": 9, "font_color": _GREY, "text_wrap": True, **_EDGE},
    "label": {"bg_color": "#F0F0F0", "text_wrap": True, **_EDGE},
    "plain": {"locked": False},
    "text": {"num_format": "@", "text_wrap": True},
    "number": {"num_format": "General"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
_STYLE_OF = {
    "texts": "text",
    "choice": "text",
    "point": "text",
    "value": "number",
}


def render_workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of an .xlsx file.

    Args:
        sheets: as :func:`jcm_mrv.forms.sheets.lay_out` gives them.
        title: of the document.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "comments": LAYOUT, "created": _CREATED})
        writer = _Writer(book)
        for sheet in sheets:
            writer.add(sheet)
        writer.add_lists()
    return buffer.getvalue()


@dataclass(slots=True)
class _Writer:
    """Write sheets one after the other; the lists of choices come last."""

    book: xlsxwriter.Workbook
    formats: dict[str, Format] = field(default_factory=dict)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def style(self, name: str, *, given: bool = True) -> Format:
        """Return a format; an input that is empty is yellow too, and unlocked."""
        made = self.formats.get(name)
        if made is None:
            style = dict(_STYLES[name])
            if name in ("text", "number", "day", "moment"):
                style |= {"bg_color": _INPUT, "locked": False, **_EDGE}
            made = self.formats[name] = self.book.add_format(style)
        return made

    def add(self, sheet: Sheet) -> None:
        """Write a sheet."""
        page = self.book.add_worksheet(sheet.name)
        _set_up_page(page)
        widths = _widths(sheet)
        one_table = len(sheet.blocks) == 1
        for column, width in enumerate(widths):
            # Rows below the prepared ones take input too.
            page.set_column(column, column, width, self.style("plain") if one_table else None)
        page.write_string(0, 0, sheet.name, self.style("name"))
        # On paper the first page's width is what a person sees.
        page.merge_range(1, 0, 1, min(len(widths), 6) - 1, sheet.about, self.style("about"))
        page.set_row(1, _height(sheet.about, sum(widths[:6])))
        for top, block in sheet.placed():
            if isinstance(block, Form):
                self._form(page, top, block)
            else:
                self._table(page, top, block, widths)
                if one_table:
                    last = top + block.first + (1 if block.names else 0)
                    page.freeze_panes(last, 1)
                    page.repeat_rows(top, last - 1)

    def add_lists(self) -> None:
        """Write the choices that are too long to stand in the cells themselves."""
        page = self.book.add_worksheet(_LISTS)
        _set_up_page(page)
        page.write_string(0, 0, "What the lists of the other sheets offer", self.style("name"))
        for column, choices in enumerate(self.lists):
            page.set_column(column, column, max(map(len, choices)) + 2)
            for row, choice in enumerate(choices, 1):
                page.write_string(row, column, choice, self.style("label"))

    def _form(self, page: Worksheet, top: int, form: Form) -> None:
        page.write_string(top, 0, form.title, self.style("title"))
        for row, each in enumerate(form.fields, top + 1):
            page.write_string(row, 0, _heading(each), self.style("label"))
            page.write_string(row, 2, each.hint, self.style("hint"))
            self._cell(page, Spot(row, 1), each, form.given.get(each.key, ""))
            _make_room(page, row, [(form.given.get(each.key, ""), _FORM_WIDTHS[1])])

    def _table(self, page: Worksheet, top: int, table: Table, widths: Sequence[int]) -> None:
        if table.title:
            page.write_string(top, 0, table.title, self.style("title"))
        headings = top + table.first - 2
        hints = (_height(f.hint, w, small=True) for f, w in zip(table.fields, widths, strict=False))
        for column, each in enumerate(table.fields):
            page.write_string(headings, column, _heading(each), self.style("heading"))
            page.write_string(headings + 1, column, each.hint, self.style("hint"))
        page.set_row(headings, max(_height(_heading(f), f.width) for f in table.fields))
        page.set_row(headings + 1, max(hints))
        for number in range(len(table.rows) + table.free):
            given = table.rows[number] if number < len(table.rows) else {}
            row = top + table.first + number
            for column, each in enumerate(table.fields_of(given.get("parameter"))):
                text = given.get(each.key, "")
                if table.names:
                    each = Field(each.key, "", "Name of the column.")  # noqa: PLW2901
                if each.key in table.locked and each.key in given:
                    page.write_string(row, column, text, self.style("label"))
                else:
                    self._cell(page, Spot(row, column), each, text)
            texts = (given.get(each.key, "") for each in table.fields)
            _make_room(page, row, zip(texts, widths, strict=False))

    def _cell(self, page: Worksheet, spot: Spot, each: Field, text: str) -> None:
        kind = "label" if each.kind == "label" else _STYLE_OF.get(each.kind, each.kind)
        if text:
            page.write_string(spot.row, spot.column, text, self.style(kind))
        else:
            page.write_blank(spot.row, spot.column, None, self.style(kind))
        if kind != "label":
            page.data_validation(spot.row, spot.column, spot.row, spot.column, self._rule(each))

    def _rule(self, each: Field) -> dict[str, Any]:
        """Return what the cell lets in, and what it says when it is entered."""
        said = {"input_title": each.heading[:32], "input_message": each.hint[:255]}
        rule: dict[str, Any] = {"validate": "any", **(said if each.hint else {})}
        if each.choices:
            rule |= {"validate": "list", "source": self._source(each.choices)}
            if each.open:
                rule |= {"error_type": "warning", "error_message": "This is not on the list."}
        elif each.kind == "number":
            least = -(10**30) if each.least is None else each.least
            rule |= {"validate": "decimal", "criteria": ">=", "value": least}
            rule |= {"error_message": "A number is expected, and its unit beside it."}
        elif each.kind in ("day", "moment"):
            rule |= {"validate": "date", "criteria": "between"}
            rule |= {
                "minimum": dt.date(FIRST_YEAR, 1, 1),
                "maximum": dt.date(LAST_YEAR + 1, 1, 1),
                "error_message": "A date is expected, such as 2024-01-31.",
            }
        return rule

    def _source(self, choices: tuple[str, ...]) -> list[str] | str:
        if len(",".join(choices)) <= _INLINE and not any("," in each for each in choices):
            return list(choices)
        if choices not in self.lists:
            letter = letters_of(len(self.lists))
            self.lists[choices] = f"={_LISTS}!${letter}$2:${letter}${len(choices) + 1}"
        return self.lists[choices]


def _set_up_page(page: Worksheet) -> None:
    page.protect("", {"format_columns": True, "format_rows": True})
    page.hide_gridlines(2)
    # Units such as "1" and numbers of points are meant as text.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&F, &A&RPage &P of &N")


def _widths(sheet: Sheet) -> list[int]:
    widths = [0] * sheet.columns()
    for block in sheet.blocks:
        forms = isinstance(block, Form)
        own = _FORM_WIDTHS if forms else [each.width for each in block.fields]
        widths = [max(pair) for pair in zip(widths, [*own, *[0] * len(widths)], strict=False)]
    return widths


def _heading(each: Field) -> str:
    return f"{each.heading} *" if each.needed else each.heading


def _make_room(page: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Make a row high enough for what is written there already; others grow by themselves."""
    height = max((_height(text, width) for text, width in texts), default=0)
    if height > 2 * _LINE_HEIGHT:
        page.set_row(row, height)


def _height(text: str, width: int, *, small: bool = False) -> float:
    """Return the height of a wrapped text [points], rather too much than too little."""
    # Nothing measures a text before it is shown; words that do not fit make lines longer.
    lines = max(1, math.ceil(len(text) / max(width * (1.1 if small else 0.95), 1)))
    return float((_SMALL_HEIGHT if small else _LINE_HEIGHT) * lines + 2)
