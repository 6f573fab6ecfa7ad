"""Read again the lines that findings are about; only for findings that somebody sees.

Nothing here is needed for a result: a file that is gone, packed or changed in the meantime has
no line to show, and that is no fault.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from jcm_mrv.files import FileFault, open_binary, read_bytes
from jcm_mrv.numbers import hide_credentials
from jcm_mrv.places.excerpt import Excerpt, cut_row, cut_toml
from jcm_mrv.places.toml_positions import find_positions, nearest_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from jcm_mrv.findings import Finding

MAX_TOML = 400_000
"""Larger files get no line numbers [bytes]."""
MAX_LINE = 65_536
"""What is kept of a line [bytes]."""
HEAD_LINES = 20
"""So many lines may stand above the heading of a table."""
_CHUNK = 1 << 20
_UNKNOWN_KEYS = frozenset({"P003", "M003"})
"""Here the name of the key is meant, not its value."""
_SECRET = re.compile(r"\.sql(?!\.query)\b")
"""A line that says how a database is reached may hold what nobody is to see."""
_PACKED = (".gz", ".xlsx", ".parquet")


def read_excerpts(
    findings: Iterable[Finding], folder: Path | None, modules: Sequence[Path] = ()
) -> dict[Finding, Excerpt]:
    """Return the line of each finding whose line can be known.

    Args:
        findings: whose places are relative to the folder.
        folder: the project's folder; None where the findings are on methodologies only.
        modules: further folders of methodologies, which findings name as they are given here.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if not _SECRET.search(finding.where.path):
            by_file.setdefault(finding.where.file, []).append(finding)
    found: dict[Finding, Excerpt] = {}
    for name, same in by_file.items():
        path = _path_of(name, folder, modules)
        if path is None:
            continue
        try:
            found.update(_read_toml(path, same) if _is_toml(name) else _read_table(path, same))
        except (OSError, FileFault, ValueError):
            continue
    return {finding: _without_secrets(excerpt) for finding, excerpt in found.items()}


def _without_secrets(excerpt: Excerpt) -> Excerpt:
    shown = hide_credentials(excerpt.text)
    return excerpt if shown == excerpt.text else Excerpt(excerpt.line, shown)


def _is_toml(name: str) -> bool:
    return name.endswith(".toml")


def _path_of(name: str, folder: Path | None, modules: Sequence[Path]) -> Path | None:
    for module in modules:
        if _is_toml(name) and name.startswith(f"{module.as_posix()}/"):
            return module / name[len(module.as_posix()) + 1 :]
    return None if folder is None else folder / name


def _read_toml(path: Path, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Excerpt]]:
    data = read_bytes(path, MAX_TOML)
    text = data.decode("utf-8")
    lines: Mapping[int, str] = {}
    positions = find_positions(data) if any(one.where.path for one in findings) else {}
    for finding in findings:
        position = nearest_position(positions, finding.where.path)
        if finding.where.line is not None:
            lines = lines or dict(enumerate(text.split("\n"), start=1))
            if finding.where.line in lines:
                yield finding, Excerpt(finding.where.line, lines[finding.where.line].rstrip("\r"))
        elif position is not None:
            key = finding.code in _UNKNOWN_KEYS
            yield finding, cut_toml(text, position, key=key)


def _read_table(path: Path, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Excerpt]]:
    wanted = {one.where.line for one in findings if one.where.line is not None}
    if not wanted or path.name.endswith(_PACKED):
        return
    with open_binary(path) as file:
        lines = _read_lines(file, wanted | set(range(1, HEAD_LINES + 1)), max(wanted))
    head = [lines[number] for number in range(1, HEAD_LINES + 1) if number in lines]
    for finding in findings:
        if finding.where.line in lines:
            text = lines[finding.where.line]
            yield finding, cut_row(finding.where.line, text, finding.where.path, head)


def _read_lines(file: BinaryIO, wanted: set[int], last: int) -> dict[int, str]:
    """Return the first part of each wanted line; each other line is only counted."""
    found: dict[int, bytes] = {}
    number = 1
    while number <= max(last, HEAD_LINES) and (chunk := file.read(_CHUNK)):
        start = 0
        while start < len(chunk):
            ends = chunk.count(b"\n", start)
            following = min((one for one in wanted if one >= number), default=0)
            if not following or following > number + ends:
                number += ends
                break
            while number < following:
                start = chunk.index(b"\n", start) + 1
                number += 1
            end = chunk.find(b"\n", start)
            part = chunk[start : len(chunk) if end < 0 else end]
            found[number] = (found.get(number, b"") + part[:MAX_LINE])[:MAX_LINE]
            if end < 0:
                if number == last and len(found[number]) == MAX_LINE:
                    file.seek(0, os.SEEK_END)  # a line without an end is not read to it
                break
            start, number = end + 1, number + 1
    return {
        number: line.rstrip(b"\r").decode("utf-8-sig", "replace")
        for number, line in found.items()
        if b"\0" not in line
    }
