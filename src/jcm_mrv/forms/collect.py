"""From the cells of a workbook to filled-in rows, by the layout that it was written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.book import Fault
from jcm_mrv.forms.cells import CellFault, Content, parse_cell, to_text
from jcm_mrv.forms.fields import Form, Sheet, Spot, Table
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.forms.book import Page
    from jcm_mrv.forms.fields import Block, Field

MAX_LISTED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what one row of a table, or one form, says.

    Args:
        sheet: name of the sheet.
        values: what the cells hold, by key; empty ones are left out.
        spots: every cell of the entry, by key.
        bad: keys of cells that cannot be used.
        used: a person wrote something into it.
    """

    sheet: str
    values: Mapping[str, Content]
    spots: Mapping[str, Spot]
    bad: frozenset[str] = frozenset()
    used: bool = True

    def text(self, key: str) -> str | None:
        """Return a value that is text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None


@dataclass(slots=True)
class Filled:
    """Hold a filled-in workbook while it is read.

    Args:
        file: its name in findings.
        entries: by key of the block, in the order of rows.
        findings: what was found so far.
    """

    file: str
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def used(self, key: str) -> list[Entry]:
        """Return the rows of a block that a person wrote into."""
        return [entry for entry in self.entries.get(key, []) if entry.used]

    def report(self, code: str, sheet: str, spot: Spot, sentence: str) -> None:
        """Add a finding on a cell."""
        place = Place(self.file, f"{sheet}!{spot.name}")
        self.findings.append(Finding(code, "error", place, sentence))

    def report_entry(self, code: str, entry: Entry, key: str, sentence: str) -> None:
        """Add a finding on a cell of an entry."""
        self.report(code, entry.sheet, entry.spots[key], sentence)


def collect(file: str, sheets: Sequence[Sheet], pages: Mapping[str, Page]) -> Filled:
    """Return what the sheets of a workbook say.

    Args:
        file: name of the workbook in findings.
        sheets: the layout.
        pages: the cells.
    """
    filled = Filled(file)
    for sheet in sheets:
        page = pages.get(sheet.name)
        if page is None:
            filled.report("P090", sheet.name, Spot(0, 0), f'there is no sheet "{sheet.name}"')
            continue
        placed = list(sheet.placed())
        for number, (top, block) in enumerate(placed):
            if not _check_headings(filled, sheet, page, top, block):
                continue
            if isinstance(block, Form):
                _collect_form(filled, sheet, page, top, block)
            else:
                last = number == len(placed) - 1
                beyond = page.rows(top + block.height) if last else []
                _collect_table(filled, sheet, page, top, block, beyond)
    return filled


def _check_headings(filled: Filled, sheet: Sheet, page: Page, top: int, block: Block) -> bool:
    """Tell whether a block stands where it was written, its own words unchanged."""
    if isinstance(block, Form):
        spots = {Spot(row, 0): each.heading for row, each in enumerate(block.fields, top + 1)}
    else:
        row = top + block.first - 2
        spots = {Spot(row, column): each.heading for column, each in enumerate(block.fields)}
        for number, given in enumerate(block.rows):
            for column, each in enumerate(block.fields):
                if each.key in block.locked and each.key in given:
                    spots[Spot(top + block.first + number, column)] = given[each.key]
    for spot, expected in spots.items():
        found = _text_at(page, spot.row, spot.column)
        if found not in (expected, f"{expected} *"):
            shown = f'"{printable(found)}"' if found else "nothing"
            filled.report(
                "P090",
                sheet.name,
                spot,
                f'"{expected}" is expected here (got {shown}): rows or columns were moved; copy'
                " what was filled in to a new workbook from jcm-mrv template",
            )
            return False
    return True


def _text_at(page: Page, row: int, column: int) -> str:
    """Return a cell as text: some programs save the criterion "1" as a number."""
    value = page.value(row, column)
    if isinstance(value, Fault):
        return value.shown or "a formula"
    return "" if value is None else to_text(value)


def _collect_form(filled: Filled, sheet: Sheet, page: Page, top: int, form: Form) -> None:
    spots = {each.key: Spot(row, 1) for row, each in enumerate(form.fields, top + 1)}
    fields = [each for each in form.fields if each.kind != "label"]
    values, bad = _parse(filled, sheet, page, fields, spots)
    entry = Entry(sheet.name, values, spots, bad)
    filled.entries[form.key] = [entry]
    _check_needed(filled, fields, entry)


def _collect_table(
    filled: Filled, sheet: Sheet, page: Page, top: int, table: Table, beyond: Sequence[int]
) -> None:
    entries = filled.entries.setdefault(table.key, [])
    if table.names:
        return  # thousands of rows, of columns that a person names: read elsewhere
    places = {each.key: column for column, each in enumerate(table.fields)}
    first = top + table.first
    for row in (*range(first, top + table.height), *beyond):
        given = table.rows[row - first] if row - first < len(table.rows) else {}
        parameter = page.value(row, places["parameter"]) if "parameter" in places else None
        fields = table.fields_of(parameter if isinstance(parameter, str) else None)
        fields = tuple(each for each in fields if each.kind != "label")
        spots = {key: Spot(row, column) for key, column in places.items()}
        used = any(
            _text_at(page, row, places[each.key]) not in ("", given.get(each.key))
            for each in fields
        )
        if not used:
            kept = {key: text for key, text in given.items() if key in places}
            entries.append(Entry(sheet.name, kept, spots, used=False))
            continue
        values, bad = _parse(filled, sheet, page, fields, spots)
        kept = {key: given[key] for key in table.locked if key in given}
        entry = Entry(sheet.name, {**kept, **values}, spots, bad)
        entries.append(entry)
        _check_needed(filled, fields, entry)


def _parse(
    filled: Filled,
    sheet: Sheet,
    page: Page,
    fields: Sequence[Field],
    spots: Mapping[str, Spot],
) -> tuple[dict[str, Content], frozenset[str]]:
    values: dict[str, Content] = {}
    bad = set()
    for each in fields:
        spot = spots[each.key]
        try:
            value = parse_cell(each, page.value(spot.row, spot.column))
        except CellFault as fault:
            filled.report(fault.code, sheet.name, spot, fault.sentence)
            bad.add(each.key)
            continue
        if value is not None:
            values[each.key] = value
    return values, frozenset(bad)


def _check_needed(filled: Filled, fields: Sequence[Field], entry: Entry) -> None:
    for each in fields:
        if each.needed and each.key not in entry.values and each.key not in entry.bad:
            filled.report_entry("P091", entry, each.key, empty_sentence(each))


def empty_sentence(each: Field) -> str:
    """Return what is said of a cell that must not stay empty."""
    listed = [choice.partition("  ")[0] for choice in each.choices]
    said = all(choice in each.hint for choice in listed)
    few = 0 < len(listed) <= MAX_LISTED and not each.open and not said
    wanted = f"; one of {', '.join(listed)}" if few else ""
    hint = f": {each.hint[0].lower()}{each.hint[1:].rstrip('.')}" if each.hint else ""
    return f'"{each.heading}" is empty; fill it in{hint}{wanted}'
