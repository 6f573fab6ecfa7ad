"""D157: rows that are not in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D157",
    since="0.2.0",
    title="rows out of order",
    why=(
        "A logger writes its rows in the order of time. A row that is earlier than the one "
        "before it shows that a file was put together by hand, sorted as text, or written "
        "while a clock was set back. No sum depends on the order; but whoever compares the "
        "file with the logger should know of it. A file that runs backwards, the newest row "
        "first, is in order. Files are looked at one by one, and a table "
        "with a column of members is not looked at: there the order changes with every member."
    ),
    remedy="Nothing, if the reason is known. Else export the file again and compare.",
    bad="2017-03-01 06:00,41.2 below 2017-03-01 07:00,40.9",
    good="2017-03-01 06:00,41.2 above 2017-03-01 07:00,40.9",
)


def judge(view: View) -> Iterator[Finding]:
    """Count the rows of each file that are earlier than the row above them."""
    series = view.series
    falls = series.found.falls()
    if falls.is_empty():
        return
    first = falls.row(0, named=True)
    file = series.found.reading.table.files[first["file"]].name
    those = counted(falls.height, "row is", "rows are")
    more = falls["file"].n_unique() - 1
    where = f"{file} and {more:,} more" if more else file
    yield Finding(
        "D157",
        "note",
        view.place,
        f"{those} earlier than the row above, in {where}, first "
        f"{series.local(first['t']):%Y-%m-%d %H:%M}; the order changes no sum, and all are "
        "read as they are",
        "read as they are",
        parameter=series.parameter,
    )
