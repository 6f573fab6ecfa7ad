"""Files that a document from somebody else names."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.files import FileFault
from jcm_mrv.named_files import digest_file, find_named

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_in_another_form_of_unicode_is_found(tmp_path: Path) -> None:
    """A report names files in NFC, some disks keep them in NFD."""
    folder = tmp_path / unicodedata.normalize("NFD", "März")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "Zähler.csv")).write_bytes(b"abc")
    assert find_named(tmp_path, "März/Zähler.csv").read_bytes() == b"abc"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither by a file nor by a folder on the way."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x").write_bytes(b"abc")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "x").symlink_to(tmp_path / "outside" / "x")
    (tmp_path / "project" / "folder").symlink_to(tmp_path / "outside")
    for name in ("x", "folder/x"):
        with pytest.raises(FileFault, match="link"):
            find_named(tmp_path / "project", name)


def test_no_character_of_a_name_is_special(tmp_path: Path) -> None:
    """Stars and brackets are those of the file's own name."""
    (tmp_path / "[a]*.csv").write_bytes(b"abc")
    assert find_named(tmp_path, "[a]*.csv") == tmp_path / "[a]*.csv"
    with pytest.raises(FileFault, match="does not exist"):
        find_named(tmp_path, "*.csv")


def test_a_digest_comes_with_the_size(tmp_path: Path) -> None:
    """Both of all its bytes, though they are read in pieces of a megabyte."""
    data = b"0123456789" * 250_000
    (tmp_path / "x").write_bytes(data)
    assert digest_file(tmp_path / "x") == (hashlib.sha256(data).hexdigest(), 2_500_000)
    with pytest.raises(FileFault):
        digest_file(tmp_path)
