"""Lines are read again for what is shown; what cannot be read again has no line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.places import reading
from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.places.reading import read_excerpts

if TYPE_CHECKING:
    import pytest


def finding(file: str, path: str = "", line: int | None = None, code: str = "D106") -> Finding:
    """Return a finding at a place."""
    return Finding(code, "error", Place(file, path, line), "it is wrong")


def excerpt_of(folder: Path, one: Finding) -> Excerpt | None:
    """Return the line of one finding."""
    return read_excerpts([one], folder).get(one)


def test_the_line_of_a_key_is_found_in_the_project_file(tmp_path: Path) -> None:
    """The value is meant; for an unknown key its name."""
    (tmp_path / "project.toml").write_text('[project]\ntitel = "A"\n', "utf-8")
    value = finding("project.toml", "project.titel")
    name = finding("project.toml", "project.titel", code="P003")
    assert excerpt_of(tmp_path, value) == Excerpt(2, 'titel = "A"', 8, 11)
    assert excerpt_of(tmp_path, name) == Excerpt(2, 'titel = "A"', 0, 5)


def test_a_line_that_the_finding_names_is_shown_whole(tmp_path: Path) -> None:
    """What is no TOML has a line and no keys."""
    (tmp_path / "project.toml").write_bytes(b"a = 1\r\nb = \r\n")
    assert excerpt_of(tmp_path, finding("project.toml", line=2)) == Excerpt(2, "b = ")


def test_several_rows_of_one_file_are_read_at_once(tmp_path: Path) -> None:
    """Rows that lie far apart, the last without a line end, across the edges of blocks."""
    rows = [f"{number},x{number}" for number in range(2, 300_001)]
    (tmp_path / "a.csv").write_text("\n".join(["time,kwh", *rows]), "utf-8")
    wanted = [finding("a.csv", "kwh", line) for line in (2, 3, 123_456, 300_000)]
    found = read_excerpts(wanted, tmp_path)
    assert [found[one].text for one in wanted] == [
        f"{one.where.line},x{one.where.line}" for one in wanted
    ]
    assert found[wanted[2]] == Excerpt(123_456, "123456,x123456", 7, 14)


def test_a_long_line_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without an end does not fill the memory, and a later line still has its number."""
    monkeypatch.setattr(reading, "_CHUNK", 10)
    monkeypatch.setattr(reading, "MAX_LINE", 12)
    (tmp_path / "a.csv").write_text(f"time\n{'9' * 95}\nlast\n{'8' * 1000}", "utf-8")
    one, two, three = (finding("a.csv", line=line) for line in (2, 3, 4))
    found = read_excerpts([one, two, three], tmp_path)
    assert found == {
        one: Excerpt(2, "9" * 12),
        two: Excerpt(3, "last"),
        three: Excerpt(4, "8" * 12),
    }


def test_what_cannot_be_read_again_has_no_line(tmp_path: Path) -> None:
    """A file that is gone, packed, a FIFO or binary, a line behind the end, a list of files."""
    (tmp_path / "a.csv").write_text("time,kwh\n", "utf-8")
    (tmp_path / "a.csv.gz").write_bytes(b"\x1f\x8b\n\n\n")
    (tmp_path / "b.csv").write_bytes("a\nb\n".encode("utf-16"))
    (tmp_path / "bad.toml").write_bytes(b"\xff\n")
    os.mkfifo(tmp_path / "fifo.csv")
    for name in ("gone.csv", "a.csv.gz", "b.csv", "bad.toml", "fifo.csv", "a.csv, b.csv", "a\0"):
        assert excerpt_of(tmp_path, finding(name, line=2)) is None
    assert excerpt_of(tmp_path, finding("a.csv", line=9)) is None
    assert excerpt_of(tmp_path, finding("a.csv", "kwh")) is None
    assert excerpt_of(tmp_path, finding("gone.toml", "project")) is None


def test_a_methodology_is_read_where_its_folder_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings on methodologies name files from the current folder, not from the project's."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "m.toml").write_text("a = 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    one, other = finding("modules/m.toml", "a"), finding("project.toml", "a")
    assert read_excerpts([one, other], None, [Path("modules")]) == {one: Excerpt(1, "a = 1", 4, 5)}
    assert read_excerpts([one], tmp_path / "plant") == {}


def test_a_line_with_a_secret_is_shown_without_it(tmp_path: Path) -> None:
    """The user and password of a URL, and a password by its key, are not printed again."""
    text = 'url = "postgresql://reader:word@host/plant"\npassword = "two words"\n'
    (tmp_path / "project.toml").write_text(text, "utf-8")
    first, second = (excerpt_of(tmp_path, finding("project.toml", line=line)) for line in (1, 2))
    assert first == Excerpt(1, 'url = "postgresql://…@host/plant"')
    assert second == Excerpt(2, "password=…")


def test_a_line_about_a_connection_is_not_shown(tmp_path: Path) -> None:
    """What stands in place of the name of a variable may be anything; a query may be seen."""
    text = "[a.sql]\nquery = 'SELECT 1'\nconnection = 'word'\nword = 'word'\n[b]\nsql = 'word'\n"
    (tmp_path / "project.toml").write_text(text, "utf-8")
    for path in ("a.sql.connection", "a.sql.word", "b.sql"):
        assert excerpt_of(tmp_path, finding("project.toml", path)) is None, path
    assert excerpt_of(tmp_path, finding("project.toml", "a.sql.query")) == Excerpt(
        2, "query = 'SELECT 1'", 8, 18
    )
