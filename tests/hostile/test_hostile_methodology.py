"""Hostile methodologies: a formula cannot loop, import or grow; a folder cannot lead elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.hostile.spoil import deny, make_fifo, make_folder, make_loop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.conftest import Ground

MODULE = "modules/toy/1/methodology.toml"
FORMULA = 'formula = "EG * EF"'
LIST = ("methodology", "list", "--methodologies", "modules")
TEST = ("methodology", "test", "toy", "--methodologies", "modules")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (
            "(" * 10_000 + "EG * EF" + ")" * 10_000,
            "a formula has at most 2,000 characters (got 20,007)",
        ),
        ("(" * 51 + "EG * EF" + ")" * 51, "a formula has at most 50 brackets (got 51)"),
        ("-" * 1_000 + "EG", "a formula is nested at most 40 deep"),
        ("EG * EF" + " + 0" * 200_000, "a formula has at most 2,000 characters (got 800,007)"),
        ("9**9**9 * EG * EF", "9**9: a power is an integer literal from -4 to 4"),
        ("1e999999999 * EG", "1e999999999: an exponent is from -30 to 30 (got 999999999)"),
        (
            "__import__('os').system('true')",
            "__import__('os').system: only sum, min, max, abs and q take values in brackets",
        ),
        (
            "(lambda: EG)() * EF",
            "lambda: EG: only sum, min, max, abs and q take values in brackets",
        ),
        ("EG.__class__ * EF", 'EG.__class__: "." is not part of the formula language'),
        ("(x := EG) * EF", 'x := EG: ":=" is not part of the formula language'),
        ("'a' * 10**9", '\'a\': text stands only beside "==" and "!="'),
        ("f'{EG}' * EF", "f'{EG}': an f-string is not part of the formula language"),
        (
            "EG *\\n EF",
            'a formula is one line of ASCII characters (got "\\x0a" at character 5)',
        ),
        (
            "EG * \\u001b[31mEF",
            'a formula is one line of ASCII characters (got "\\x1b" at character 6)',
        ),
        (
            "EG × EF",
            'a formula is one line of ASCII characters (got "×" at character 4)',
        ),
        ("EG; EF", "EG; EF: this cannot be read as a formula at character 3"),
        ("", "a formula is missing"),
    ],
)
def test_a_formula_outside_of_the_language(ground: Ground, formula: str, said: str) -> None:
    """The text of a formula is refused before anything could compute it."""
    ground.change(FORMULA, f'formula = "{formula}"', file=MODULE)
    assert ground.refusal(*LIST) == f"{MODULE}: equations.RE.formula: M010 {said}"


def test_a_formula_of_five_million_characters(ground: Ground) -> None:
    """A file beyond the limit is not even read as TOML."""
    ground.change(FORMULA, f'formula = "EG * EF{" + 0" * 1_250_000}"', file=MODULE)
    assert ground.refusal(*LIST) == (
        f'{MODULE}: M001 "methodology.toml" is larger than 1,000,000 bytes, the limit here'
    )


def test_twenty_two_chained_squarings(ground: Ground) -> None:
    """2 squared 22 times has four million bits: stopped at the first value beyond 65,536.

    X is 3; 3 squared 15 times has 2^15 * 1.585 = 51,937 bits, squared once more 103,873.
    """
    ground.change(FORMULA, 'formula = "EG * EF * X22"', file=MODULE)
    squarings = "".join(
        f'[equations.X{n}]\nunit = "1"\nformula = "X{n - 1} * X{n - 1}"\n' for n in range(1, 23)
    )
    start = '[parameters.X0]\nsymbol = "X"\ntitle = "X"\nkind = "fixed"\nunit = "1"\n'
    ground.module.write_text(ground.module.read_text("utf-8") + start + squarings, "utf-8")
    use_toy(ground, '[fixed.X0]\nvalue = 3\nunit = "1"\nsource = "made up"\n')
    code, _, err = ground.run("calculate", ".", "--methodologies", "modules")
    assert (code, err) == (
        1,
        "project.toml: C208 the equation X16 has no value (X15 * X15: the number grows beyond"
        " 65,536 bits); check the values that it reads\n\n"
        "1 error; jcm-mrv explain C208 tells more.\n",
    )


def use_toy(ground: Ground, more: str) -> None:
    """Let the project use the methodology of the ground."""
    ground.project.write_text(
        'schema = "jcm-mrv/project/1"\n'
        '[project]\ntitle = "T"\ncountry = "LA"\nmethodology = "toy 1"\n'
        'time_zone = "Asia/Vientiane"\n'
        "[monitoring_period]\nstart = 2017-03-01\nend = 2017-03-04\n"
        '[fixed.EF]\nvalue = 0.5\nunit = "tCO2/MWh"\nsource = "made up"\n'
        "[[monitored.EG.amount]]\nstart = 2017-03-01\nend = 2017-03-04\n"
        f'value = 10\nunit = "MWh"\nevidence = "invoice"\n{more}',
        "utf-8",
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: "\ufeff" + text, ":1: M002 the file begins with a byte-order mark;"),
        (lambda text: text + "\0", ": M002 the file is binary or UTF-16;"),
        (lambda text: 'id = "toy"\n' + text, ":3: M002 key id is written twice"),
        (lambda text: text + "x = " + "[" * 10_000, ": M002 lists or tables are nested too deeply"),
        (lambda text: text + "x = " + "9" * 5_000, ":38: M002 a whole number has thousands of"),
        (lambda _: "", ": M002 the file is empty"),
    ],
)
def test_bytes_that_are_no_methodology(
    ground: Ground, spoil: Callable[[str], str], said: str
) -> None:
    """What is no TOML is refused at its line where that is known."""
    ground.module.write_text(spoil(ground.module.read_text("utf-8")), "utf-8")
    assert ground.refusal(*LIST).startswith(f"{MODULE}{said}")


@pytest.mark.parametrize("file", ["methodology.toml", "cases.toml"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_fifo, '"{}" is a FIFO, where a file is expected'),
        (make_folder, '"{}" is a folder, where a file is expected'),
        (make_loop, '"{}" cannot be read from the disk'),
    ],
)
def test_a_methodology_that_is_no_file(
    ground: Ground, file: str, make: Callable[[Path], None], said: str
) -> None:
    """Nothing waits for a FIFO or follows a link for ever."""
    make(ground.module.with_name(file))
    assert ground.refusal(*TEST) == f"modules/toy/1/{file}: M001 {said.format(file)}"


def test_a_link_out_of_the_folder(ground: Ground) -> None:
    """A module is what lies in its folder."""
    ground.module.unlink()
    ground.module.symlink_to("/etc/passwd")
    assert ground.refusal(*LIST) == f"{MODULE}: M001 this is a link that leads out of its folder"


def test_no_methodology_in_the_folder(ground: Ground) -> None:
    """A folder without the file is told, not passed over."""
    ground.module.unlink()
    assert ground.refusal(*LIST) == "modules/toy/1: M001 methodology.toml is missing"


def test_two_methodologies_in_the_folder(ground: Ground) -> None:
    """Which of the two counts is not guessed."""
    ground.module.with_name("methodology-2.toml").write_text("")
    assert ground.refusal(*LIST) == (
        "modules/toy/1: M001 one methodology.toml is expected"
        " (got methodology-2.toml, methodology.toml)"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"to\ny", "to y"), (b"\x1b[31m", "\\x1b[31m"), (b"\xff", "\\udcff")],
)
def test_the_name_of_a_folder_cannot_drive_a_terminal(
    ground: Ground, name: bytes, shown: str
) -> None:
    """A folder of any name is told on one harmless line."""
    folder = ground.folder / "modules" / os.fsdecode(name) / "1"
    folder.mkdir(parents=True)
    assert ground.refusal(*LIST) == f"modules/{shown}/1: M001 methodology.toml is missing"


def test_a_methodology_without_permission(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing; root is refused nothing, so the refusal is made here."""
    deny(monkeypatch, "toy/1/methodology.toml")
    assert ground.refusal(*LIST) == (
        f'{MODULE}: M001 "methodology.toml" may not be read; give yourself permission to read it'
    )


def test_three_thousand_parameters(ground: Ground) -> None:
    """A methodology has an end, too."""
    more = "".join(
        f'[parameters.P{n}]\nsymbol = "P"\ntitle = "P"\nkind = "fixed"\n' for n in range(3_000)
    )
    ground.module.write_text(ground.module.read_text("utf-8") + more, "utf-8")
    assert ground.refusal(*LIST) == f"{MODULE}: parameters: M005 too long: at most 500 entries"
