"""Symbols of JCM documents are read as they are typeset, and what is not notation stays text."""

from __future__ import annotations

import pytest

from jcm_mrv.views.reported.symbol import Symbol, parse_symbol


def test_a_subscript_of_two_words_is_read() -> None:
    """EC_{IT,p}: EC with IT, a comma and p below."""
    below = (Symbol("IT"), Symbol(","), Symbol("p"))
    assert parse_symbol("EC_{IT,p}") == (Symbol("EC", below),)


def test_subscripts_stand_in_subscripts() -> None:
    """point_{EC_{IT}}: point with EC below, and IT below that."""
    assert parse_symbol("point_{EC_{IT}}") == (Symbol("point", (Symbol("EC", (Symbol("IT"),)),)),)


def test_a_subscript_without_braces_is_one_character() -> None:
    """RE_pq: only p stands below, as in LaTeX."""
    assert parse_symbol("RE_pq") == (Symbol("RE", (Symbol("p"),)), Symbol("q"))


def test_below_and_above_belong_to_one_word() -> None:
    """x_i^2 has both."""
    assert parse_symbol("x_i^2") == (Symbol("x", (Symbol("i"),), (Symbol("2"),)),)


def test_greek_letters_are_known() -> None:
    r"""\eta_{ref} is the letter eta."""
    assert parse_symbol(r"\eta_{ref}") == (Symbol("η", (Symbol("ref"),)),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EC_",
        "EC_{",
        "EC_{p",
        "EC_p}",
        "{EC}",
        "_p",
        "EC__p",
        "EC_a_b",
        "EC_{}",
        r"\frac{a}{b}",
        r"\input{/etc/passwd}",
        "<b>EC</b>",
        "EC_{a_{b_{c_{d_{e_{f}}}}}}",
        "E" * 201,
        "E" * 100_000,
    ],
)
def test_what_is_not_the_notation_stays_whole(text: str) -> None:
    """A text that is not read is one word, with every character that it had."""
    assert parse_symbol(text) == (Symbol(text),)
