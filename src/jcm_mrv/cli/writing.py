"""Write new files: all or none, and never over one that is there."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.files import NO_ROOM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_new_files(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write files into a folder, which is made where it is missing.

    Args:
        folder: the folder.
        files: bytes, or a file to copy, by POSIX path inside the folder.

    Raises:
        UsageError: a file is there already, or may not be written; nothing was changed then.
        OSError: the disk failed; what had been written is gone again.
    """
    targets = {folder.joinpath(*name.split("/")): content for name, content in files.items()}
    there = [target for target in targets if os.path.lexists(target)]
    if there:
        raise UsageError(
            f"{there[0]} is there already and is never overwritten; nothing was written."
        )
    made: list[Path] = []
    try:
        for target, content in targets.items():
            _make_folder(target.parent, made)
            # "x" makes the file or fails: another process may have been faster.
            with target.open("xb") as stream:
                made.append(target)
                if isinstance(content, bytes):
                    stream.write(content)
                else:
                    with content.open("rb") as original:
                        shutil.copyfileobj(original, stream, 1 << 20)
    except BaseException as error:
        _remove(made)
        if isinstance(error, OSError) and error.errno not in NO_ROOM:
            raise UsageError(
                f"{error.filename or folder} cannot be made: a file is in the way, the name is not "
                "allowed, permission is missing, or the disk failed; nothing was written."
            ) from error
        raise


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole, in place of one of that name; what is there stays until it is ready.

    Args:
        path: the file, in a folder that exists.
        content: its bytes.

    Raises:
        UsageError: it may not be written; what was there is as it was.
        OSError: the disk failed; what was there is as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        # "x" keeps a link that somebody laid under this name from being followed.
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException as error:
        if not isinstance(error, FileExistsError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno not in NO_ROOM:
            raise UsageError(
                f"{path} cannot be written: its folder is missing, a folder is in the way, or "
                "permission is missing; nothing was written."
            ) from error
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    for missing in reversed(
        [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    ):
        missing.mkdir()
        made.append(missing)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
