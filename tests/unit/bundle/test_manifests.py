"""Tag files of a bag."""

from __future__ import annotations

import pytest

from jcm_mrv.bundle.manifests import (
    TagFault,
    parse_info,
    parse_manifest,
    render_info,
    render_manifest,
)

A, B = "a" * 64, "b" * 64


def test_a_manifest_is_sorted_and_encoded() -> None:
    """One line a file, by code point, whatever the order it came in."""
    assert render_manifest({"data/b": B, "data/50%": A, "data/Z": A}) == (
        f"{A}  data/50%25\n{A}  data/Z\n{B}  data/b\n".encode()
    )


def test_a_manifest_is_read_as_others_write_it() -> None:
    """One blank or several, capitals, any line end, no end after the last line."""
    text = f"{A.upper()} data/x\r\n{B}\t \tdata/y z\r{A}  data/50%25"
    assert parse_manifest(text.encode()) == {"data/x": A, "data/y z": B, "data/50%": A}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"{A[:-1]}  data/x\n", "line 1 is no SHA-256"),
        (f"{A}data/x\n", "line 1 is no SHA-256"),
        (f"{A}  data/x\n\n", "line 2 is no SHA-256"),
        (f"{A}  data/50%\n", "line 1 is no SHA-256"),
        (f"{A}  ../x\n", '".."'),
        (f"{A}  /etc/passwd\n", "absolute"),
        (f"{A}  data/%0A/../x\n", '".."'),
        (f"{A}  data/x\n{B}  data/x\n", "line 2 names"),
        (f"{A}  data/x\n{A}  data/X\n", "line 2 names"),
        (f"\ufeff{A}  data/x\n", "byte-order mark"),
    ],
)
def test_a_manifest_that_could_mean_two_things_is_refused(text: str, word: str) -> None:
    """The line is named, and nothing of it is used."""
    with pytest.raises(TagFault) as caught:
        parse_manifest(text.encode())
    assert word in str(caught.value)


def test_a_manifest_is_utf_8() -> None:
    """Bytes that are no text are told by their place."""
    with pytest.raises(TagFault, match="byte 66"):
        parse_manifest(f"{A}  \xff".encode("latin-1"))


def test_elements_come_back_in_order() -> None:
    """Values are one line each, so that none can add a label of its own."""
    data = render_info([("External-Identifier", "LA001\nPayload-Oxum: 1.1"), ("Empty", " ")])
    assert data == b"External-Identifier: LA001 Payload-Oxum: 1.1\nEmpty: -\n"
    assert parse_info(data) == [
        ("External-Identifier", "LA001 Payload-Oxum: 1.1"),
        ("Empty", "-"),
    ]


def test_a_folded_value_is_one_value() -> None:
    """RFC 8493, 2.2.2: a line that begins with a blank goes on with the value above."""
    assert parse_info(b"A: one\n  two\nA: three\n") == [("A", "one two"), ("A", "three")]


@pytest.mark.parametrize("data", [b"no label\n", b" begins: folded\n", b"A:\n", b"\xff: x\n"])
def test_what_is_no_element_is_refused(data: bytes) -> None:
    """A line is a label, a colon and a value."""
    with pytest.raises(TagFault):
        parse_info(data)
