"""Paths inside of a bundle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.bundle.paths import check_path, decode_path, encode_path, fold, name_folder


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("", "empty"),
        ("a" * 1_001, "longer than 1,000"),
        ("data/\0.csv", "NUL"),
        ("data\\x.csv", "backslash"),
        ("/etc/passwd", "absolute"),
        ("C:x.csv", "absolute"),
        ("data/../x", '".."'),
        ("..", '".."'),
        ("data//x", "plain"),
        ("./data/x", "plain"),
        ("data/", "plain"),
        ("/".join("a" * 51), "plain"),
        ("data/" + "ä" * 128, "255 bytes"),
        ("data/\ud800.csv", "not UTF-8"),
        ("data/a\N{COMBINING DIAERESIS}.csv", "NFC"),
    ],
)
def test_an_unsafe_path_is_told(path: str, word: str) -> None:
    """What could lead elsewhere, or be another file on another disk, is named."""
    assert word in (check_path(path) or "")


@pytest.mark.parametrize("path", ["data/inputs/project.toml", "Zähler/März.csv", "a b/%.csv", "…"])
def test_a_plain_path_is_safe(path: str) -> None:
    """Blanks, per cent signs and letters of any language are no fault."""
    assert check_path(path) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [("50%.csv", "50%25.csv"), ("a\nb\rc", "a%0Ab%0Dc"), ("%0A", "%250A"), ("a b\tä", "a b\tä")],
)
def test_a_manifest_encodes_three_characters(path: str, text: str) -> None:
    """RFC 8493, 2.1.3: line feed, carriage return and per cent, and no other character."""
    assert encode_path(path) == text
    assert decode_path(text) == path


def test_what_is_encoded_otherwise_is_no_path() -> None:
    """A per cent sign that stands for nothing, or for another character, is refused."""
    assert decode_path("50%.csv") is None
    assert decode_path("a%20b") is None
    assert decode_path("a%0a%0D%25") == "a\n\r%"


@given(st.text())
def test_encoding_loses_nothing(path: str) -> None:
    """Every path comes back, and stands on one line."""
    assert decode_path(encode_path(path)) == path
    assert "\n" not in encode_path(path)


def test_names_that_are_one_on_some_disk_are_one() -> None:
    """Case, and the form in which an accent is written, make no difference."""
    assert fold("Data/MÄRZ.csv") == fold("data/ma\N{COMBINING DIAERESIS}rz.CSV")
    assert fold("a.csv") != fold("b.csv")


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("LA001", "LA001"),
        ("JCM LA/001", "JCM-LA-001"),
        ("../../x", "x"),
        ("ラオス", "bundle"),
        ("", "bundle"),
        ("CON", "bundle"),
        ("nul.txt", "bundle"),
        ("x" * 200, "x" * 64),
    ],
)
def test_a_folder_is_named_safely(reference: str, name: str) -> None:
    """Whatever a project calls itself, the folder's name is plain ASCII."""
    assert name_folder(reference) == name
