"""Folders of modules: what lies in them, before anything is parsed (contracts 1)."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jcm_mrv.errors import RefusedError
from jcm_mrv.files import FileFault, read_bytes
from jcm_mrv.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

FILE = "methodology.toml"
CASES = "cases.toml"

_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold one folder of modules.

    Args:
        folder: where the modules lie.
        origin: what a list says of them: ``built-in``, or the folder as it was given.
        shown: the folder as findings name it.
    """

    folder: Traversable
    origin: str
    shown: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Name one module that was found and is not parsed yet.

    Args:
        id: name of its folder.
        major: name of the folder below.
        folder: that folder.
        shelf: where it was found.
    """

    id: str
    major: str
    folder: Traversable
    shelf: Shelf

    def shown(self, name: str) -> str:
        """Return a file of the module as findings name it."""
        return f"{self.shelf.shown}/{self.id}/{self.major}/{name}"

    def read(self, name: str) -> bytes:
        """Return the bytes of a file of the module.

        Raises:
            RefusedError: the file cannot be read, or is a link that leads elsewhere (M001).
        """
        file = self.folder / name
        if not isinstance(file, Path):
            return file.read_bytes()
        if leads_out(file, self.folder):
            raise refuse_module(self.shown(name), "this is a link that leads out of its folder")
        try:
            return read_bytes(file, _MAX_BYTES)
        except FileFault as fault:
            raise refuse_module(self.shown(name), str(fault)) from None


def refuse_module(file: str, message: str) -> RefusedError:
    """Return the refusal of a file or folder that cannot be read as a module."""
    return RefusedError([Finding("M001", "error", Place(file), message)])


def leads_out(path: Path, folder: Traversable) -> bool:
    """Tell whether a path, its links followed, lies outside of a folder."""
    root = Path(os.path.realpath(str(folder)))
    return not Path(os.path.realpath(path)).is_relative_to(root)


def list_entries(shelf: Shelf) -> Iterator[Entry]:
    """Yield the modules of a folder, ``ID/MAJOR/methodology.toml``.

    Raises:
        RefusedError: the folder, or a folder in it, is not such a one (M001).
    """
    for folder in _folders(shelf.folder, shelf.shown, shelf):
        shown = f"{shelf.shown}/{folder.name}"
        if (folder / FILE).is_file():
            raise refuse_module(
                f"{shown}/{FILE}",
                "a methodology lies in ID/MAJOR below the folder of methodologies, such as"
                f" {folder.name}/1/{FILE}",
            )
        majors = list(_folders(folder, shown, shelf))
        if not majors:
            raise refuse_module(shown, "this holds no folder of a major version, such as 1")
        for major in majors:
            if re.fullmatch(r"0|[1-9]\d{0,3}", major.name) is None:
                raise refuse_module(
                    f"{shown}/{major.name}",
                    "the name of a major version is expected, such as 1",
                )
            _check_files(major, f"{shown}/{major.name}")
            yield Entry(folder.name, major.name, major, shelf)


def _folders(folder: Traversable, shown: str, shelf: Shelf) -> Iterator[Traversable]:
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except FileNotFoundError:
        raise refuse_module(shown, "there is no such folder of methodologies") from None
    except NotADirectoryError:
        raise refuse_module(
            shown, "this is not a folder; a folder of methodologies is expected"
        ) from None
    except OSError:
        raise refuse_module(shown, "this folder cannot be read") from None
    for child in children:
        if child.name.startswith((".", "__")) or not child.is_dir():
            continue
        if isinstance(child, Path) and leads_out(child, shelf.folder):
            raise refuse_module(
                f"{shown}/{child.name}",
                "this is a link that leads out of the folder of methodologies",
            )
        yield child


def _check_files(folder: Traversable, shown: str) -> None:
    names = sorted(
        child.name
        for child in folder.iterdir()
        if re.fullmatch(r"methodology.*\.toml", child.name, re.IGNORECASE)
    )
    if names == [FILE]:
        return
    if len(names) > 1:
        raise refuse_module(shown, f"one {FILE} is expected (got {', '.join(names)})")
    raise refuse_module(shown, f"{FILE} is missing" + (f" (got {names[0]})" if names else ""))
