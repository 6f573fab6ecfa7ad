"""Dialects: what is read fast, and what is gone through for places, are the same rows.

A file is scanned by polars, and its faults are located by Python's reader; where the two took
different lines for rows or comments, a fault would stand at a wrong place, or a row be lost.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.dialect import Dialect
from jcm_mrv.readings.opening import open_text
from jcm_mrv.readings.rows import collect

CELLS = st.text(alphabet="ab1 #'.", min_size=1, max_size=4)
QUOTED = st.text(alphabet='a#,\n"', max_size=6).map(
    lambda text: '"' + text.replace('"', '""') + 'z"'
)
ROWS = st.tuples(st.just("x"), st.one_of(CELLS, QUOTED)).map(",".join)
COMMENTS = st.text(alphabet='ab#,"', max_size=6).map(lambda text: f"#{text}")
LINES = st.lists(st.one_of(ROWS, COMMENTS, st.just("")), max_size=12)
ENDS = st.sampled_from(["\n", "\r\n"])


@given(
    above=st.lists(st.text(alphabet='ab,"', max_size=5), max_size=3),
    lines=LINES,
    end=ENDS,
    last=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_the_scan_and_the_rows_are_the_same(
    above: list[str], lines: list[str], end: str, *, last: bool
) -> None:
    """Preambles, comments, blank lines and quoted line feeds part neither from the other."""
    text = end.join([*above, "name,text", *lines]) + (end if last else "")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.csv"
        path.write_bytes(text.encode())
        dialect = Dialect(header=(len(above) + 1,), comment="#")
        file = open_text(path, "a.csv", dialect, Path(name))
        try:
            scanned = [row for row in collect(file.scan()).rows() if any(row)]
        except InputFault:
            # A mark of comments that begins a line of a quoted cell may be refused.
            assert any(f"{new}#" in line for line in lines for new in ("\n", "\r"))
            return
        gone = [(*row, *[""] * (2 - len(row))) for _, row in file.rows()]

    # polars keeps CRLF inside of a quoted cell as it is, and so does Python's reader.
    assert [tuple(cell or "" for cell in row) for row in scanned] == gone
