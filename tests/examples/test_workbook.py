"""The readings of an example in a workbook give what they give as CSV."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jcm_mrv.run import Outcome

EXAMPLE = Path(__file__).parents[2] / "examples" / "lao-data-center"


def months() -> Iterator[tuple[str, list[list[Any]]]]:
    """Give the months of the example: real dates, numbers as numbers."""
    for path in sorted((EXAMPLE / "monitoring").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            heading, *rows = csv.reader(stream)
        cells = [[datetime.fromisoformat(row[0]), *map(float, row[1:])] for row in rows]
        yield path.stem, [list(heading), *cells]


def a_workbook_a_month(folder: Path) -> str:
    """Write them with openpyxl, a file a month."""
    for month, rows in months():
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / f"{month}.xlsx")
    return 'files = "monitoring/*.xlsx"'


def a_sheet_a_month(folder: Path) -> str:
    """Write them with XlsxWriter, a sheet a month, and a title above each table."""
    names = []
    book = xlsxwriter.Workbook(str(folder / "all.xlsx"))
    form = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for month, rows in months():
        names.append(f'"{month}"')
        sheet = book.add_worksheet(month)
        sheet.merge_range("B2:E2", f"Readings of {month}")
        for i, row in enumerate(rows, 3):
            for j, value in enumerate(row, 1):
                sheet.write(i, j, value, form if isinstance(value, datetime) else None)
    book.close()
    return f'files = "monitoring/all.xlsx"\nsheet = [{", ".join(names)}]\nheader_row = 4'


def without_digests(outcome: Outcome) -> dict[str, Any]:
    """Return a report but for the names of its files, and how many rows these have."""
    document = outcome.document
    inputs = [one for one in document["inputs"] if one["path"].startswith("monitoring")]
    for one in document["values"]:
        one.pop("files", None)
    for point in document["project"]["monitored"]:
        for source in point["sources"]:
            source.pop("files")
    return {**document, "inputs": sum(one["rows"] for one in inputs)}


@pytest.mark.parametrize("write", [a_workbook_a_month, a_sheet_a_month])
def test_a_workbook_gives_what_csv_gives(tmp_path: Path, write: Callable[[Path], str]) -> None:
    """Credits, exact sums, equations and findings are the same to the last digit."""
    (tmp_path / "monitoring").mkdir()
    files = write(tmp_path / "monitoring")
    text = (EXAMPLE / "project.toml").read_text("utf-8")
    assert text.count('files = "monitoring/*.csv"') == 2
    text = text.replace('files = "monitoring/*.csv"', files)
    (tmp_path / "project.toml").write_text(text, "utf-8")
    found = calculate(tmp_path)
    assert without_digests(found) == without_digests(calculate(EXAMPLE))
    assert found.document["totals"]["credits"] == 207


def test_only_a_workbook_needs_what_reads_workbooks(tmp_path: Path) -> None:
    """A project of CSV files imports no library of spreadsheets or data bases."""
    shutil.copytree(EXAMPLE, tmp_path / "example")
    code = (
        "import sys; from pathlib import Path; from jcm_mrv.run import calculate; "
        f"calculate(Path({str(tmp_path / 'example')!r})); "
        "print(*({'fastexcel', 'xlsxwriter', 'openpyxl', 'sqlalchemy'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
