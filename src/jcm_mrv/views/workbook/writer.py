"""Write a laid-out book as an .xlsx file; the same book gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.texts import is_formula_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from jcm_mrv.views.workbook.book import Book, Cell, Sheet

LAYOUT = "jcm-mrv/workbook/1"
_A4 = 9
_NO_FAULTS = ("number_stored_as_text", "formula_differs", "formula_range", "empty_cell_reference")
"""What Excel marks with a triangle, and is meant here."""
_HEADER = 100
"""Most characters of a title in the head of a page: Excel takes 255 in all."""

_GREY, _DARK, _LINE = "#6B6B6B", "#1F3B57", "#C9C9C9"
_EDGE = {"border": 1, "border_color": _LINE, "valign": "top"}
_FILLS = {"input": "#FFF5CC", "computed": "#E3EEF9", "fixed": "#E9E9E9"}
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "input": {"bg_color": _FILLS["input"], "locked": False, **_EDGE},
    "computed": {"bg_color": _FILLS["computed"], **_EDGE},
    "fixed": {"bg_color": _FILLS["fixed"], **_EDGE},
    "label": {},
    "text": {"valign": "top", **_EDGE},
}
_PLAIN = {"border": 0}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _DARK, **_PLAIN},
    "subtitle": {"bold": True, "font_size": 11, **_PLAIN},
    "right": {"align": "right", "font_color": _GREY, **_PLAIN},
    "small": {"font_size": 8, "font_color": _GREY},
    "fine": {"font_size": 8, "font_color": _GREY, **_PLAIN},
    "note": {"italic": True, **_PLAIN},
    "section": {"bold": True, "font_size": 11, "font_color": _DARK, "bottom": 2, "border": 0},
    "block": {"bold": True, "bg_color": "#D5DEE8", **_EDGE},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": _DARK,
        "align": "center",
        **_EDGE,
        "valign": "vcenter",
    },
    "plain": {"align": "left", **_EDGE},
    "member": {"align": "left", **_EDGE},
    "total": {"bold": True, **_EDGE},
    "machine": {"font_size": 8, "font_color": _GREY},
    "formula": {"font_name": "Consolas", "font_size": 9},
    "credits": {"bold": True, "align": "right"},
    "words": {},
    "input": {"bg_color": _FILLS["input"]},
    "computed": {"bg_color": _FILLS["computed"]},
    "fixed": {"bg_color": _FILLS["fixed"]},
}
_FONTS = {"ja": "Yu Gothic"}


class _Shortest(float):
    """A float that is written as the shortest decimal that reads back."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


def write_book(book: Book) -> bytes:
    """Return the bytes of an .xlsx file.

    Raises:
        FormulaTooLongError: a formula is longer than cells take.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as file:
        _describe(file, book)
        formats = _Formats(file, _FONTS.get(book.language, "Calibri"))
        for sheet in book.sheets:
            page = file.add_worksheet(sheet.name)
            _set_up(page, sheet, book)
            for cell in sheet.cells:
                _write(page, cell, sheet, formats)
    return buffer.getvalue()


def _describe(file: xlsxwriter.Workbook, book: Book) -> None:
    # The document's own date is the end of the period: a clock would change its bytes.
    created = dt.datetime.fromisoformat(book.day)
    file.set_properties({"title": book.title, "subject": book.project[:255], "created": created})
    file.set_custom_property("jcm-mrv layout", LAYOUT)
    file.set_custom_property("jcm-mrv report sha256", book.sha256)
    file.set_custom_property("jcm-mrv language", book.language)
    file.set_calc_mode("auto")


class _Formats:
    """Make each format once."""

    def __init__(self, file: xlsxwriter.Workbook, font: str) -> None:
        self.file = file
        self.font = font
        self.made: dict[tuple[str, str, str, bool], Format] = {}

    def of(self, cell: Cell) -> Format:
        """Return the format of a cell."""
        quoted = not cell.is_number and is_formula_like(cell.value)
        key = (cell.kind, cell.style, cell.format, quoted)
        if key not in self.made:
            look: dict[str, Any] = {"font_name": self.font, "font_size": 10}
            look |= {**_KINDS[cell.kind], **_STYLES.get(cell.style, {})}
            if cell.is_number:
                look["num_format"] = cell.format
                if cell.style not in ("member", "plain"):
                    look["align"] = "right"
                look["indent"] = 1
            else:
                look["text_wrap"] = True
                if look.get("border") and cell.style not in ("head", "block"):
                    look |= {"align": look.get("align", "left"), "indent": 1}
                if cell.format:
                    look["num_format"] = cell.format
            if quoted:
                look["quote_prefix"] = True
            self.made[key] = self.file.add_format(look)
        return self.made[key]


def _set_up(page: Worksheet, sheet: Sheet, book: Book) -> None:
    page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    page.hide_gridlines(2)
    everywhere = "A1:XFD1048576"
    page.ignore_errors(dict.fromkeys(_NO_FAULTS, everywhere))
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    title = book.project if len(book.project) <= _HEADER else book.project[: _HEADER - 1] + "…"
    page.set_header(f"&L&8{_of_header(title)}&R&8&A")
    page.set_footer(f"&L&8SHA-256 {book.sha256}&R&8{book.footer}")
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for row, height in sheet.heights.items():
        page.set_row(row, height)
    if sheet.cells:
        page.print_area(0, 0, sheet.cells[-1].row, sheet.printed)
    if sheet.repeated is not None:
        page.repeat_rows(*sheet.repeated)
    if sheet.breaks:
        page.set_h_pagebreaks(list(sheet.breaks))
    if any(sheet.frozen):
        page.freeze_panes(*sheet.frozen)


def _of_header(text: str) -> str:
    # A digit behind the size of the font would become part of it; an ampersand begins a command.
    return " " + " ".join(text.split()).replace("&", "＆")


def _write(page: Worksheet, cell: Cell, sheet: Sheet, formats: _Formats) -> None:
    row, column, look = cell.row, cell.column, formats.of(cell)
    last = sheet.merged.get((row, column))
    if last is not None:
        page.merge_range(row, column, row, last, "", look)
    if cell.tree is not None:
        value = float(exact(cell.value)) if cell.is_number and cell.value else cell.value
        page.write_formula(row, column, f"={cell.formula}", look, value)
    elif not cell.value:
        page.write_blank(row, column, None, look)
    elif cell.is_number:
        page.write_number(row, column, _Shortest(exact(cell.value)), look)
    else:
        page.write_string(row, column, cell.value, look)
