"""Files that a document from somebody else names: where they lie, and what their digest is."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

from jcm_mrv.files import FileFault, place_inside, read_pieces
from jcm_mrv.numbers import printable

__all__ = ["digest_file", "find_named"]

MAX_BYTES = 64 << 30
SHOWN = 120


def find_named(folder: Path, name: str) -> Path:
    """Return where a file lies that a document names in NFC, its links followed.

    Args:
        folder: the project's folder.
        name: a relative POSIX path; no character of it is special.

    Raises:
        FileFault: it is not relative, does not exist, or a link leads out of the folder.
    """
    root = Path(os.path.realpath(folder))
    path = place_inside(folder, name)
    if not os.path.lexists(path):
        path = _in_another_form(root, path)
    shown = printable(name, SHOWN)
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(root):
        raise FileFault("outside", name, f'"{shown}" is a link that leads out of the folder')
    if not os.path.lexists(real):
        raise FileFault("no-match", name, f'"{shown}" does not exist in the folder')
    return real


def digest_file(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file, in hexadecimal, and its size [bytes].

    Raises:
        FileFault: it cannot be read, or is larger than 64 GB.
    """
    state, size = hashlib.sha256(), 0
    for piece in read_pieces(path):
        size += len(piece)
        if size > MAX_BYTES:
            shown = printable(path.name, SHOWN)
            raise FileFault("too-large", path.name, f'"{shown}" is too large to compare')
        state.update(piece)
    return state.hexdigest(), size


def _in_another_form(root: Path, path: Path) -> Path:
    """Return a path as the disk spells it: é as one character, or as two."""
    found = root
    for part in path.relative_to(root).parts:
        try:
            names = os.listdir(found)  # noqa: PTH208  (names alone)
        except OSError:
            return path
        same = [name for name in names if unicodedata.normalize("NFC", name) == part]
        found /= min(same, default=part)
    return found
