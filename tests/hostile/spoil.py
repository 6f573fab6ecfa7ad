"""Ways to put something else in the place of a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def make_fifo(path: Path) -> None:
    """Put a FIFO, which nobody writes to, in the place of a file."""
    path.unlink()
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    path.mkdir()


def make_loop(path: Path) -> None:
    """Put a link to itself in the place of a file."""
    path.unlink()
    path.symlink_to(path)


def deny(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Refuse to open files of a name, as the system does without permission."""
    allowed = os.open

    def refuse(path: os.PathLike[str] | str, *rest: int, **more: int | None) -> int:
        if os.fspath(path).endswith(name):
            raise PermissionError(13, "Permission denied", name)
        return allowed(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
