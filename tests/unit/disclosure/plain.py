"""The tree of a public report in plain Python, from docs/public-report.md alone.

Nothing of the package is imported: what both agree on, the page says.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Return RFC 8785 of a value without floats: Python's own JSON, keys in UTF-16 order."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        inner = b",".join(canonical(key) + b":" + canonical(value[key]) for key in keys)
        return b"{" + inner + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


def leaves(value: Any, path: list[Any]) -> list[tuple[list[Any], Any]]:
    """Return the leaves in the order of the canonical bytes."""
    if isinstance(value, dict) and value and list(value) != ["commitment"]:
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return [leaf for key in keys for leaf in leaves(value[key], [*path, key])]
    if isinstance(value, list) and value:
        return [leaf for n, inner in enumerate(value) for leaf in leaves(inner, [*path, n])]
    return [(path, value)]


def commitment(salt: str, value: Any) -> str:
    """Return the commitment to a value."""
    return hashlib.sha256(b"\2" + bytes.fromhex(salt) + canonical({"value": value})).hexdigest()


def root(document: dict[str, Any]) -> str:
    """Return the root over the leaves of a public document, split as RFC 6962 splits."""
    hashes = [
        hashlib.sha256(b"\0" + canonical({"path": path, "value": value})).digest()
        for path, value in leaves(document, [])
    ]

    def tree(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        largest = 1
        while largest * 2 < len(part):
            largest *= 2
        both = tree(part[:largest]) + tree(part[largest:])
        return hashlib.sha256(b"\1" + both).digest()

    return tree(hashes).hex()
