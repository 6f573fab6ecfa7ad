"""Read a bundle that a stranger made: unpack what its manifests name, and prove every byte of it.

Nothing is written but the files that the manifests name, into a folder of their own; nothing in
them is opened here. Order: the zip's records, the tag files by the tag manifest, the list of
files against the manifests, then each file while it is unpacked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.archives import ArchiveFault, Meter, read_entry
from jcm_mrv.bundle import layout
from jcm_mrv.bundle.container import read_container
from jcm_mrv.bundle.faults import BundleFault, find, shown
from jcm_mrv.bundle.manifests import TagFault, parse_info, parse_manifest
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from pathlib import Path

    from jcm_mrv.bundle.container import Container
    from jcm_mrv.bundle.faults import Code
    from jcm_mrv.findings import Finding

MAX_FILE_BYTES = 16 << 30
MAX_UNPACKED_BYTES = 32 << 30
MAX_RATIO = 200
FREE_UNPACKED_BYTES = 64 << 20
"""Below this a bundle of equal readings may pack better than any ratio."""
MAX_TAG_BYTES = 32 << 20

_TAGS = (layout.BAGIT, layout.BAG_INFO, layout.MANIFEST)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Hold a bundle that was unpacked and proved.

    Args:
        folder: the bag, with ``data`` in it.
        name: the archive's name, for messages.
        files: SHA-256 of each file of the payload, by path in the bag.
        info: elements of bag-info.txt.
    """

    folder: Path
    name: str
    files: Mapping[str, str]
    info: tuple[tuple[str, str], ...]


def read_bundle(path: Path, scratch: Path) -> Bundle:
    """Unpack a bundle into a folder, and prove it by its manifests.

    Args:
        path: the archive.
        scratch: an empty folder; it is the caller's to remove.

    Raises:
        BundleFault: with every fault of the first step that found one.
        FileFault: there is no such file, or it cannot be read.
        OSError: the disk that it is unpacked to failed.
    """
    with files.open_binary(path) as stream:
        container = read_container(stream, path.name)
        return _Unpacking(container, scratch).run()


def is_archive(path: Path) -> bool:
    """Tell whether a file is meant to be a bundle: by its name, or by its first bytes.

    Raises:
        FileFault: there is no such file, or it cannot be read.
    """
    with files.open_binary(path) as stream:
        return stream.read(2) == b"PK" or path.suffix.lower() == ".zip"


