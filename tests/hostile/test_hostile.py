"""Hostile project files and command lines: one clear message each, the right exit code, no hang.

Files of readings have their own tests in ``tests/torture``.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.hostile.spoil import deny, make_fifo, make_folder, make_loop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.conftest import Ground

COUNTRY = 'country = "LA"'
VALUE = "value = 1.8"
START = "start = 2017-03-01"
UNIT = 'unit = "tCO2/MWh"'
TITLE = '"Container data centre"'
ESCAPE = "\\u001b[31m"  # as TOML writes the control character


def test_the_ground_is_good(ground: Ground) -> None:
    """What the tests below spoil gives 6 credits (6.3 t, rounded down) and not a word."""
    code, out, err = ground.run("calculate", ".")
    assert (code, err) == (0, "")
    assert "6.300        6" in out


BYTES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a byte-order mark": (
        lambda data: b"\xef\xbb\xbf" + data,
        ":1: P002 the file begins with a byte-order mark; save it as UTF-8 without one"
        " (without BOM)",
    ),
    "UTF-16": (
        lambda data: data.decode().encode("utf-16"),
        ": P002 the file is binary or UTF-16; a text file in UTF-8 is expected",
    ),
    "a NUL byte": (
        lambda data: data + b"\0",
        ": P002 the file is binary or UTF-16; a text file in UTF-8 is expected",
    ),
    "Latin-1": (
        lambda data: data.replace(b"Container", b"Cont\xe9ner"),
        ":4: P002 byte 0xe9 is not UTF-8; save the file as UTF-8",
    ),
    "carriage returns alone": (
        lambda data: data.replace(b"\n", b"\r"),
        ":1: P002 a line ends in a carriage return alone; use LF or CRLF line ends",
    ),
    "nothing": (lambda _: b"", ": P002 the file is empty"),
    "a key twice": (
        lambda data: data.replace(COUNTRY.encode(), f"{COUNTRY}\n{COUNTRY}".encode()),
        ":6: P002 key country is written twice (column 15)",
    ),
    "ten thousand lists in lists": (
        lambda data: data + b"x = " + b"[" * 10_000 + b"]" * 10_000,
        ": P002 lists or tables are nested too deeply",
    ),
    "ten thousand tables in tables": (
        lambda data: data + b"x = " + b"{a=" * 10_000 + b"1" + b"}" * 10_000,
        ": P002 lists or tables are nested too deeply",
    ),
    "a key of ten thousand parts": (
        lambda data: data + b".".join([b"a"] * 10_000) + b" = 1\n",
        ":65: P002 a key has more than 32 dotted parts",
    ),
    "a whole number of 5,000 digits": (
        lambda data: data.replace(b"1.8", b"9" * 5_000),
        ":15: P002 a whole number has thousands of digits",
    ),
    "five million bytes": (
        lambda data: data + b"#" * 5_000_000,
        ': P001 the project file cannot be read: "project.toml" is larger than 4,000,000 bytes,'
        " the limit here",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_project(ground: Ground, name: str) -> None:
    """What is no TOML, or too much of it, is refused at its line where that is known."""
    spoil, said = BYTES[name]
    ground.project.write_bytes(spoil(ground.project.read_bytes()))
    assert ground.refusal("calculate", ".") == f"project.toml{said}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1e999999999", ".value: P006 an exponent is from -30 to 30 (got +999999999)"),
        ("-1e-999999999", ".value: P006 an exponent is from -30 to 30 (got -999999999)"),
        ("nan", '.value: P006 "NaN" is not a number'),
        ("-inf", '.value: P006 "-Infinity" is not a number'),
        ("1" * 41, ".value: P006 a number has at most 40 digits (got 41)"),
        ("true", ".value: P005 a number is expected (got true)"),
        ("[1.8]", ".value: P005 a number is expected (got a list)"),
        ("{ x = 1 }", ".value: P005 a number is expected (got a table)"),
        ("2017-03-01", ".value: P005 a number is expected (got date 2017-03-01)"),
        ('"1.8"', ': P005 a value with a unit is a number, without quotes (got "1.8")'),
    ],
)
def test_numbers_that_are_none(ground: Ground, written: str, said: str) -> None:
    """No number is guessed, and none is larger than what can be computed at once."""
    ground.change(VALUE, f"value = {written}")
    assert ground.refusal("calculate", ".") == f"project.toml: fixed.PUE_RE{said}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9**9**9", '"9**9**9" is not a unit: names are joined by "*" and "/", as in "tCO2/MWh"'),
        ("((((((((", '"((((((((" is not a unit: names are joined by "*" and "/", as in "tCO2/MWh"'),
        ("kWh" * 3_000, f'a unit has at most 64 characters (got 9,000: "{"kWh" * 13}k…")'),
    ],
)
def test_units_that_are_none(ground: Ground, written: str, said: str) -> None:
    """The text of a unit is never computed."""
    ground.change(UNIT, f'unit = "{written}"')
    line = ground.refusal("calculate", ".")
    assert line.startswith(f"project.toml: fixed.EF_elec.unit: P012 {said}")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0001-01-01", "P043 the year 0001 is outside of 1990-2100"),
        ("9999-12-31", "P043 the year 9999 is outside of 1990-2100"),
        ("2560-03-01", "P043 the year 2560 is outside of 1990-2100; did you mean 2017?"),
        ("2017-03-01T00:00:00", "P005 {} (got date and time 2017-03-01 00:00:00)"),
        ("2017-03-01T00:00:00Z", "P005 {} (got date and time 2017-03-01 00:00:00+00:00)"),
        ("08:00:00", "P005 {} (got time 08:00:00)"),
        ("20170301", "P005 {} (got number 20170301)"),
        ('"1 March 2017"', 'P005 {} (got text "1 March 2017")'),
        ("[2017-03-01]", "P005 {} (got a list)"),
    ],
)
def test_dates_that_are_none(ground: Ground, written: str, said: str) -> None:
    """A day is a day of TOML, of a year that a meter may have seen."""
    ground.change(START, f"start = {written}")
    expected = said.format("a date such as 2017-03-01, without quotes, is expected")
    assert ground.refusal("calculate", ".") == f"project.toml: monitoring_period.start: {expected}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (TITLE, f'"{ESCAPE}red"', "project.title: P005 the text holds a control character"),
        (TITLE, '"abc\\u202ecba"', "project.title: P005 the text holds a control character"),
        (TITLE, '"a\\u0000b"', "project.title: P005 the text holds a control character"),
        ("1 = { met", f'"{ESCAPE}" = {{ met', 'eligibility."\N{REPLACEMENT CHARACTER}[31m": '),
    ],
)
def test_text_that_would_drive_a_terminal(ground: Ground, old: str, new: str, said: str) -> None:
    """No escape sequence of a file reaches the terminal."""
    ground.change(old, new)
    _, out, err = ground.run("calculate", ".")
    assert f"project.toml: {said}" in err
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


def test_markup_is_text(ground: Ground) -> None:
    """Square brackets mean nothing to what draws the report."""
    ground.change(TITLE, '"[bold]A[/bold] [/] [link=https://example.org]B[/link]"')
    code, out, err = ground.run("calculate", ".")
    assert (code, err) == (0, "")
    assert out.startswith("[bold]A[/bold] [/] [link=https://example.org]B[/link]\n")


@pytest.mark.parametrize("zone", ["../../../etc/passwd", "A/" * 4_000, "/etc/localtime", "Asia"])
def test_a_time_zone_is_no_path(ground: Ground, zone: str) -> None:
    """The name of a zone leads nowhere but to the list of zones."""
    ground.change('"Asia/Vientiane"', f'"{zone}"')
    code, _, err = ground.run("calculate", ".")
    assert code == 1
    assert err.startswith(f'project.toml: project.time_zone: P042 "{zone[:60]}')
    assert err.endswith("\n1 error; jcm-mrv explain P042 tells more.\n")


@pytest.mark.parametrize("reference", ["../../modules/toy 1", "a" * 9_000, "toy 1; rm", "toy\\n1"])
def test_a_methodology_is_no_path(ground: Ground, reference: str) -> None:
    """A reference is looked up in the library and nowhere else."""
    ground.change('"LA_AM001 ver1.0"', f'"{reference}"')
    code, out, err = ground.run("calculate", ".")
    assert (code, out) == (2, "")
    assert err.startswith('project.toml: project.methodology: P020 "')
    assert err.endswith("\n1 error; jcm-mrv explain P020 tells more.\n")
    assert max(map(len, err.splitlines())) < 300


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_fifo, '"project.toml" is a FIFO, where a file is expected'),
        (make_folder, '"project.toml" is a folder, where a file is expected'),
        (make_loop, '"project.toml" cannot be read from the disk'),
    ],
)
def test_a_project_that_is_no_file(ground: Ground, make: Callable[[Path], None], said: str) -> None:
    """Nothing waits for a FIFO or follows a link for ever."""
    make(ground.project)
    expected = f"project.toml: P001 the project file cannot be read: {said}"
    assert ground.refusal("calculate", ".") == expected


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin"])
def test_a_device_is_no_project(ground: Ground, device: str) -> None:
    """A device would never end."""
    name = device.rpartition("/")[2]
    assert ground.refusal("calculate", device) == (
        f'{device}: P001 the project file cannot be read: "{name}" is a device or a socket,'
        " where a file is expected"
    )


def test_a_project_without_permission(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing; root is refused nothing, so the refusal is made here."""
    deny(monkeypatch, "project.toml")
    assert ground.refusal("calculate", ".") == (
        'project.toml: P001 the project file cannot be read: "project.toml" may not be read;'
        " give yourself permission to read it"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("invoices\n.csv", "invoices .csv"),
        ("invoices\x1b[31m.csv", "invoices\\x1b[31m.csv"),
    ],
)
def test_a_file_name_cannot_break_a_line(ground: Ground, name: str, shown: str) -> None:
    """A name with a line end or an escape sequence stays on one harmless line."""
    (ground.folder / "readings.csv").rename(ground.folder / name)
    (ground.folder / name).write_text("day,it,all\n2017-03-01,x,15.3\n")
    text = ground.project.read_text("utf-8")
    ground.project.write_text(text.replace('"readings.csv"', '"inv*.csv"'), "utf-8")
    code, _, err = ground.run("calculate", ".")
    assert code == 1
    assert err.startswith(f'{shown}:2: it: D106 "x" is not a number;')


