"""Make a bundle: the same report and inputs give the same bytes, on every machine.

Entries are stored, not compressed: what compresses differs between machines and versions, and
so would the bytes (docs/adr/0022). Files are copied in pieces and digested on the way, so that
what is written is what the manifest names.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.bundle import layout
from jcm_mrv.bundle.manifests import render_info, render_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive can tell; nothing reads the clock."""
_MODE = 0o100644
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Name a file of a bag.

    Args:
        path: in the bag.
        sha256: of its bytes, in hexadecimal.
        size: of it [bytes].
        content: the bytes, or the file that holds them.
    """

    path: str
    sha256: str
    size: int
    content: bytes | Path


def hold(path: str, data: bytes) -> Part:
    """Return a file of a bag whose bytes are at hand."""
    return Part(path, hashlib.sha256(data).hexdigest(), len(data), data)


def complete_bag(
    payload: Iterable[Part], *, identifier: str | None, description: str, software: str
) -> tuple[Part, ...]:
    """Return all files of a bag in the order in which they are written: tag files, then payload.

    Args:
        payload: the files below ``data``.
        identifier: the project's reference number, if it has one.
        description: what the bag holds, in a line.
        software: name and version of what made it.
    """
    parts = sorted(payload, key=lambda part: part.path)
    oxum = f"{sum(part.size for part in parts)}.{len(parts)}"
    about = [
        ("Bundle-Schema", layout.SCHEMA),
        ("Bag-Software-Agent", software),
        ("External-Description", description),
        *([("External-Identifier", identifier)] if identifier else []),
        ("Payload-Oxum", oxum),
    ]
    tags = [
        hold(layout.BAGIT, layout.DECLARATION),
        hold(layout.BAG_INFO, render_info(about)),
        hold(layout.MANIFEST, render_manifest({part.path: part.sha256 for part in parts})),
    ]
    listed = hold(layout.TAG_MANIFEST, render_manifest({tag.path: tag.sha256 for tag in tags}))
    return (*tags, listed, *parts)


def write_archive(stream: IO[bytes], folder: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """Write a bag as a zip archive, and return the paths of files that are not what was named.

    Such a file was changed after it was looked at; what was written is then of no use.

    Args:
        stream: where to, which can be sought in.
        folder: name of the bag's folder.
        parts: as :func:`complete_bag` gives them.

    Raises:
        FileFault: a file cannot be read.
        OSError: the disk failed.
    """
    changed: list[str] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            entry = zipfile.ZipInfo(f"{folder}/{part.path}", _MOMENT)
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            # zipfile asks it whether the sizes need 64 bits.
            entry.file_size = part.size
            state, left = hashlib.sha256(), part.size
            with archive.open(entry, "w") as target:
                for piece in _pieces(part):
                    left -= len(piece)
                    if left < 0:
                        break  # a file that grows would never end
                    state.update(piece)
                    target.write(piece)
            if left or state.hexdigest() != part.sha256:
                changed.append(part.path)
    return tuple(changed)


def _pieces(part: Part) -> Iterator[bytes]:
    if isinstance(part.content, bytes):
        yield part.content
        return
    yield from files.read_pieces(part.content)
