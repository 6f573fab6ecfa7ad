"""A place in the report document: its value, and the JSON pointer that leads to it.

Whatever the page shows of the report is reached by such places, so that no number can stand
beside the pointer of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Node:
    """Hold a value of the report and its place.

    Args:
        value: as the document holds it.
        pointer: JSON pointer (RFC 6901); empty for the whole document.
    """

    value: Any
    pointer: str = ""

    def __getitem__(self, key: str | int) -> Node:
        """Return what lies below a key, or at an index of a list."""
        token = str(key).replace("~", "~0").replace("/", "~1")
        return Node(self.value[key], f"{self.pointer}/{token}")

    def __iter__(self) -> Iterator[Node]:
        """Give the entries of a list."""
        return (self[index] for index in range(len(self.value)))

    def __len__(self) -> int:
        """Return how many entries a list or keys a table has."""
        return len(self.value)

    def get(self, key: str) -> Node | None:
        """Return what lies below a key, or None where there is nothing, or null."""
        return None if self.value.get(key) is None else self[key]

    def text(self, key: str) -> str | None:
        """Return the text below a key, or None where there is none."""
        found = self.value.get(key)
        return None if found is None else str(found)
