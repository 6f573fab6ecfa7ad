"""Write files: whole or not at all, all of a command or none, and never over one unasked.

A file is written beside its place under a working name, brought to the disk, and then moved:
whoever looks, at any moment, sees the old file or the new one (docs/adr/0024). What a process
that was killed left under a working name is removed when the same file is written next; a
process that lives holds a lock on its own.
"""

from __future__ import annotations

import errno
import os
import stat
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from jcm_mrv.errors import WriteFault
from jcm_mrv.files import NO_ROOM, kind_of

try:
    import fcntl
except ImportError:  # where the system has no such locks, leftovers stay
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Batch", "NewFile", "check_targets", "new_files", "write_files"]

PREFIX, SUFFIX = ".jcm-mrv-", ".part"
CHUNK_BYTES = 1 << 20
OPEN_TO_ALL = 0o666
"""Permissions of a file before the umask of the process takes its own away."""

# A disk that cannot do it has nothing to bring to it; a folder that nobody may list is as good.
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF)


@dataclass(slots=True)
class NewFile:
    """Hold a file that is being written beside its place.

    Args:
        target: where it is to lie.
        path: where it lies meanwhile.
        stream: takes its bytes.
        replace: whether it may take the place of a file.
        wanted: whether it is to be moved to its place in the end.
        placed: whether it lies there.
        new: whether there was no file in its place.
    """

    target: Path
    path: Path
    stream: IO[bytes]
    replace: bool
    new: bool
    wanted: bool = True
    placed: bool = False


class Batch:
    """Gather the files of one command, which take their places together."""

    def __init__(self) -> None:
        self.files: list[NewFile] = []
        self.folders: list[Path] = []
        self.at = Path()
        """The file that is being worked on, for a message."""

    def add(self, target: Path, *, replace: bool = False, mode: int = OPEN_TO_ALL) -> NewFile:
        """Open a file beside its place; its folder is made where it is missing.

        Args:
            target: where it is to lie.
            replace: whether it may take the place of a file, whose permissions it keeps then.
            mode: permissions, before the umask.

        Raises:
            OSError: the disk takes no file.
        """
        self.at = target
        self._make_folders(target.parent)
        before = _stat(target) if replace else None
        stem = f"{PREFIX}{zlib.crc32(os.fsencode(target.name)):08x}-"
        _remove_leftovers(target.parent, stem)
        path, descriptor = _open_part(target.parent, stem, mode)
        # Known from here on, so that it is removed whatever comes.
        file = NewFile(target, path, os.fdopen(descriptor, "w+b"), replace, before is None)
        self.files.append(file)
        if before is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, before.st_mode & mode)
        return file

    def commit(self) -> None:
        """Bring the files to the disk, then move them to their places in the order of adding.

        Raises:
            FileExistsError: a file is there, and may not be replaced.
            OSError: the disk failed; what was new is gone again.
        """
        wanted = [file for file in self.files if file.wanted]
        for file in wanted:
            self.at = file.target
            file.stream.flush()
            os.fsync(file.stream.fileno())
        try:
            for file in wanted:
                self.at = file.target
                _place(file)
            for folder in dict.fromkeys(file.target.parent for file in wanted):
                _sync_folder(folder)
            for folder in self.folders:
                _sync_folder(folder.parent)
        except BaseException:
            for file in wanted:
                if file.placed and file.new:
                    file.target.unlink(missing_ok=True)
                    file.placed = False
            raise

    def clean(self) -> None:
        """Remove what did not take its place, and the folders that were made for it."""
        for file in self.files:
            with suppress(OSError):
                if not file.placed:
                    file.path.unlink(missing_ok=True)
            with suppress(OSError):
                file.stream.close()  # writes what it still holds, which may fail once more
        for folder in reversed(self.folders):
            with suppress(OSError):
                folder.rmdir()  # only where it is empty

    def _make_folders(self, folder: Path) -> None:
        missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        for path in reversed(missing):
            try:
                path.mkdir()
            except FileExistsError:
                if not path.is_dir():
                    raise
            else:
                self.folders.append(path)


@contextmanager
def new_files() -> Iterator[Batch]:
    """Give a batch whose files take their places when the context ends well.

    Raises:
        WriteFault: a file cannot be written; says why.
    """
    batch = Batch()
    try:
        with batch_of(batch):
            yield batch
    except OSError as error:
        raise explain_fault(error, batch) from error


@contextmanager
def batch_of(batch: Batch) -> Iterator[Batch]:
    """Commit a batch when the context ends well, and clean up in any case.

    Raises:
        OSError: the system's own error, for a caller that has words of its own.
    """
    try:
        yield batch
        batch.commit()
    finally:
        batch.clean()


def write_files(
    files: Mapping[Path, bytes | Path],
    *,
    overwrite: bool | None = None,
    folders: bool = True,
    mode: int = OPEN_TO_ALL,
) -> None:
    """Write files, all or none as far as a file system allows.

    Each file is whole at any moment. New files are all there or none, except to a machine that
    stops between two moves; files that replace others are moved in the order given, so that
    the one that vouches for the others comes last.

    Args:
        files: bytes, or a file to copy, by path.
        overwrite: whether files that are there are replaced; None where nobody can ask for it.
        folders: whether missing folders are made.
        mode: permissions, before the umask; a file that is replaced hands on its own.

    Raises:
        WriteFault: nothing was written, or the message says what was.
    """
    check_targets(files, overwrite=overwrite, folders=folders)
    with new_files() as batch:
        for target, content in files.items():
            stream = batch.add(target, replace=bool(overwrite), mode=mode).stream
            if isinstance(content, bytes):
                stream.write(content)
            else:
                for chunk in _read(content):
                    stream.write(chunk)


