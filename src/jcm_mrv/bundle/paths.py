"""Paths inside of a bundle: which are safe on every disk, and how manifests spell them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_PATH", "check_path", "decode_path", "encode_path", "fold", "name_folder"]

MAX_PATH = 1_000
MAX_PART_BYTES = 255
MAX_PARTS = 50
MAX_FOLDER = 64

_DRIVE = re.compile(r"[A-Za-z]:")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_ENCODED = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_DECODED = {"%25": "%", "%0a": "\n", "%0d": "\r"}


def check_path(path: str) -> str | None:
    """Return what keeps a path from being safe on every disk, as a sentence part; else None."""
    if not path or len(path) > MAX_PATH:
        return f"has an empty name, or one longer than {MAX_PATH:,} characters"
    if "\0" in path:
        return "has a NUL character in its name"
    if "\\" in path:
        return "has a backslash in its name"
    if path.startswith("/") or _DRIVE.match(path):
        return "has an absolute path"
    parts = path.split("/")
    if ".." in parts:
        return 'leads out of the bundle with ".."'
    if "" in parts or "." in parts or len(parts) > MAX_PARTS:
        return "has a path that is not written in the plain way"
    try:
        too_long = any(len(part.encode()) > MAX_PART_BYTES for part in parts)
    except UnicodeEncodeError:
        return "has a name that is not UTF-8"
    if too_long:
        return f"has a name longer than {MAX_PART_BYTES} bytes"
    if not unicodedata.is_normalized("NFC", path):
        return "has a name that is not in the form NFC"
    return None


def fold(path: str) -> str:
    """Return what two paths share that are one on some disk: case and form do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def encode_path(path: str) -> str:
    """Return a path as a manifest spells it: line ends and per cent encoded (RFC 8493, 2.1.3)."""
    return "".join(_ENCODED.get(character, character) for character in path)


def decode_path(text: str) -> str | None:
    """Return the path that a manifest spells; None where a per cent sign stands for nothing."""
    pieces = re.split(r"(%.{0,2})", text)
    found = [_DECODED.get(one.lower()) if one.startswith("%") else one for one in pieces]
    return None if None in found else "".join(one for one in found if one is not None)


def name_folder(reference: str) -> str:
    """Return the name of a bundle's folder: letters, digits and ``._-`` of a reference number."""
    name = _UNSAFE.sub("-", reference).strip("-.")[:MAX_FOLDER].rstrip("-.")
    return name if name and not _DEVICE.fullmatch(name) else "bundle"