def test_a_file_name_that_is_not_utf8(ground: Ground) -> None:
    """No report could name it, so that it is refused instead of renamed in silence."""
    shutil.copy("readings.csv", "\udcff.csv")  # how Python writes the byte 0xff of a name
    text = ground.project.read_text("utf-8").replace('"readings.csv"', '"?.csv"')
    ground.project.write_text(text, "utf-8")
    code, _, err = ground.run("calculate", ".", "--format", "json")
    said = 'D102 "?.csv" has a name that is not UTF-8, or lies in a folder that has; rename it'
    assert code == 1
    assert f"project.toml: monitored.EC_IT.source[0].files: {said}\n" in err


@pytest.mark.parametrize("make", [make_fifo, make_folder, make_loop])
def test_a_table_that_is_no_file(ground: Ground, make: Callable[[Path], None]) -> None:
    """What project.toml names is opened with the same care."""
    invoices = ground.folder / "invoices.csv"
    invoices.write_text("")
    make(invoices)
    ground.change("[monitored.EC_DC]\n", '[monitored.EC_DC]\namounts = "invoices.csv"\n')
    code, _, err = ground.run("calculate", ".")
    assert code == 1
    assert err.startswith("project.toml: monitored.EC_DC.amounts: P063 ")
    assert err.endswith("\n1 error; jcm-mrv explain P063 tells more.\n")


