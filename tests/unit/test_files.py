"""Patterns to files, without ever leaving the project's folder."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from jcm_mrv import files
from jcm_mrv.files import (
    FileFault,
    open_binary,
    place_inside,
    read_bytes,
    relative,
    resolve,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project's folder with files in it, and one file beside it."""
    project = tmp_path / "project"
    for name in (
        "a.csv",
        "b.csv",
        "b.txt",
        "x[1].csv",
        "x1.csv",
        ".hidden.csv",
        "monitoring/2017.csv",
        "monitoring/2018.csv",
        "monitoring/old/2016.csv",
    ):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    return project


def names(folder: Path, patterns: str | Sequence[str]) -> list[str]:
    """Return what patterns match, relative to the folder."""
    return [relative(folder, path) for path in resolve(folder, patterns)]


def fault(folder: Path, patterns: str | Sequence[str]) -> tuple[str, str]:
    """Return kind and message of the fault of patterns."""
    with pytest.raises(FileFault) as caught:
        resolve(folder, patterns)
    return caught.value.kind, str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a.csv", ["a.csv"]),
        ("./monitoring//2017.csv", ["monitoring/2017.csv"]),
        ("?.csv", ["a.csv", "b.csv"]),
        ("*.txt", ["b.txt"]),
        ("monitoring/*.csv", ["monitoring/2017.csv", "monitoring/2018.csv"]),
        ("*/20*.csv", ["monitoring/2017.csv", "monitoring/2018.csv"]),
        ("**/2016.csv", ["monitoring/old/2016.csv"]),
        (
            "monitoring/**/*.csv",
            ["monitoring/2017.csv", "monitoring/2018.csv", "monitoring/old/2016.csv"],
        ),
        ("monitoring/**/**/2017.csv", ["monitoring/2017.csv"]),
        (
            "monitoring/**",
            ["monitoring/2017.csv", "monitoring/2018.csv", "monitoring/old/2016.csv"],
        ),
        (".hidden.csv", [".hidden.csv"]),
    ],
)
def test_a_pattern_matches_names(folder: Path, pattern: str, expected: list[str]) -> None:
    """`*` and `?` stay in a folder, `**` crosses folders, a leading dot is written out."""
    assert names(folder, pattern) == expected


def test_brackets_stand_for_themselves(folder: Path) -> None:
    """A file named x[1].csv is found by its name, and x1.csv is not."""
    assert names(folder, "x[1].csv") == ["x[1].csv"]
    assert names(folder, "*[1]*") == ["x[1].csv"]


def test_files_are_sorted_by_code_point_whatever_the_pattern(folder: Path) -> None:
    """The order is that of the names, upper case first, not that of the patterns."""
    (folder / "B.csv").write_text("B", encoding="utf-8")
    assert names(folder, ["b.csv", "B.csv", "a.csv"]) == ["B.csv", "a.csv", "b.csv"]


def test_a_file_counts_once(folder: Path) -> None:
    """Two patterns, a link and a hard link to one file give it once, under its own name."""
    (folder / "link.csv").symlink_to(folder / "a.csv")
    os.link(folder / "b.csv", folder / "z-hard.csv")
    assert names(folder, ["a.csv", "*.csv", "link.csv"]) == [
        "a.csv",
        "b.csv",
        "x1.csv",
        "x[1].csv",
    ]


def test_a_name_is_found_in_either_form_of_unicode(folder: Path) -> None:
    """A name with a combining accent is found by the composed one, and told in NFC."""
    composed = "año.csv"
    (folder / unicodedata.normalize("NFD", composed)).write_text("x", encoding="utf-8")
    assert names(folder, composed) == [composed]
    assert names(folder, unicodedata.normalize("NFD", composed)) == [composed]


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    """A link to a folder inside of the project may be named."""
    (folder / "latest").symlink_to(folder / "monitoring")
    assert names(folder, "latest/2018.csv") == ["monitoring/2018.csv"]


