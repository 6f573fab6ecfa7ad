"""What a project file may say of a query, and what is never shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.sql.historian import lay_out_project

from jcm_mrv.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "hunter2"  # noqa: S105  (no password of anything)


@pytest.mark.parametrize(
    ("line", "becomes", "said"),
    [
        (
            'connection = "HISTORIAN_URL"',
            f'connection = "postgresql://reader:{SECRET}@host/plant"',
            "the name of an environment variable is expected",
        ),
        (
            'connection = "HISTORIAN_URL"',
            f'connection = "reader {SECRET}"',
            "the name of an environment variable is expected",
        ),
        (
            'connection = "HISTORIAN_URL"',
            f'connection = "HISTORIAN_URL"\npassword = "{SECRET} and more"',
            'unknown key "password"',
        ),
        (
            'connection = "HISTORIAN_URL"',
            f'connection = "HISTORIAN_URL"\nurl = "postgresql://reader:{SECRET}@host/plant"',
            'unknown key "url"',
        ),
        (
            'connection = "HISTORIAN_URL"',
            f'connection = ["postgresql://reader:{SECRET}@host/plant"]',
            "text in quotes is expected",
        ),
        (
            "SELECT day",
            f"SELECT dblink('postgresql://reader:{SECRET}@host/plant'), day",
            "the query holds a password",
        ),
        (
            "SELECT day",
            f"SELECT dblink('host=x password={SECRET}'), day",
            "the query holds a password",
        ),
        (
            'files = "frozen/it.csv"',
            f'files = "postgresql://reader:{SECRET}@host/plant"',
            "the rows of a query are frozen in one file",
        ),
        ('files = "frozen/it.csv"', 'files = "frozen/*.csv"', "are frozen in one file"),
        ('files = "frozen/it.csv"', 'files = ["a.csv", "b.csv"]', "are frozen in one file"),
        ('files = "frozen/it.csv"', 'files = "frozen/it.csv.gz"', "are frozen in one file"),
        ('stamp = "start"', 'stamp = "start"\ndelimiter = ";"', '"delimiter" says how a foreign'),
        ('stamp = "start"', 'stamp = "start"\ncomment = "%"', '"comment" says how a foreign'),
        ('stamp = "start"', 'stamp = "start"\nheader_row = 2', '"header_row" says how a foreign'),
        ('stamp = "start"', 'stamp = "start"\nsheet = "A"', '"sheet" says how a foreign'),
    ],
)
def test_a_query_table_is_refused_without_a_word_of_its_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, becomes: str, said: str
) -> None:
    """A URL or password in the file, or a place for many files, ends the run; no secret shows."""
    lay_out_project(tmp_path)
    file = tmp_path / "project.toml"
    text = file.read_text("utf-8")
    assert line in text
    file.write_text(text.replace(line, becomes, 1), "utf-8")
    assert main(["check", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert SECRET not in shown.err + shown.out


def test_a_secret_in_broken_toml_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line that is no TOML is shown without the URL's user and password."""
    lay_out_project(tmp_path)
    file = tmp_path / "project.toml"
    text = file.read_text("utf-8").replace(
        'connection = "HISTORIAN_URL"', f"connection = postgresql://reader:{SECRET}@host/plant"
    )
    file.write_text(text, "utf-8")
    assert main(["check", str(tmp_path)]) == 2
    assert SECRET not in capsys.readouterr().err


def test_a_secret_in_a_pattern_of_files_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A URL in the place of files is refused without its user and password."""
    lay_out_project(tmp_path)
    file = tmp_path / "project.toml"
    text = file.read_text("utf-8").replace(
        'files = "readings.csv"', f'files = "https://reader:{SECRET}@host/x.csv"'
    )
    file.write_text(text, "utf-8")
    assert main(["check", str(tmp_path)]) == 1
    shown = capsys.readouterr().err
    assert '"https://…@host/x.csv" looks like a URL' in shown
    assert SECRET not in shown