@pytest.mark.parametrize("words", [["check"], ["calculate"]])
@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("no\nwhere", "no where"),
        ("\x1b[31mnowhere", "\\x1b[31mnowhere"),
        ("\udcff\udcfe", "\\udcff\\udcfe"),
        ("x" * 5_000, "x" * 5_000),
        ("no/where", "no/where"),
    ],
)
def test_an_argument_that_is_no_project(
    ground: Ground, words: list[str], argument: str, shown: str
) -> None:
    """Whatever is typed, the answer is one harmless line."""
    line = ground.refusal(*words, argument)
    assert line.startswith(f"{shown}: P001 ")


def test_a_day_before_the_period(ground: Ground) -> None:
    """``--until`` a day that has nothing to check says so, instead of checking all."""
    assert ground.refusal("check", ".", "--until", "0001-01-01") == (
        "command line: --until: P040 the day 0001-01-01 is before the period starts (2017-03-01)"
    )


def test_a_folder_that_cannot_be_made(ground: Ground) -> None:
    """What the system does not let be made ends with 1: the words were right."""
    code, out, err = ground.run("init", "/proc/nowhere", "--methodology", "LA_AM001")
    assert (code, out) == (1, "")
    assert err.endswith("; nothing was written.\n")


@pytest.mark.parametrize(
    "words",
    [
        ["check", ".", "--until", "2017-13-45"],
        ["check", ".", "--format", "xml"],
        ["check", ".", "--until", "\x1b[31m"],
        ["check", ".", "--format", "\x1b[31m" * 1_000],
        ["calc", "."],
        ["calculate", ".", "--fromat", "json"],
        ["calculate", ".", "."],
        ["calculate", ".", "--methodologies", "nowhere"],
        ["calculate", ".", "--methodologies", "readings.csv"],
        ["explain", "\x1b[31m"],
        ["explain", "x" * 100_000],
        ["methodology", "show", "\x1b[31m"],
        ["methodology", "show", "x" * 100_000],
        ["methodology", "new", "../evil"],
        ["methodology", "new", "\x1b[31m"],
        ["methodology", "new", "a" * 300],
        ["init", ".", "--methodology", "LA_AM001"],
        ["init", "readings.csv", "--methodology", "LA_AM001"],
        ["init", "new", "--methodology", "\x1b[31m"],
        ["init", "new", "--methodology", "LA_AM001", "--data", "."],
        ["init", "new", "--methodology", "LA_AM001", "--data", "/dev/zero"],
    ],
)
def test_wrong_usage(ground: Ground, words: list[str]) -> None:
    """Wrong words end with 2, a harmless message of some lines, and no file written."""
    before = sorted(ground.folder.rglob("*"))
    code, out, err = ground.run(*words)
    assert (code, out) == (2, "")
    assert 0 < len(err) < 1_000
    assert "\x1b" not in err
    assert "Traceback" not in err
    assert "a bug in jcm-mrv" not in err
    assert sorted(ground.folder.rglob("*")) == before