INSIDE = "write a path inside of the project's folder, such as monitoring/*.csv"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("/etc/passwd", f'"/etc/passwd" is an absolute path; {INSIDE}'),
        (
            "../secret.csv",
            f'"../secret.csv" leads out of the project\'s folder with ".."; {INSIDE}',
        ),
        (
            "monitoring/../../secret.csv",
            f'"monitoring/../../secret.csv" leads out of the project\'s folder with ".."; {INSIDE}',
        ),
        ("C:/data.csv", f'"C:/data.csv" begins with a drive; {INSIDE}'),
        ("C:\\data.csv", f'"C:\\data.csv" begins with a drive; {INSIDE}'),
        (
            "http://example.org/a.csv",
            '"http://example.org/a.csv" looks like a URL; copy the file into the project\'s'
            f" folder and {INSIDE}",
        ),
        (
            "s3://bucket/a.csv",
            '"s3://bucket/a.csv" looks like a URL; copy the file into the project\'s folder'
            f" and {INSIDE}",
        ),
        (
            "file:a.csv",
            f'"file:a.csv" looks like a URL; copy the file into the project\'s folder and {INSIDE}',
        ),
        ("monitoring\\*.csv", '"monitoring\\*.csv" has a backslash; write "monitoring/*.csv"'),
        ("a\0.csv", f'"a\N{REPLACEMENT CHARACTER}.csv" has a NUL character; {INSIDE}'),
        ("", f'"" is empty or longer than 1,000 characters; {INSIDE}'),
        (".", f'"." names the folder itself; {INSIDE}'),
    ],
)
def test_a_path_that_is_not_relative_is_refused(folder: Path, pattern: str, message: str) -> None:
    """Absolute paths, parents, drives, URLs and backslashes are refused, with what to write."""
    assert fault(folder, pattern) == ("not-relative", message)


def test_an_endless_pattern_is_refused_and_cut(folder: Path) -> None:
    """A pattern of 5,000 characters is not carried into the message."""
    kind, message = fault(folder, "a" * 5_000)
    assert kind == "not-relative"
    assert message == f'"{"a" * 100}…" is empty or longer than 1,000 characters; {INSIDE}'


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (
            "monitoring/2017.cvs",
            '"monitoring/2017.cvs" does not exist in the project\'s folder;'
            ' did you mean "monitoring/2017.csv"?',
        ),
        (
            "monitorin/2017.csv",
            '"monitorin" does not exist in the project\'s folder; did you mean "monitoring"?',
        ),
        ("zzz/q.csv", '"zzz" does not exist in the project\'s folder'),
        ("a.csv/x.csv", '"a.csv" is a file, where a folder is expected'),
        ("*.parquet", 'no file matches "*.parquet" in the project\'s folder'),
        ("*", None),
    ],
)
def test_what_matches_nothing_is_named(folder: Path, pattern: str, message: str | None) -> None:
    """A missing file gets the nearest name; folders that `*` matches are passed over."""
    if message is None:
        assert names(folder, pattern) == ["a.csv", "b.csv", "b.txt", "x1.csv", "x[1].csv"]
    else:
        assert fault(folder, pattern) == ("no-match", message)


@pytest.mark.parametrize("pattern", ["out.csv", "*.csv", "**/*.csv"])
def test_a_link_out_of_the_folder_is_refused(folder: Path, pattern: str) -> None:
    """A link to a file outside is an error, also where a pattern matches it among others."""
    (folder / "out.csv").symlink_to(folder.parent / "secret.csv")
    assert fault(folder, pattern) == (
        "outside",
        '"out.csv" is a link that leads out of the project\'s folder;'
        " copy the file into the folder",
    )


@pytest.mark.parametrize("pattern", ["up/secret.csv", "u*/*.csv", "*/**", "up/../secret.csv"])
def test_a_folder_link_out_of_the_folder_is_refused(folder: Path, pattern: str) -> None:
    """A link to a folder outside leads nowhere, whatever stands behind it."""
    (folder / "up").symlink_to(folder.parent)
    kind, message = fault(folder, pattern)
    assert kind in {"outside", "not-relative"}
    assert "leads out of the project's folder" in message


def test_a_link_in_a_circle_ends(folder: Path) -> None:
    """`**` does not follow links to folders, so a link to its own parent does no harm."""
    (folder / "monitoring" / "again").symlink_to(folder / "monitoring")
    assert names(folder, "**/2017.csv") == ["monitoring/2017.csv"]


def test_a_link_that_leads_nowhere_is_no_match(folder: Path) -> None:
    """A dangling link inside of the folder is named as such."""
    (folder / "gone.csv").symlink_to(folder / "never.csv")
    assert fault(folder, "gone.csv") == ("no-match", '"gone.csv" is a link that leads nowhere')


def test_a_folder_where_a_file_is_expected_is_refused(folder: Path) -> None:
    """A folder is no file; the message gives the pattern for what lies in it."""
    assert fault(folder, "monitoring") == (
        "not-a-file",
        '"monitoring" is a folder, where a file is expected;'
        ' to read what lies in it, write "monitoring/*.csv"',
    )


@pytest.mark.parametrize("pattern", ["pipe.csv", "*.csv"])
def test_a_fifo_is_refused_unopened(folder: Path, pattern: str) -> None:
    """A FIFO would wait for ever; it is refused by its kind."""
    os.mkfifo(folder / "pipe.csv")
    message = '"pipe.csv" is a FIFO, where a file is expected'
    assert fault(folder, pattern) == ("not-a-file", message)


