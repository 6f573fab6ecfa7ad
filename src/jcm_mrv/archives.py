"""Zip archives from strangers: entries are unpacked in pieces, and nothing they say is believed.

What an entry unpacks to is counted as it comes. Workbooks and evidence bundles are read through
this; what their entries mean, and which are allowed, is said there.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jcm_mrv.errors import JcmMrvError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["CHUNK_BYTES", "ArchiveFault", "Meter", "open_archive", "read_entry"]

CHUNK_BYTES = 1 << 20

ArchiveFaultKind = Literal["damaged", "encrypted", "too-large", "unreadable"]

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ArchiveFault(JcmMrvError):  # noqa: N818 -- the fault is the archive's
    """An archive, or an entry of it, cannot be used; the reader of the archive says how.

    Args:
        kind: what is wrong: ``too-large`` is said of what it unpacks to, ``unreadable`` of the
            disk that it lies on.
    """

    def __init__(self, kind: ArchiveFaultKind) -> None:
        self.kind: ArchiveFaultKind = kind
        super().__init__(kind)


@dataclass(slots=True)
class Meter:
    """Count what comes out of an archive.

    Args:
        limit: what all of it may unpack to [bytes].
        unpacked: what came out so far [bytes].
    """

    limit: int
    unpacked: int = 0

    def count(self, size: int) -> None:
        """Count a piece [bytes].

        Raises:
            ArchiveFault: it is more than the archive may unpack to.
        """
        self.unpacked += size
        if self.unpacked > self.limit:
            raise ArchiveFault("too-large")


def open_archive(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip archive, without a look into its entries.

    Raises:
        ArchiveFault: it is none, is damaged or ends too early.
    """
    try:
        return zipfile.ZipFile(stream)
    # zipfile's RuntimeError is about a zip that asks for a newer version than it knows, its
    # ValueError (UnicodeError too) about records that contradict themselves.
    except (zipfile.BadZipFile, RuntimeError, ValueError):
        raise ArchiveFault("damaged") from None
    except OSError:
        raise ArchiveFault("unreadable") from None


def read_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, meter: Meter, limit: int
) -> Iterator[bytes]:
    """Unpack an entry piece by piece; its check sum is compared when it ends.

    Args:
        archive: that it lies in.
        entry: which.
        meter: counts what all entries unpack to.
        limit: what this one may unpack to [bytes].

    Raises:
        ArchiveFault: it is damaged, encrypted, packed in an unusual way, or too large.
    """
    if entry.flag_bits & 1:
        raise ArchiveFault("encrypted")
    if entry.compress_type not in _METHODS:
        raise ArchiveFault("damaged")
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(CHUNK_BYTES):
                meter.count(len(piece))
                limit -= len(piece)
                if limit < 0:
                    raise ArchiveFault("too-large")
                yield piece
    # OverflowError is Python's word for a place beyond any file; RuntimeError is zipfile's for a
    # password, and for a way of packing that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, OverflowError, RuntimeError):
        raise ArchiveFault("damaged") from None
