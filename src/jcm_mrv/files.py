"""Files of a project: patterns to paths, and bytes, without ever leaving the project's folder.

Contracts 5: patterns are expanded here, not by a library that would treat ``[`` as special or
follow a URL; what they match is resolved, and has to be a regular file inside the folder.
``*`` and ``?`` stay within one folder, ``**`` stands for any number of folders (links to folders
are followed only where a pattern names them), every other character for itself. A name that
begins with a dot is matched only where the pattern writes the dot.
"""

from __future__ import annotations

import difflib
import errno
import fnmatch
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.numbers import hide_credentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "FileFault",
    "FileFaultKind",
    "kind_of",
    "open_binary",
    "place_inside",
    "read_bytes",
    "read_pieces",
    "relative",
    "resolve",
]

MAX_FILES = 10_000
MAX_ENTRIES = 200_000
MAX_PATTERN = 1_000

FileFaultKind = Literal[
    "not-relative",  # an absolute path, "..", a drive, a URL, a backslash
    "no-match",
    "outside",  # a link that leads out of the project's folder
    "not-a-file",  # a folder, a FIFO, a device
    "unreadable",
    "too-many",
    "too-large",
]

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where a disk, or a share of it, is full."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class FileFault(JcmMrvError):  # noqa: N818  (a fault to be judged, such as D101, is not always an error)
    """A file that a project names cannot be used; the message is a sentence for a person.

    Args:
        kind: what is wrong, for the caller to choose a code.
        name: the pattern or path, as a person wrote it.
        message: what was found, what was expected, what to do.
    """

    def __init__(self, kind: FileFaultKind, name: str, message: str) -> None:
        self.kind: FileFaultKind = kind
        self.name = name
        super().__init__(message)


def resolve(folder: Path, patterns: str | Sequence[str]) -> tuple[Path, ...]:
    """Return the regular files inside a folder that a pattern, or any of several, matches.

    A file that is matched twice, also through a link, counts once. The order is that of the
    code points of :func:`relative`.

    Args:
        folder: the project's folder.
        patterns: relative POSIX patterns.

    Raises:
        FileFault: a pattern is not relative, matches nothing, too much, or what is no regular
            file inside the folder.
    """
    root = Path(os.path.realpath(folder))
    found: list[tuple[str, tuple[int, int], Path]] = []
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        parts = _split_pattern(pattern)
        matches = [_check_match(root, path, parts, pattern) for path in _walk(root, parts, pattern)]
        files = [match for match in matches if match is not None]
        if not files:
            raise FileFault("no-match", pattern, _no_match_sentence(root, parts, pattern))
        found += [(_name(root, path), identity, path) for path, identity in files]
        if len(found) > MAX_FILES:
            raise FileFault(
                "too-many",
                pattern,
                f'"{pattern}" matches more than {MAX_FILES:,} files; name fewer',
            )
    once: dict[tuple[int, int], Path] = {}
    for _, identity, path in sorted(found):
        once.setdefault(identity, path)
    return tuple(once.values())


def place_inside(folder: Path, name: str) -> Path:
    """Return where a file of a project lies, or may come to lie.

    Args:
        folder: the project's folder.
        name: a relative POSIX path; no character of it is special.

    Raises:
        FileFault: it is not relative, or a link leads out of the folder.
    """
    root = Path(os.path.realpath(folder))
    path = root.joinpath(*_split_pattern(name))
    _check_inside(root, path.parent, name)
    return path


def relative(folder: Path, path: Path) -> str:
    """Return the POSIX path of a file relative to a folder, in NFC, for messages and documents."""
    return _nfc(Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder))).as_posix())


