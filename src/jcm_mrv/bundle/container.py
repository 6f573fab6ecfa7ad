"""The zip around a bundle, read strictly: its records say one thing, whoever reads them.

Zip archives can be read in several ways: from the front or from the back, by the header beside
the data or by the list at the end. What is proved here leaves one: the archive begins with its
first entry, entries follow each other without overlap or room between, the list comes next, and
the end of the list is the end of the file. Layout of the records: PKWARE APPNOTE 6.3.9, 4.3.
"""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.archives import ArchiveFault, open_archive
from jcm_mrv.bundle.faults import BundleFault, find, shown
from jcm_mrv.bundle.paths import check_path, fold

if TYPE_CHECKING:
    import zipfile
    from typing import BinaryIO

    from jcm_mrv.bundle.faults import Code
    from jcm_mrv.findings import Finding

MAX_ENTRIES = 50_000
MAX_LIST_BYTES = 64 << 20

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_HEADER = struct.Struct("<4s5H3L2H")
_UTF_8 = 0x800
_SIZES_FOLLOW = 0x8
_MAX_SIZES_BYTES = 24
_UNICODE_PATH = 0x7075
_FULL = 0xFFFFFFFF
_AGAIN = "ask for the bundle again, or make it again with jcm-mrv bundle"


@dataclass(frozen=True, slots=True)
class Container:
    """Hold an archive whose records were proved.

    Args:
        archive: the zip.
        name: the file's name, for messages.
        size: of the file [bytes].
        entries: what is to be unpacked, by path in the archive; folders are left out.
    """

    archive: zipfile.ZipFile
    name: str
    size: int
    entries: dict[str, zipfile.ZipInfo]


def read_container(stream: BinaryIO, name: str) -> Container:
    """Prove the records of an archive, and list its entries.

    Args:
        stream: the archive, which can be sought in.
        name: of its file, for messages.

    Raises:
        BundleFault: it is no zip, is damaged, or is built so that it could be read in two ways
            (V360), lists too much (V361), or an entry may not be unpacked (V362).
    """
    size = stream.seek(0, 2)
    number, first = _read_end(stream, size, name)
    stream.seek(0)
    try:
        archive = open_archive(stream)
    except ArchiveFault:
        raise _damaged(name) from None
    entries = archive.infolist()
    if len(entries) != number or archive.start_dir != first:
        raise _damaged(name)
    faults = [fault for entry in entries for fault in _judge_entry(entry, name)]
    if faults:
        raise BundleFault(faults)
    _check_places(stream, entries, first, name)
    return Container(archive, name, size, _by_path(entries, name))


def _read_end(stream: BinaryIO, size: int, name: str) -> tuple[int, int]:
    """Return number of entries and start of the list, as the end of the file names them."""
    end = size - _END.size
    if end < 0:
        raise _damaged(name)
    mark, disk, first_disk, here, number, length, start, comment = _unpack(stream, _END, end)
    if mark != b"PK\5\6" or comment:
        raise _damaged(name)
    if 0xFFFF in (here, number) or _FULL in (length, start):
        locator = end - _LOCATOR_64.size
        end = locator - _END_64.size
        if end < 0:
            raise _damaged(name)
        mark, at_disk, at, disks = _unpack(stream, _LOCATOR_64, locator)
        if (mark, at_disk, at, disks) != (b"PK\6\7", 0, end, 1):
            raise _damaged(name)
        fields = _unpack(stream, _END_64, end)
        mark, left, _, _, disk, first_disk, here, number, length, start = fields
        # The length that a record tells leaves out its mark and itself: 12 bytes.
        if mark != b"PK\6\6" or left != _END_64.size - 12:
            raise _damaged(name)
    if disk or first_disk or here != number or start + length != end:
        raise _damaged(name)
    if number > MAX_ENTRIES or length > MAX_LIST_BYTES:
        raise _refuse(
            "V361",
            name,
            f"the archive lists {number:,} entries in {length:,} bytes; at most {MAX_ENTRIES:,} in "
            f"{MAX_LIST_BYTES:,} bytes are read",
        )
    return number, start


