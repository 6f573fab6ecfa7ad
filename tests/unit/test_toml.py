"""TOML bytes: what is refused before anything is read, and in which words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from jcm_mrv.toml import TomlFault, parse_toml, render_toml


def fault_of(data: bytes | str) -> tuple[str, int | None]:
    """Return message and line of the refusal of a file."""
    with pytest.raises(TomlFault) as refusal:
        parse_toml(data if isinstance(data, bytes) else data.encode())
    return refusal.value.message, refusal.value.line


def test_decimals_are_kept_as_written() -> None:
    """A decimal never becomes a float: 0.1 stays one tenth."""
    assert parse_toml(b"a = 0.1\nb = 90\n") == {"a": Decimal("0.1"), "b": 90}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a = 1\na = 2\n", "key a is written twice (column 6)", 2),
        ("[a]\nb = 1\n[a]\n", "table a is written twice (column 3)", 3),
        ("a = {b = 1, b = 2}", "a key is written twice inside of braces (column 18)", 1),
        ("a = kWh", "this is no value of TOML; text goes in quotes (column 5)", 1),
        ("a", 'a key is followed by "=" and its value (at the end of the file)', 1),
        ("a = 01", "something follows a complete value on its line (column 6)", 1),
        ("= 1", "a line is a [heading], a key = value, or a # comment (column 1)", 1),
        ("a = 'x\n'", "a text, line or comment holds a character that TOML refuses (column 7)", 1),
        ("a = '''x\n", "a text lacks its three closing quotes (at the end of the file)", 1),
        ("[a", 'a heading that begins with "[" ends with "]" (at the end of the file)', 1),
        ("a = [1\n", 'a list lacks its "]" or a comma (at the end of the file)', 1),
        ("a = { b = 1 ", 'a table lacks its "}" or a comma (at the end of the file)', 1),
        ('a = "\\w"', "a backslash inside of double quotes is written twice (column 8)", 1),
    ],
)
def test_faults_of_syntax_are_told_in_our_words(text: str, message: str, line: int) -> None:
    """Each fault of syntax names its line and column and what TOML expects there."""
    assert fault_of(text) == (message, line)


def test_a_byte_order_mark_is_refused() -> None:
    """A file that begins with a byte-order mark is refused with the way to save it."""
    assert fault_of(b"\xef\xbb\xbfa = 1") == (
        "the file begins with a byte-order mark; save it as UTF-8 without one (without BOM)",
        1,
    )


@pytest.mark.parametrize("data", ["a = 1".encode("utf-16"), b"\x7fELF\0\0"])
def test_binary_and_utf_16_are_refused(data: bytes) -> None:
    """Bytes that are no UTF-8 text are called what they are."""
    assert fault_of(data) == (
        "the file is binary or UTF-16; a text file in UTF-8 is expected",
        None,
    )


def test_a_byte_of_another_encoding_is_named_with_its_line() -> None:
    """A Latin-1 file is refused at the first byte that is no UTF-8."""
    data = "a = 1\nb = 'é'\n".encode("latin-1")
    assert fault_of(data) == ("byte 0xe9 is not UTF-8; save the file as UTF-8", 2)


def test_an_empty_file_is_called_empty() -> None:
    """A file of blank lines says nothing, and that is the message."""
    assert fault_of(" \n\n") == ("the file is empty", None)


def test_carriage_returns_alone_are_refused() -> None:
    """A file with the line ends of old Macintoshes is refused where they begin."""
    assert fault_of("a = 1\r\nb = 2\rc = 3") == (
        "a line ends in a carriage return alone; use LF or CRLF line ends",
        2,
    )


def test_windows_line_ends_are_read() -> None:
    """CRLF is as good as LF."""
    assert parse_toml(b"a = 1\r\nb = 2\r\n") == {"a": 1, "b": 2}


def test_a_file_above_the_limit_is_refused_unread() -> None:
    """The size is judged before the text: 5 MB of nonsense cost nothing."""
    assert fault_of(b"[" * 5_000_000) == (
        "the file has 5,000,000 bytes; at most 1,000,000 are read",
        None,
    )


@pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "a = " + "{a = " * 10_000])
def test_deep_nesting_is_refused(text: str) -> None:
    """Ten thousand brackets end in a sentence, not in a stack overflow."""
    assert fault_of(text) == ("lists or tables are nested too deeply", None)


@pytest.mark.parametrize("part", ["a.", "'a' . ", '"". '])
def test_a_key_of_very_many_parts_is_refused(part: str) -> None:
    """A dotted key of 10^5 parts would take gigabytes to read; it is refused before."""
    assert fault_of("\n" + part * 100_000 + "a = 1") == ("a key has more than 32 dotted parts", 2)


def test_a_sentence_with_dots_is_no_long_key() -> None:
    """Text is not taken for a key because of its dots."""
    text = "See section A.1. " * 100
    assert parse_toml(f'a = "{text}"'.encode()) == {"a": text}


def test_a_whole_number_of_thousands_of_digits_is_refused() -> None:
    """Python itself refuses such a number; the message is ours."""
    assert fault_of("\na = " + "1" * 5_000) == ("a whole number has thousands of digits", 2)


def test_tables_that_were_written_are_read_back_as_they_were() -> None:
    """Texts with quotes and controls, exact decimals, dates, quantities in braces, lists."""
    tables = {
        "schema": "x",
        "about": {"title": 'say "no"\n\x7f\\', "start": date(2017, 3, 1), "met": True},
        "fixed": {
            "EF": {"value": Decimal("0.0000001"), "unit": "t"},
            "PUE": [{"value": 2, "from": datetime(2017, 3, 1, 14)}, {"value": Decimal("1.50")}],
        },
        "meters": [{"id": "a b", "mpe": {"value": 1, "source": "c"}, "calibrations": [{"n": 1}]}],
        "a key": {"list": ["x", "y"], "empty": []},
    }

    def in_line(path: tuple[str, ...]) -> bool:
        return path[-1] in ("mpe", "calibrations")

    written = render_toml(tables, in_line)
    assert parse_toml(written.encode()) == tables
    assert "[[fixed.PUE]]" in written
    assert 'mpe = { value = 1, source = "c" }' in written
    assert "value = 0.0000001\n" in written
