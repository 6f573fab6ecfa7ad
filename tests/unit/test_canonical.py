"""JSON from strangers is read strictly and written in one way."""

from __future__ import annotations

import hashlib
import json

import pytest

from jcm_mrv.canonical import JsonFault, canonical, digest, read_json


def test_a_document_reads_back_from_its_canonical_bytes() -> None:
    """What is written canonically has its keys in order and reads back as it was."""
    document = {"b": [1, {"c": "é"}], "a": None}
    data = canonical(document)
    assert data == '{"a":null,"b":[1,{"c":"é"}]}'.encode()
    assert read_json(data) == document


def test_a_digest_is_sha_256() -> None:
    """A digest is what hashlib gives for the bytes."""
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"a":1,"a":1}', 'the key "a" is there twice'),
        (b'{"a":1.5}', "1.5 is not a whole number"),
        (b'{"a":1e3}', "1e3 is not a whole number"),
        (b'{"a":NaN}', "NaN is not a whole number"),
        (b'{"a":-0}', "-0 is not a whole number"),
        (b'{"a":12345678901234567}', "is not a whole number of a report"),
        (b'{"a":' + b"9" * 10_000 + b"}", "is not a whole number of a report"),
        (b'{"a":"\xff"}', "it is not UTF-8 (byte 6)"),
        (b'\xef\xbb\xbf{"a":1}', "it is not JSON"),
        (b'{"a":', "it is not JSON (line 1, column 6)"),
        (b"", "it is empty"),
        (b"[" * 100_000, "nested more than 100 deep (byte 100)"),
        (b'{"a":' * 100_000, "nested more than 100 deep"),
        (b'"' + b'\\"' * 200_000, "it is not JSON"),
    ],
)
def test_what_is_no_plain_json_is_refused(data: bytes, said: str) -> None:
    """Each departure from plain, bounded JSON is named, and none is a traceback."""
    with pytest.raises(JsonFault) as caught:
        read_json(data)
    assert said in str(caught.value)


def test_brackets_inside_of_text_nest_nothing() -> None:
    """Depth is counted outside of strings only."""
    text = '[["\\"' * 200
    assert read_json(json.dumps([text]).encode()) == [text]


def test_size_is_bounded_before_anything_is_read() -> None:
    """A document longer than the limit is refused by its length."""
    with pytest.raises(JsonFault, match=r"it has 12 bytes; at most 10 are read"):
        read_json(b'"0123456789"', max_bytes=10)


def test_half_a_character_is_refused() -> None:
    """A lone surrogate, which JSON can escape, is neither read nor written; a pair is one sign."""
    for text in (b'{"a":"\\ud800"}', b'{"\\uDFFF":1}', b'["\\ude00\\ud83d"]'):
        with pytest.raises(JsonFault, match="half a character"):
            read_json(text)
    assert read_json(b'"\\ud83d\\ude00"') == "\U0001f600"
    with pytest.raises(JsonFault, match="no canonical form"):
        canonical({"a": "\ud800"})
