"""The first line of frozen rows: which query they came from, and that nobody changed them.

The rows of a query are kept in a CSV file whose first line starts with ``# jcm-mrv/frozen/1``,
followed by a JSON object: the SHA-256 of the query, the number of rows, the SHA-256 of all that
stands below the line, and what each column holds. It proves no more than it can: it finds a
query that was changed and rows that were edited, and not somebody who writes a new first line.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

__all__ = ["MARK", "Head", "digest_query", "parse_head", "render_head"]

MARK = "# jcm-mrv/frozen/"
SCHEMA = 1
MAX_HEAD_BYTES = 1 << 20
_LINE = re.compile(re.escape(MARK) + r"1 (\{.*\}) *\n?", re.DOTALL)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what the first line says.

    Args:
        query: SHA-256 of the query, in hexadecimal.
        rows: number of rows.
        sha256: of the bytes below the line, in hexadecimal.
        types: what each column holds, in the order of the columns.
    """

    query: str
    rows: int
    sha256: str
    types: tuple[str, ...]


def digest_query(text: str) -> str:
    """Return the SHA-256 of a query; line ends and blanks around it make no difference."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()


def render_head(head: Head, width: int = 0) -> str:
    """Return the line without its end.

    Args:
        head: what it says.
        width: it is filled up with blanks to this length, so that it can be written last.
    """
    about = {
        "query": head.query,
        "rows": head.rows,
        "sha256": head.sha256,
        "types": list(head.types),
    }
    return f"{MARK}{SCHEMA} {json.dumps(about, ensure_ascii=True)}".ljust(width)


def parse_head(line: str) -> Head | None:
    """Return what a first line says, or None where it is no line of frozen rows."""
    match = _LINE.fullmatch(line)
    try:
        about = json.loads(match[1]) if match else None
    except (ValueError, RecursionError):
        return None
    match about:
        case {"query": str(query), "rows": int(rows), "sha256": str(sha), "types": list(types)}:
            if _SHA256.fullmatch(query) and _SHA256.fullmatch(sha):
                return Head(query, rows, sha, tuple(str(one) for one in types))
    return None
