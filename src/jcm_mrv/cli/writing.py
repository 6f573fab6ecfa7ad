"""What a command writes: new files in a folder, or one file in place of what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.writing import OPEN_TO_ALL, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_new_files(
    folder: Path,
    files: Mapping[str, bytes | Path],
    *,
    overwrite: bool | None = None,
    mode: int = OPEN_TO_ALL,
) -> None:
    """Write files into a folder, which is made where it is missing; all of them or none.

    Args:
        folder: the folder.
        files: bytes, or a file to copy, by POSIX path inside the folder; the one that vouches
            for the others comes last.
        overwrite: what --overwrite says; None for a command without that option.
        mode: permissions, before the umask.

    Raises:
        WriteFault: a file is there already, or cannot be written; the message says why.
    """
    targets = {folder.joinpath(*name.split("/")): content for name, content in files.items()}
    write_files(targets, overwrite=overwrite, mode=mode)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole, in place of one of that name; what is there stays until it is ready.

    Args:
        path: the file, in a folder that exists.
        content: its bytes.

    Raises:
        WriteFault: it cannot be written; what was there is as it was.
    """
    write_files({path: content}, overwrite=True, folders=False)


def sibling(report: Path, part: str) -> Path:
    """Return the file of a part beside a report: ``report.dsse.json`` for ``report.json``."""
    return report.with_name(f"{report.name.removesuffix('.json')}.{part}.json")
