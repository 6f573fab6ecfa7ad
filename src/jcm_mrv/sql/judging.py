"""Compare frozen rows with the query that they are said to come from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.files import FileFault, open_binary
from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings.content import CHUNK_BYTES
from jcm_mrv.readings.frozen import MAX_HEAD_BYTES, Head, digest_query, parse_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jcm_mrv.project.monitoring import Source, SqlQuery


@dataclass(frozen=True, slots=True)
class Frozen:
    """Hold what a file is that should hold frozen rows.

    Args:
        head: what its first line says; None where it is none of ours.
        sha256: of the bytes below that line.
    """

    head: Head | None
    sha256: str

    def is_intact(self) -> bool:
        """Tell whether the rows are those that were frozen."""
        return self.head is not None and self.head.sha256 == self.sha256

    def is_of(self, sql: SqlQuery) -> bool:
        """Tell whether the rows were frozen for this query."""
        return self.head is not None and self.head.query == digest_query(sql.text)


def read_frozen(path: Path) -> Frozen | None:
    """Read a file; None where it is no plain file, or cannot be read."""
    digest = hashlib.sha256()
    try:
        with open_binary(path) as stream:
            line = stream.readline(MAX_HEAD_BYTES)
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
    except (FileFault, OSError):
        return None
    return Frozen(parse_head(line.decode("utf-8", errors="replace")), digest.hexdigest())


def judge_frozen(
    parameter: str, source: Source, sql: SqlQuery, frozen: Frozen
) -> Iterator[Finding]:
    """Judge whether the rows in a source's file are those of its query."""
    again = 'freeze the rows again with "jcm-mrv fetch --again"'
    if frozen.head is None:
        message = (
            f"no row says which query it came from, where those of {source.path}.sql are expected;"
            f" {again}; or leave the query out, if these rows are from elsewhere"
        )
    elif not frozen.is_of(sql):
        message = (
            f"these rows were frozen for another query than {source.path}.sql.query; take that"
            f" query back, or {again}"
        )
    elif not frozen.is_intact():
        message = (
            "the rows were changed after they were frozen; take the file from a copy, or"
            f" {again}; readings that are corrected by hand belong in a file without a query"
        )
    else:
        return
    place = Place(source.files[0], line=1)
    yield Finding("D144", "error", place, message, parameter=parameter)
