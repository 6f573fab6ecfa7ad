"""Both ways to read a row of a workbook say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as some
from tests.unit.readings.workbook.books import by_hand, read

from jcm_mrv.readings.workbook.cells import letters_of

if TYPE_CHECKING:
    import pytest

NUMBERS = some.floats(allow_nan=False, allow_infinity=False).map(repr) | some.integers(
    0, 50_000
).map(str)
WORDS = some.text("ab <&>\"'é_x000D_\n,;", max_size=6).map(escape)
FORMULAS = some.sampled_from(
    ["", "<f>A1</f>", "<f/>", '<f t="shared" si="0"/>', "<f>A1&amp;B1</f>"]
)
VALUES = some.one_of(
    some.tuples(some.sampled_from(["", ' t="n"', ' s="1"', ' s="1" t="n"', ' s="7"']), NUMBERS),
    some.tuples(some.just(' t="str"'), WORDS),
    some.tuples(some.just(' t="s"'), some.sampled_from(["0", "1"])),
    some.tuples(some.just(' t="b"'), some.sampled_from(["0", "1"])),
    some.tuples(some.just(' t="e"'), some.just("#N/A")),
).map(lambda pair: (pair[0], f"<v>{pair[1]}</v>"))
CELLS = some.one_of(
    some.tuples(VALUES, FORMULAS).map(lambda cell: f"{cell[0][0]}>{cell[1]}{cell[0][1]}</c>"),
    WORDS.map(lambda word: f' t="inlineStr"><is><t>{word}</t></is></c>'),
    FORMULAS.map(lambda formula: f">{formula}</c>"),
    some.sampled_from(
        ["/>", ' s="1"/>', "></c>", "><v/></c>", "><v></v></c>", "><f>A1</f><v/></c>"]
    ),
)
ROWS = some.lists(some.dictionaries(some.integers(0, 30), CELLS, max_size=5), max_size=8)


@given(rows=ROWS)
def test_plain_rows_read_as_the_parser_reads_them(
    rows: list[dict[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A comment in every row leaves them to the parser; lines, faults and errors stay."""
    folder = tmp_path_factory.mktemp("books")
    texts = [
        "".join(f'<c r="{letters_of(at)}{number}"{row[at]}' for at in sorted(row))
        for number, row in enumerate(rows, 2)
    ]
    first = '<row r="1"><c r="A1" t="str"><v>x</v></c></row>'
    strings = "<si><t>a</t></si><si><t>b c</t></si>"
    plain = "".join(f'<row r="{n}">{text}</row>' for n, text in enumerate(texts, 2))
    parsed = "".join(f'<row r="{n}"><!-- -->{text}</row>' for n, text in enumerate(texts, 2))
    one = read(by_hand(folder / "plain.xlsx", first + plain, strings=strings))
    other = read(by_hand(folder / "parsed.xlsx", first + parsed, strings=strings))
    assert one == other
