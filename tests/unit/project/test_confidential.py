"""The words with which a project keeps parts of its report back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.vocabulary import CONFIDENTIAL_GROUPS, CONFIDENTIAL_NUMBERS, split_confidential

if TYPE_CHECKING:
    from jcm_mrv.project.model import Project

Read = Callable[..., "Project"]
Lines = Callable[..., list[str]]

BLINDING = "blinding = '" + "0123456789abcdef" * 4 + "'\n"
PAGE = Path(__file__).parents[3] / "docs" / "project-file.md"


def test_words_are_kept_in_the_order_written(read: Read) -> None:
    """Every kind of word is read, and a project that names none keeps nothing back."""
    words = ["meters", "monitored.EG", "fixed.EF", "fixed.place", "equations.RE"]
    project = read(extra=f"[report]\nconfidential = {words}\n{BLINDING}")
    assert project.report is not None
    assert project.report.confidential == tuple(words)
    without = read(extra="[report]\nversion = '1'\n").report
    assert without is not None
    assert without.confidential == ()


def test_a_misspelt_word_is_refused_with_the_likely_one(refuse: Lines) -> None:
    """A word outside of the vocabulary stops the reading, at its place in the list."""
    assert refuse(extra=f'[report]\nconfidential = ["files", "meter"]\n{BLINDING}') == [
        'project.toml: report.confidential[1]: P005 "meter" is not a part of a report that can be'
        ' kept back; did you mean "meters"?'
    ]
    assert refuse(extra=f'[report]\nconfidential = ["monitord.EG"]\n{BLINDING}') == [
        'project.toml: report.confidential[0]: P005 "monitord.EG" is not a part of a report that'
        ' can be kept back; did you mean "monitored.EG"?'
    ]


def test_a_word_is_written_once(refuse: Lines) -> None:
    """Two of one word are refused."""
    assert refuse(extra=f'[report]\nconfidential = ["files", "files"]\n{BLINDING}') == [
        'project.toml: report.confidential: P005 the word "files" is written twice'
    ]


@pytest.mark.parametrize("blinding", ["0" * 64, "0123456789abcdef", "0123456789ABCDEF" * 4])
def test_a_blinding_has_64_random_digits(refuse: Lines, blinding: str) -> None:
    """Digits that cannot be random, too few of them, or capitals are refused."""
    assert refuse(extra=f'[report]\nblinding = "{blinding}"\n') == [
        "project.toml: report.blinding: P005 this is not a blinding: write 64 random digits of 0-9"
        ' and a-f, such as "openssl rand -hex 32" prints; without them a guess at what is kept back'
        " could be tested against the digest of the report"
    ]


def test_words_ask_for_a_blinding(refuse: Lines) -> None:
    """A report whose digest is public gives its few unknown words away to whoever tries them."""
    (line,) = refuse(extra='[report]\nconfidential = ["files"]\n')
    assert line.startswith('project.toml: report: P004 key "blinding" is missing: write 64 random')


def test_groups_have_no_name_and_numbers_have_one(refuse: Lines) -> None:
    """``meters.M1`` and a bare ``monitored`` are no words."""
    for word in ("meters.M1", "monitored", "monitored.", "fixed.a b", ".EG", ""):
        assert len(refuse(extra=f'[report]\nconfidential = ["{word}"]\n{BLINDING}')) == 1, word


def test_a_name_that_the_methodology_lacks_is_an_error(judge: Lines) -> None:
    """A misspelt parameter or equation, or one of another kind, would hide nothing."""
    words = '["monitored.EGG", "fixed.EC", "equations.REE"]'
    assert judge(extra=f"[report]\nconfidential = {words}\n{BLINDING}") == [
        'error: project.toml: report.confidential[0]: P015 "EGG" is not a parameter of'
        ' roofs-and-rooms; did you mean "EG"?',
        'error: project.toml: report.confidential[1]: P015 "EC" is not a parameter of'
        " roofs-and-rooms (expected one of EF_RE, place, EF, N)",
        'error: project.toml: report.confidential[2]: P015 "REE" is not an equation of'
        ' roofs-and-rooms; did you mean "RE"?',
    ]


def test_the_page_lists_the_vocabulary() -> None:
    """The table of words on the page of the project file is the program's own list."""
    section = PAGE.read_text("utf-8").partition('<a id="confidential"></a>')[2]
    listed = re.findall(r"^\| `([a-z_.A-Z]+)` \|", section.partition("## CSV tables")[0], re.M)
    assert listed == [*CONFIDENTIAL_GROUPS, *(f"{one}.NAME" for one in CONFIDENTIAL_NUMBERS)]


def test_a_word_is_split_at_its_point() -> None:
    """The parts of a word, and two blanks for what is none."""
    assert split_confidential("monitored.EG_SUP") == ("monitored", "EG_SUP")
    assert split_confidential("meters") == ("meters", "")
    assert split_confidential("a.b.c") == ("", "")
