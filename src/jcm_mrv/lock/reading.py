"""Read a lock: bounded bytes to a checked model, or the fault in our own words."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rfc8785

from jcm_mrv import files
from jcm_mrv.findings import Finding, Place
from jcm_mrv.lock import FILE_NAME
from jcm_mrv.lock.model import SCHEMA, Lock
from jcm_mrv.numbers import printable
from jcm_mrv.shapes import ShapeFaults, validate

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 20_000_000
MAX_VALUES = 2_000_000
MAX_KEYS = 100
MAX_DEPTH = 20

_TEXT_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]')
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_RENEW = "restore the file from version control or from the copy of the verifier"


@dataclass(frozen=True, slots=True)
class ReadLock:
    """Hold a lock as it was read.

    Args:
        name: of the file, for messages and documents; never a path of the machine.
        sha256: of the file's bytes, in hexadecimal.
        lock: what it says.
    """

    name: str
    sha256: str
    lock: Lock


class LockFault(ValueError):  # noqa: N818 -- the fault is the file's
    """Bytes are no lock; the message is a sentence part, the path a place inside of it."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path


def read_lock(folder: Path, given: Path | None = None) -> ReadLock | Finding | None:
    """Read the lock of a project, or a copy that somebody else kept.

    Args:
        folder: the project's folder.
        given: the copy, wherever it lies; None means ``project.lock`` in the folder.

    Returns:
        The lock; the finding P080 where it cannot be used; None where the folder has none.
    """
    name = FILE_NAME if given is None else printable(given.name, 100)
    path = folder / FILE_NAME if given is None else given
    if given is None and not os.path.lexists(path):
        return None
    try:
        if given is None:
            path = files.resolve(folder, FILE_NAME)[0]
        data = files.read_bytes(path, MAX_BYTES)
        lock = parse_lock(data)
    except files.FileFault as fault:
        return Finding("P080", "error", Place(name), f"the lock cannot be read: {fault}")
    except LockFault as fault:
        return Finding("P080", "error", Place(name, fault.path), fault.message)
    return ReadLock(name, hashlib.sha256(data).hexdigest(), lock)


def parse_lock(data: bytes) -> Lock:
    """Return the lock that bytes hold.

    Raises:
        LockFault: they are not JSON as this program writes it, of another schema, damaged, or
            not of the shape of a lock.
    """
    raw = _load(data)
    whole = is_sealed(data)
    schema = raw.get("schema")
    if schema != SCHEMA:
        shown = f'"{printable(schema)}"' if isinstance(schema, str) else "no text"
        raise LockFault(
            f'{shown} is not a schema that this version reads (expected "{SCHEMA}")', "schema"
        )
    digest = raw.pop("sha256", None)
    if not whole and digest != compute_digest(raw):
        raise LockFault(
            f"the lock is damaged or was edited: its content does not fit its own digest; {_RENEW}",
            "sha256",
        )
    try:
        lock = validate(Lock, raw)
    except ShapeFaults as error:
        first = error.faults[0]
        raise LockFault(f"this is no lock: {first.sentence}; {_RENEW}", first.path) from None
    _check_names(lock)
    return lock


def seal(body: bytes) -> bytes:
    """Return the bytes of a lock: a canonical object, its own digest behind it, a line end.

    Of the keys of a lock ``sha256`` is the last one in canonical order.
    """
    digest = hashlib.sha256(body).hexdigest()
    return body.removesuffix(b"}") + f',"sha256":"{digest}"}}\n'.encode()


def is_sealed(data: bytes) -> bool:
    """Tell whether bytes are as :func:`seal` left them, which spares a second canonical form."""
    body, mark, _ = data.rpartition(b',"sha256":"')
    return bool(mark) and seal(body + b"}") == data


def compute_digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a lock's content without the digest itself, by RFC 8785.

    Raises:
        LockFault: the content has no canonical form.
    """
    try:
        return hashlib.sha256(rfc8785.dumps(content)).hexdigest()
    except (ValueError, RecursionError):
        raise LockFault(f"this is no lock: a text or number of it is not allowed; {_RENEW}") from (
            None
        )


def _check_names(lock: Lock) -> None:
    """Refuse what a project without errors has not, and so no lock of this program."""
    listed: dict[str, list[tuple[str | None, ...]]] = {
        "members": [(one.set, one.id) for one in lock.members],
        "monitored": [(one.parameter, one.member) for one in lock.monitored],
        "meters": [(one.id,) for one in lock.meters],
        "readings": [(one.parameter, one.member) for one in lock.readings],
    }
    for path, keys in listed.items():
        if len(set(keys)) != len(keys):
            raise LockFault(f"this is no lock: an entry is listed twice; {_RENEW}", path)
    names = {one.name for one in lock.fixed} | {one.set for one in lock.members}
    names |= {one.parameter for one in lock.monitored} | {one.parameter for one in lock.readings}
    for name in sorted(names):
        if not _NAME.fullmatch(name):
            raise LockFault(f'this is no lock: "{printable(name)}" is not a name; {_RENEW}')


def _load(data: bytes) -> dict[str, Any]:
    # A value has at most a comma or bracket before it, and four quotes with its key.
    values = max(sum(map(data.count, (b",", b"[", b"{"))), data.count(b'"') // 4)
    if values > MAX_VALUES:
        raise LockFault(f"this is no lock: it has more than {MAX_VALUES:,} values; {_RENEW}")
    depth = 0
    for found in _TEXT_OR_BRACKET.finditer(data):
        mark = found[0]
        depth += 1 if mark in (b"[", b"{") else -1 if mark in (b"]", b"}") else 0
        if depth > MAX_DEPTH:
            raise LockFault(f"this is no lock: it is nested deeper than {MAX_DEPTH}; {_RENEW}")
    try:
        raw = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_whole,
        )
    except LockFault:
        raise
    except (ValueError, RecursionError):
        raise LockFault(f"this is not JSON, and no lock; {_RENEW}") from None
    if not isinstance(raw, dict):
        raise LockFault(f"this is no lock: an object is expected; {_RENEW}")
    return raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise LockFault(f'this is no lock: the key "{printable(twice)}" is written twice; {_RENEW}')
    if len(found) > MAX_KEYS:
        raise LockFault(f"this is no lock: an object has more than {MAX_KEYS} keys; {_RENEW}")
    return found


def _refuse_number(text: str) -> object:
    raise LockFault(
        f"this is no lock: {printable(text)} is a number outside of quotes, which only counts"
        f" are; {_RENEW}"
    )


def _whole(text: str) -> int:
    if len(text) > 15:
        raise LockFault(f"this is no lock: a count has {len(text):,} digits; {_RENEW}")
    return int(text)