def test_too_many_files_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of files that a pattern may match has a limit."""
    monkeypatch.setattr(files, "MAX_FILES", 3)
    assert fault(folder, "*.csv") == (
        "too-many",
        '"*.csv" matches more than 3 files; name fewer',
    )


def test_too_many_entries_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk through a whole disk ends at a limit."""
    monkeypatch.setattr(files, "MAX_ENTRIES", 5)
    assert fault(folder, "**/2016.csv") == (
        "too-many",
        '"**/2016.csv" looks at more than 5 files and folders; name the folder more closely',
    )


def _refuse_permission(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "words of the operating system")


def _fail_to_read(*_: object, **__: object) -> NoReturn:
    raise OSError(5, "words of the operating system")


def test_a_folder_without_permission_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without permission to list a folder the message says so, in our own words."""
    monkeypatch.setattr(os, "scandir", _refuse_permission)
    assert fault(folder, "*.csv") == (
        "unreadable",
        '"*.csv" may not be read; give yourself permission to read it',
    )


def test_bytes_are_read_up_to_a_limit(folder: Path) -> None:
    """A small file is read whole; one byte over the limit is a fault."""
    assert read_bytes(folder / "a.csv", 5) == b"a.csv"
    with pytest.raises(FileFault) as caught:
        read_bytes(folder / "a.csv", 4)
    assert caught.value.kind == "too-large"
    assert str(caught.value) == '"a.csv" is larger than 4 bytes, the limit here'


def test_what_is_no_file_is_not_opened(folder: Path) -> None:
    """A folder, a FIFO, a device and a missing file each give their own fault, at once."""
    os.mkfifo(folder / "pipe")
    told = []
    for path in (folder / "monitoring", folder / "pipe", folder / "none"):
        with pytest.raises(FileFault) as caught:
            open_binary(path)
        told.append((caught.value.kind, str(caught.value)))
    assert told == [
        ("not-a-file", '"monitoring" is a folder, where a file is expected'),
        ("not-a-file", '"pipe" is a FIFO, where a file is expected'),
        ("no-match", '"none" does not exist'),
    ]


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (_refuse_permission, '"a.csv" may not be read; give yourself permission to read it'),
        (_fail_to_read, '"a.csv" cannot be read from the disk'),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: object, message: str
) -> None:
    """The operating system's refusal becomes a sentence of ours."""
    monkeypatch.setattr(os, "open", failure)
    with pytest.raises(FileFault) as caught:
        read_bytes(folder / "a.csv", 100)
    assert (caught.value.kind, str(caught.value)) == ("unreadable", message)


def test_a_reading_that_fails_half_way_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails while a file is read gives a sentence of ours."""

    class Failing:
        """A file whose reading fails."""

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            """Close nothing."""

        read = staticmethod(_fail_to_read)

    monkeypatch.setattr(files, "open_binary", lambda path: Failing())
    with pytest.raises(FileFault) as caught:
        read_bytes(folder / "a.csv", 100)
    assert str(caught.value) == '"a.csv" cannot be read from the disk'


def test_a_device_is_refused(folder: Path) -> None:
    """A device is neither read nor waited for."""
    with pytest.raises(FileFault) as caught:
        read_bytes(Path("/dev/null"), 100)
    assert str(caught.value) == '"null" is a device or a socket, where a file is expected'


def test_a_missing_file_in_a_folder_of_either_form_is_no_match(folder: Path) -> None:
    """Behind a folder whose name is decomposed on the disk the search goes on."""
    decomposed = folder / unicodedata.normalize("NFD", "año")
    decomposed.mkdir()
    (decomposed / "x.csv").write_text("x", encoding="utf-8")
    assert fault(folder, "año/y.csv") == (
        "no-match",
        '"año/y.csv" does not exist in the project\'s folder; did you mean "año/x.csv"?',
    )


def test_many_stars_take_no_time(folder: Path) -> None:
    """A pattern of many stars against a long name is decided, not searched for ever."""
    (folder / ("a" * 200)).write_text("x", encoding="utf-8")
    assert fault(folder, "*a" * 60 + "b")[0] == "no-match"


class TestPlaceInside:
    """Where a file may come to lie: inside of the folder, whatever links say."""

    def test_a_path_that_is_not_there_yet_has_its_place(self, tmp_path: Path) -> None:
        """Folders need not exist, and no character is special."""
        expected = Path(os.path.realpath(tmp_path)) / "a" / "b[1]*.csv"
        assert place_inside(tmp_path, "a/./b[1]*.csv") == expected

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("../x.csv", "not-relative"), ("/x.csv", "not-relative"), ("out/x.csv", "outside")],
    )
    def test_a_path_that_leads_out_is_refused(self, tmp_path: Path, name: str, kind: str) -> None:
        """Neither two dots, nor a root, nor a link to another folder."""
        (tmp_path / "project").mkdir()
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "project" / "out").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FileFault) as caught:
            place_inside(tmp_path / "project", name)
        assert caught.value.kind == kind