def check_targets(
    targets: Iterable[Path], *, overwrite: bool | None = None, folders: bool = True
) -> None:
    """Refuse, before any work is done, what can be seen not to work.

    Args:
        targets: files that are to be written.
        overwrite: whether files that are there are replaced; None where nobody can ask for it.
        folders: whether missing folders are made.

    Raises:
        WriteFault: a file is there, or something that is no file or folder is in the way.
    """
    for target in targets:
        _check_folder(target.parent, folders=folders)
        status = _status(target)
        if status is None:
            continue
        if stat.S_ISLNK(status.st_mode):
            raise _usage(f"{target} is a link, and links are not followed; name another file")
        if not stat.S_ISREG(status.st_mode):
            raise _usage(f"{target} is {kind_of(status.st_mode)}, where a file is to be written")
        if overwrite is None:
            raise _usage(f"{target} is there already and is never overwritten")
        if not overwrite:
            raise _usage(f"{target} is there already; add --overwrite to replace it")


def _check_folder(folder: Path, *, folders: bool) -> None:
    for path in (folder, *folder.parents):
        status = _status(path)
        if status is None:
            if not folders:
                raise _usage(f"the folder {path} does not exist; make it, or name another")
            continue
        if not path.is_dir():
            found = "a link that leads nowhere" if stat.S_ISLNK(status.st_mode) else "a file"
            raise _usage(f"{path} is {found}, where a folder is expected; name another")
        return


def _usage(sentence: str) -> WriteFault:
    return WriteFault(f"{sentence}; nothing was written.", usage=True)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _status(path: Path) -> os.stat_result | None:
    try:
        return _stat(path)
    except OSError as error:
        batch = Batch()
        batch.at = path
        raise explain_fault(error, batch) from error


_WORDS = {
    errno.EROFS: "the disk is read-only; name a folder on another disk",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EILSEQ: "the disk takes no file of this name; choose another",
    errno.EINVAL: "the disk takes no file of this name; choose another",
    errno.EEXIST: "another process has written it meanwhile; look at it first",
    errno.ENOENT: "its folder is gone; make it again",
    errno.ENOTDIR: "a file is in the way of its folder; name another folder",
    errno.EISDIR: "a folder is in the way; choose another name",
    errno.ENOTEMPTY: "a folder is in the way; choose another name",
}
_ABOUT_NAMES = (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.EEXIST)


def explain_fault(error: OSError, batch: Batch) -> WriteFault:
    """Return the fault for a failure of the disk; its words are ours, the system's own vary."""
    number = error.errno or 0
    if number in NO_ROOM:
        reason = "the disk is full, or a limit is reached; make room, or name another folder"
    elif number in (errno.EACCES, errno.EPERM):
        reason = "it may not be written there; give yourself permission, or name another folder"
    else:
        reason = _WORDS.get(number, "the disk failed; name another folder")
    replaced = [str(file.target) for file in batch.files if file.placed]
    kept = f"only {', '.join(replaced)} was replaced" if replaced else "nothing was written"
    return WriteFault(f"{batch.at}: {reason}; {kept}.", usage=number in _ABOUT_NAMES)


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as original:
            while chunk := original.read(CHUNK_BYTES):
                yield chunk
    except OSError:
        raise _usage(f"{path} cannot be read") from None


def _open_part(folder: Path, stem: str, mode: int) -> tuple[Path, int]:
    # Beside the target, since only within one file system a file is moved at once; with a dot,
    # so that no pattern of a source takes it for readings.
    number = 0
    while True:
        path = folder / f"{stem}{os.getpid()}-{number}{SUFFIX}"
        number += 1
        try:
            # A link that somebody laid under this name is not followed.
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError:
            continue
        if _lock(descriptor) is not False and _is_at(descriptor, path):
            return path, descriptor
        os.close(descriptor)  # another process took it for a leftover


def _remove_leftovers(folder: Path, stem: str) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for path in [Path(one.path) for one in entries if one.name.startswith(stem)]:
            with suppress(OSError):
                descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
                try:
                    if _lock(descriptor) and _is_at(descriptor, path):
                        path.unlink()
                finally:
                    os.close(descriptor)


def _lock(descriptor: int) -> bool | None:
    """Take the lock of a file; False where another process has it, None where there is none."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _place(file: NewFile) -> None:
    """Give the file its name; unless it may replace one, a link fails where another has it."""
    if file.replace:
        file.path.replace(file.target)
    else:
        try:
            os.link(file.path, file.target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without links.
            if os.path.lexists(file.target):
                raise FileExistsError(errno.EEXIST, "", str(file.target)) from None
            file.path.rename(file.target)
    file.placed = True
    if not file.replace:
        with suppress(OSError):
            file.path.unlink(missing_ok=True)  # else it is a leftover


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
