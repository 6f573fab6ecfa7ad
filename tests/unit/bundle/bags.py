"""Small bags and zip archives, written by hand, so that each part of them can be wrong."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PAYLOAD = {
    "data/report.json": b'{"schema":"jcm-mrv/report/1"}',
    "data/inputs/project.toml": b"[project]\n",
    "data/inputs/monitoring/2017-03.csv": b"time,kWh\n2017-03-01 00:00,1.5\n",
}


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Return the lines of a manifest over files."""
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())
    ).encode()


def bag_of(payload: Mapping[str, bytes], **tags: bytes) -> dict[str, bytes]:
    """Return a whole bag by path; tag files given by name (``bagit``) replace those made here."""
    size = sum(len(data) for data in payload.values())
    made = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: {size}.{len(payload)}\n".encode(),
        "manifest-sha256.txt": manifest_of(payload),
    }
    made |= {f"{name.replace('_', '-')}.txt": data for name, data in tags.items()}
    made.setdefault("tagmanifest-sha256.txt", manifest_of(made))
    return {**made, **payload}


@dataclass(frozen=True)
class Entry:
    """Hold an entry of an archive; what is None is told truly.

    Args:
        name: as it stands in the list at the end.
        data: what is packed.
        packed: its bytes in the archive; as they are unless given.
        method: 0 stored, 8 deflated.
        flags: general purpose bits; 0x800 says that the name is UTF-8.
        mode: Unix mode, kind of file included.
        local_name: in the header beside the data.
        told: size that both headers claim.
        extra: extra field of the list.
        at: where the list says that it lies.
    """

    name: str
    data: bytes = b""
    packed: bytes | None = None
    method: int = 0
    flags: int = 0x800
    mode: int = 0o100644
    local_name: str | None = None
    told: int | None = None
    extra: bytes = b""
    at: int | None = None


def zip_of(
    entries: Sequence[Entry],
    *,
    front: bytes = b"",
    gap: bytes = b"",
    comment: bytes = b"",
    number: int | None = None,
) -> bytes:
    """Return a zip archive, record by record (PKWARE APPNOTE 4.3).

    Args:
        entries: in order.
        front: bytes before the first entry; the places are told from the start of the file.
        gap: bytes between the entries and the list.
        comment: of the archive.
        number: of entries, as the end claims it.
    """
    body, listed = front, b""
    for one in entries:
        packed = one.data if one.packed is None else one.packed
        size = len(one.data) if one.told is None else one.told
        name = one.name.encode()
        local = name if one.local_name is None else one.local_name.encode()
        same = (one.flags, one.method, 0, 0x21, zlib.crc32(one.data), len(packed), size)
        at = len(body) if one.at is None else one.at
        body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *same, len(local), 0) + local + packed
        listed += struct.pack(
            "<4s6H3L5H2L",
            b"PK\1\2",
            0x314,  # Unix, version 2.0
            20,
            *same,
            len(name),
            len(one.extra),
            0,
            0,
            0,
            one.mode << 16,
            at,
        )
        listed += name + one.extra
    start = len(body) + len(gap)
    count = len(entries) if number is None else number
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), start, len(comment))
    return body + gap + listed + end + comment


def write_bag(path: Path, bag: Mapping[str, bytes], top: str = "LA001") -> Path:
    """Write a bag as an archive, and return its path."""
    path.write_bytes(zip_of([Entry(f"{top}/{name}", data) for name, data in bag.items()]))
    return path