def _judge_entry(entry: zipfile.ZipInfo, name: str) -> list[Finding]:
    """Return what keeps an entry from being unpacked, before anything of it is read."""
    path = entry.orig_filename
    # zipfile's own is_dir fails where there is no name.
    folder = path.endswith("/")
    problem = check_path(path.removesuffix("/") if folder else path)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if problem is None and not path.isascii() and not entry.flag_bits & _UTF_8:
        problem = "has a name that is not marked as UTF-8"
    if problem is None and _has_field(entry.extra, _UNICODE_PATH):
        problem = "has two names, of which programs read the one or the other"
    if problem is None and kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        problem = f"is {'a link' if kind == stat.S_IFLNK else 'a device'}, where a file is expected"
    if problem is None and (folder != (kind == stat.S_IFDIR) and kind):
        problem = "is a folder by its name or by its kind, and not by both"
    if problem is None and entry.flag_bits & 1:
        problem = "is encrypted; a bundle is read without a password"
    if problem is None and folder and entry.file_size:
        problem = "is a folder that holds bytes"
    if problem is None:
        return []
    return [find("V362", name, path, f"the entry {problem}; nothing was unpacked; {_AGAIN}")]


def _has_field(extra: bytes, wanted: int) -> bool:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == wanted:
            return True
        extra = extra[4 + length :]
    return False


def _check_places(stream: BinaryIO, entries: list[zipfile.ZipInfo], first: int, name: str) -> None:
    """Prove that entries lie one after the other, and that both of their headers agree."""
    place = 0
    room = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if not place <= entry.header_offset <= place + room:
            raise _damaged(name, entry.filename)
        header = _unpack(stream, _HEADER, entry.header_offset)
        mark, _, flags, method, _, _, crc, packed, size, in_name, in_extra = header
        spelt = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF_8 else "cp437")
        follow = bool(flags & _SIZES_FOLLOW)
        told = ((crc, entry.CRC), (packed, entry.compress_size), (size, entry.file_size))
        same = follow or all(one in (_FULL, other) for one, other in told)
        if (
            (mark, flags, method) != (b"PK\3\4", entry.flag_bits, entry.compress_type)
            or stream.read(in_name) != spelt
            or not same
            or (entry.compress_type == 0 and entry.compress_size != entry.file_size)
        ):
            raise _damaged(name, entry.filename)
        place = entry.header_offset + _HEADER.size + in_name + in_extra + entry.compress_size
        room = _MAX_SIZES_BYTES if follow else 0
    if not place <= first <= place + room:
        raise _damaged(name)


def _by_path(entries: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    """List the files; two whose names are one to some disk, or a file that is a folder, fail."""
    found: dict[str, zipfile.ZipInfo] = {}
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    faults = []
    for entry in entries:
        path = entry.filename
        if path.endswith("/"):
            continue
        key = fold(path)
        if key in files:
            twin = shown(files[key])
            faults.append(
                find(
                    "V362",
                    name,
                    path,
                    f'the entry and "{twin}" have one name, at least on some disks; nothing was '
                    f"unpacked; {_AGAIN}",
                )
            )
        files[key] = path
        found[path] = entry
        while "/" in key and (key := key.rpartition("/")[0]) not in folders:
            folders[key] = path
    for key in sorted(files.keys() & folders.keys()):
        message = "the entry is a file, and other entries lie in it as in a folder; nothing was"
        faults.append(find("V362", name, files[key], f"{message} unpacked; {_AGAIN}"))
    if faults:
        raise BundleFault(faults)
    return found


def _unpack(stream: BinaryIO, record: struct.Struct, at: int) -> tuple[Any, ...]:
    stream.seek(at)
    data = stream.read(record.size)
    return record.unpack(data.ljust(record.size, b"\0"))


def _refuse(code: Code, name: str, message: str, path: str = "") -> BundleFault:
    return BundleFault([find(code, name, path, message)])


def _damaged(name: str, path: str = "") -> BundleFault:
    return _refuse(
        "V360",
        name,
        "this is no zip archive that can be read in one way only: it is damaged, ends too early, "
        f"or has bytes or a comment around or between its entries; {_AGAIN}",
        path,
    )
