"""The first line of frozen rows is written and read back, and nothing else passes for it."""

from __future__ import annotations

import hashlib

import pytest

from jcm_mrv.readings.frozen import Head, digest_query, parse_head, render_head

HEAD = Head("a" * 64, 8_760, "b" * 64, ("timestamptz", "numeric"))
LINE = (
    '# jcm-mrv/frozen/1 {"query": "' + "a" * 64 + '", "rows": 8760, "sha256": "' + "b" * 64 + '",'
    ' "types": ["timestamptz", "numeric"]}'
)


def test_a_head_is_one_line_of_comment_and_json() -> None:
    """The line has the schema, and is filled up to a width where one is asked for."""
    assert render_head(HEAD) == LINE
    assert render_head(HEAD, 400) == LINE + " " * (400 - len(LINE))


@pytest.mark.parametrize("end", ["", "\n", "   \n"])
def test_a_head_reads_back(end: str) -> None:
    """Blanks and the line end make no difference."""
    assert parse_head(LINE + end) == HEAD


@pytest.mark.parametrize(
    "line",
    [
        "",
        "day,mwh",
        "# a comment",
        LINE.replace("frozen/1", "frozen/2"),
        LINE.replace("a" * 64, "a" * 63),
        LINE.replace("b" * 64, "B" * 64),
        LINE.replace("8760", '"8760"'),
        LINE.replace('"types"', '"kinds"'),
        LINE[:-1],
        "# jcm-mrv/frozen/1 " + "[" * 100_000,
        '# jcm-mrv/frozen/1 {"a": ' + "[" * 100_000 + "}",
        " " + LINE,
    ],
    ids=lambda line: line[:30],
)
def test_another_line_is_no_head(line: str) -> None:
    """A damaged line, one of another version, or a plain heading is none."""
    assert parse_head(line) is None


def test_the_digest_of_a_query_is_that_of_its_text() -> None:
    """Line ends and blanks around it are no part of it; blanks inside are."""
    expected = hashlib.sha256(b"SELECT 1\nFROM t").hexdigest()
    assert digest_query("SELECT 1\nFROM t") == expected
    assert digest_query("\n SELECT 1\r\nFROM t \n") == expected
    assert digest_query("SELECT  1\nFROM t") != expected