def open_binary(path: Path) -> BinaryIO:
    """Open a regular file for reading; never wait for a FIFO or a device.

    Raises:
        FileFault: ``no-match``, ``not-a-file`` or ``unreadable``.
    """
    name = path.name
    try:
        # Without O_NONBLOCK the opening of a FIFO would wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise FileFault("no-match", name, f'"{name}" does not exist') from None
    except OSError as error:
        if os.path.isdir(path):  # noqa: PTH112  (a Path raises where a name is too long)
            raise _not_a_file(name, "a folder") from None
        raise _unreadable(name, error) from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise _not_a_file(name, kind_of(mode))
    return open(descriptor, "rb")  # noqa: PTH123  (a descriptor, not a path)


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a small regular file.

    Args:
        path: the file.
        limit: the most that is read [bytes].

    Raises:
        FileFault: as :func:`open_binary`, and ``too-large``.
    """
    with open_binary(path) as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise _unreadable(path.name, error) from None
    if len(data) > limit:
        raise FileFault(
            "too-large", path.name, f'"{path.name}" is larger than {limit:,} bytes, the limit here'
        )
    return data


def read_pieces(path: Path, size: int = 1 << 20) -> Iterator[bytes]:
    """Give the bytes of a regular file in pieces of a size [bytes].

    Raises:
        FileFault: as :func:`open_binary`.
    """
    with open_binary(path) as file:
        while True:
            try:
                piece = file.read(size)
            except OSError as error:
                raise _unreadable(path.name, error) from None
            if not piece:
                return
            yield piece


def _split_pattern(pattern: str) -> tuple[str, ...]:
    def refuse(reason: str) -> FileFault:
        shown = hide_credentials(pattern)
        shown = shown if len(shown) <= 100 else shown[:100] + "…"
        printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
        return FileFault("not-relative", pattern, f'"{printable}" {reason}')

    inside = "write a path inside of the project's folder, such as monitoring/*.csv"
    if not pattern.strip() or len(pattern) > MAX_PATTERN:
        raise refuse(f"is empty or longer than {MAX_PATTERN:,} characters; {inside}")
    if "\0" in pattern:
        raise refuse(f"has a NUL character; {inside}")
    if re.match(r"[A-Za-z]:[\\/]|[A-Za-z]:$", pattern):
        raise refuse(f"begins with a drive; {inside}")
    if _SCHEME.match(pattern):
        raise refuse(f"looks like a URL; copy the file into the project's folder and {inside}")
    if "\\" in pattern:
        raise refuse(f'has a backslash; write "{pattern.replace(chr(92), "/")}"')
    if pattern.startswith("/"):
        raise refuse(f"is an absolute path; {inside}")
    parts = [_nfc(part) for part in pattern.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise refuse(f'leads out of the project\'s folder with ".."; {inside}')
    if not parts:
        raise refuse(f"names the folder itself; {inside}")
    # A row of "**" says no more than one, and would multiply the walk.
    return tuple(
        part for i, part in enumerate(parts) if part != "**" or i == 0 or parts[i - 1] != "**"
    )


def _walk(root: Path, parts: tuple[str, ...], pattern: str) -> Iterator[Path]:
    """Give every entry that matches; bounded in the number of entries that are looked at."""
    last = len(parts) - 1
    stack, seen, looked_at = [(root, 0)], {(root, 0)}, 0
    while stack:
        folder, index = stack.pop()
        part = parts[index]
        for entry in _entries(folder, pattern):
            looked_at += 1
            if looked_at > MAX_ENTRIES:
                raise FileFault(
                    "too-many",
                    pattern,
                    f'"{pattern}" looks at more than {MAX_ENTRIES:,} files and folders; '
                    "name the folder more closely",
                )
            path = Path(entry.path)
            following: list[int] = []
            if part == "**":
                # Links are not followed here: one that leads upwards would never end.
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                    following = [index]
                if index == last:
                    if not entry.name.startswith("."):
                        yield path
                elif _matches(entry.name, parts[index + 1]):
                    if index + 1 == last:
                        yield path
                    else:
                        following.append(index + 2)
            elif _matches(entry.name, part):
                if index == last:
                    yield path
                else:
                    following = [index + 1]
            for target in following:
                if (path, target) in seen or not os.path.isdir(path):  # noqa: PTH112  (never raises)
                    continue
                if entry.is_symlink():
                    _check_inside(root, path, pattern)
                seen.add((path, target))
                stack.append((path, target))


def _entries(folder: Path, pattern: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            # In order, so that one of several faults is the same one everywhere.
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(pattern, error) from None


def _matches(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False  # lock and side files of other programs, as with every shell
    # fnmatch alone would read [1] as a set of characters.
    return fnmatch.fnmatchcase(_nfc(name), part.replace("[", "[[]"))


def _check_match(
    root: Path, path: Path, parts: tuple[str, ...], pattern: str
) -> tuple[Path, tuple[int, int]] | None:
    real = _check_inside(root, path, pattern)
    try:
        str(real).encode()
    except UnicodeEncodeError:
        # Neither a report nor the reader of tables could name it.
        shown = _name(root, path).encode(errors="replace").decode()
        raise FileFault(
            "unreadable",
            pattern,
            f'"{shown}" has a name that is not UTF-8, or lies in a folder that has; rename it',
        ) from None
    try:
        status = real.stat()
    except FileNotFoundError:
        raise FileFault(
            "no-match", pattern, f'"{_name(root, path)}" is a link that leads nowhere'
        ) from None
    except OSError as error:
        raise _unreadable(pattern, error) from None
    if stat.S_ISREG(status.st_mode):
        return real, (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode) and _has_wildcard(parts[-1]):
        return None
    raise _not_a_file(_name(root, path), kind_of(status.st_mode), pattern)


def _check_inside(root: Path, path: Path, pattern: str) -> Path:
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(root):
        raise FileFault(
            "outside",
            pattern,
            f'"{_name(root, path)}" is a link that leads out of the project\'s folder; '
            "copy the file into the folder",
        )
    return real


def _name(root: Path, path: Path) -> str:
    """Return the POSIX path of an entry below a folder, in NFC, its links not followed."""
    return _nfc(path.relative_to(root).as_posix())


def _no_match_sentence(root: Path, parts: tuple[str, ...], pattern: str) -> str:
    if any(_has_wildcard(part) for part in parts):
        return f'no file matches "{pattern}" in the project\'s folder'
    folder = root
    for part in parts:
        if not folder.is_dir():
            return f'"{_name(root, folder)}" is a file, where a folder is expected'
        names = {_nfc(entry.name): entry.name for entry in _entries(folder, pattern)}
        if part not in names:
            near = nearest(part, names)
            hint = f'; did you mean "{_name(root, folder / near)}"?' if near else ""
            missing = _name(root, folder / part)
            return f'"{missing}" does not exist in the project\'s folder{hint}'
        folder /= names[part]
    return f'"{pattern}" does not exist in the project\'s folder'


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that is most like a misspelt one, or None where none is."""
    by_fold = {known.casefold(): known for known in sorted(words, reverse=True)}
    close = difflib.get_close_matches(word.casefold(), sorted(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _has_wildcard(part: str) -> bool:
    return "*" in part or "?" in part


def _not_a_file(name: str, found: str, pattern: str = "") -> FileFault:
    sentence = f'"{name}" is {found}, where a file is expected'
    if pattern and found == "a folder":
        sentence += f'; to read what lies in it, write "{name}/*.csv"'
    return FileFault("not-a-file", pattern or name, sentence)


def _unreadable(name: str, error: OSError) -> FileFault:
    # The operating system's own words vary with machine and language.
    if isinstance(error, PermissionError):
        return FileFault(
            "unreadable", name, f'"{name}" may not be read; give yourself permission to read it'
        )
    return FileFault("unreadable", name, f'"{name}" cannot be read from the disk')


def kind_of(mode: int) -> str:
    """Return what a thing of the file system that is no file is called."""
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a FIFO"
    return "a device or a socket"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