class _Unpacking:
    def __init__(self, container: Container, scratch: Path) -> None:
        self.container = container
        self.scratch = scratch
        limit = max(FREE_UNPACKED_BYTES, MAX_RATIO * container.size)
        self.meter = Meter(min(MAX_UNPACKED_BYTES, limit))
        self.top = ""

    def run(self) -> Bundle:
        self.top = self._find_top()
        found = {path.removeprefix(self.top) for path in self.container.entries}
        tags = self._prove_tags(found)
        payload = self._parse(layout.MANIFEST, tags[layout.MANIFEST])
        outside = [path for path in payload if not path.startswith(layout.DATA)]
        if outside:
            raise self._fault("V363", layout.MANIFEST, f'names "{shown(outside[0])}" outside data')
        info = self._read_info(tags[layout.BAG_INFO])
        faults = self._compare(found - tags.keys() - {layout.TAG_MANIFEST}, payload)
        # What is missing hides nothing about what is there.
        size, differing = self._unpack(payload, payload.keys() & found)
        if faults or differing:
            raise BundleFault([*faults, *differing])
        self._prove_oxum(info, size, len(payload))
        if layout.REPORT not in payload:
            raise self._fault("V364", layout.REPORT, "is missing; a bundle holds one report")
        return Bundle(self.scratch / "bag", self.container.name, payload, tuple(info))

    def _find_top(self) -> str:
        """Return the folder of the bag, with its slash: the one that holds bagit.txt."""
        tops = {path.partition("/")[0] for path in self.container.entries}
        top = f"{next(iter(sorted(tops)), '')}/"
        if len(tops) != 1 or f"{top}{layout.BAGIT}" not in self.container.entries:
            raise self._fault(
                "V363",
                "",
                "the archive holds no bag: one folder with bagit.txt in it is expected; ask for "
                "a bundle that jcm-mrv bundle wrote",
            )
        if f"{top}{layout.FETCH}" in self.container.entries:
            raise self._fault(
                "V363", layout.FETCH, "names files to be fetched; a bundle holds all of its files"
            )
        return top

    def _prove_tags(self, found: set[str]) -> dict[str, bytes]:
        """Return the tag files, after their digests were compared with the tag manifest."""
        listed = self._parse(layout.TAG_MANIFEST, self._read_tag(layout.TAG_MANIFEST))
        there = {path for path in found if "/" not in path} - {layout.TAG_MANIFEST}
        if faults := self._compare(there, listed):
            raise BundleFault(faults)
        unknown = sorted(listed.keys() - set(_TAGS))
        if unknown or len(listed) < len(_TAGS):
            raise self._fault(
                "V363",
                layout.TAG_MANIFEST,
                f"is expected to name {', '.join(_TAGS)} and nothing else"
                + (f'; it names "{shown(unknown[0])}"' if unknown else ""),
            )
        tags = {path: self._read_tag(path) for path in _TAGS}
        faults = [
            self._differs(path, listed[path], hashlib.sha256(data).hexdigest())
            for path, data in tags.items()
            if hashlib.sha256(data).hexdigest() != listed[path]
        ]
        if faults:
            raise BundleFault(faults)
        if tags[layout.BAGIT].replace(b"\r\n", b"\n") != layout.DECLARATION:
            raise self._fault(
                "V363", layout.BAGIT, "is expected to declare BagIt 1.0 with tag files in UTF-8"
            )
        return tags

    def _read_tag(self, path: str) -> bytes:
        if self.top + path not in self.container.entries:
            raise self._fault("V364", path, "is missing; a bundle is proved by it")
        return b"".join(self._inflate(path, MAX_TAG_BYTES))

    def _read_info(self, data: bytes) -> list[tuple[str, str]]:
        try:
            return parse_info(data)
        except TagFault as fault:
            raise self._fault("V363", layout.BAG_INFO, f"cannot be read: {fault}") from None

    def _parse(self, path: str, data: bytes) -> dict[str, str]:
        try:
            return parse_manifest(data)
        except TagFault as fault:
            raise self._fault("V363", path, f"cannot be read: {fault}") from None

    def _compare(self, found: Iterable[str], named: Iterable[str]) -> list[Finding]:
        """Return which files are missing, and which no manifest names."""
        there, expected = set(found), set(named)
        faults = [
            self._finding("V364", path, "is missing, and a manifest names it")
            for path in sorted(expected - there)
        ]
        faults += [
            self._finding("V365", path, "lies in the bundle, and no manifest names it")
            for path in sorted(there - expected)
        ]
        return faults

    def _unpack(self, payload: Mapping[str, str], there: Set[str]) -> tuple[int, list[Finding]]:
        """Unpack the files that are there; return their size [bytes], and which differ."""
        faults = []
        before = self.meter.unpacked
        for path in sorted(there):
            expected = payload[path]
            target = self.scratch.joinpath("bag", *path.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            state = hashlib.sha256()
            with target.open("xb") as stream:
                for piece in self._inflate(path, MAX_FILE_BYTES):
                    state.update(piece)
                    stream.write(piece)
            if state.hexdigest() != expected:
                faults.append(self._differs(path, expected, state.hexdigest()))
        return self.meter.unpacked - before, faults

    def _inflate(self, path: str, limit: int) -> Iterator[bytes]:
        entry = self.container.entries[self.top + path]
        try:
            yield from read_entry(self.container.archive, entry, self.meter, limit)
        except ArchiveFault as fault:
            if fault.kind == "too-large":
                raise self._fault(
                    "V361",
                    path,
                    f"unpacks to more than is read: {limit:,} bytes a file, {self.meter.limit:,} "
                    "the whole bundle",
                ) from None
            raise self._fault(
                "V360", path, "is damaged in the archive; ask for the bundle again"
            ) from None

    def _prove_oxum(self, info: Iterable[tuple[str, str]], size: int, number: int) -> None:
        expected = f"{size}.{number}"
        for label, value in info:
            if label.casefold() == "payload-oxum" and value != expected:
                raise self._fault(
                    "V363",
                    layout.BAG_INFO,
                    f'tells a Payload-Oxum of "{shown(value)}"; the payload has {size:,} bytes in '
                    f"{counted(number, 'file', 'files')}, {expected}",
                )

    def _differs(self, path: str, expected: str, got: str) -> Finding:
        return self._finding(
            "V366", path, f"has the SHA-256 {got}, and its manifest names {expected}"
        )

    def _finding(self, code: Code, path: str, message: str) -> Finding:
        return find(code, self.container.name, path, f"the file {message}" if path else message)

    def _fault(self, code: Code, path: str, message: str) -> BundleFault:
        return BundleFault([self._finding(code, path, message)])
