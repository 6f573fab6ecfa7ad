"""The Japanese of the views reads as Japanese: no English left in it, its own punctuation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.views.words import read_language

TEXTS = dict(read_language("ja").texts)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
QUOTED = re.compile(
    r'`[^`]*`|"[^"]*"|\{[^{}]*\}|\[[^\[\]]*\]|\'[^\']*\'|postgresql://\S+|sqlite://\S+'
)
COMMAND = re.compile(
    r"jcm-mrv(/\S+|( [a-z]+)*( --[a-z-]+)*)|--[a-z-]+|\b[PMDCV]\d{3}\b"
    r"|[\w./-]*\.(toml|json|csv|txt|md|db|lock)",
    re.ASCII,
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")

LATIN = {
    word
    for line in (Path(__file__).parent / "latin.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
}
"""Names, units, codes and keys that stand in Japanese texts as they are."""


def latin_words(text: str) -> list[str]:
    """Return the Latin words of a text that stand outside of quotes, commands and file names."""
    found: list[str] = WORD.findall(COMMAND.sub(" ", QUOTED.sub(" ", text)))
    return found


def left_over(text: str) -> list[str]:
    """Return the Latin words of a Japanese text that are neither names nor keys."""
    return [word for word in latin_words(text) if word not in LATIN]


def test_no_english_is_left() -> None:
    """A Latin word in a Japanese text is a name, a unit, a code, a key or a file."""
    assert {text: words for text in TEXTS.values() if (words := left_over(text))} == {}


def test_english_that_is_left_is_found() -> None:
    """A word that somebody forgot to translate is no name."""
    assert left_over("計測値のgapをproject.tomlの`until`で閉じる") == ["gap"]


def test_every_word_that_may_stay_is_in_use() -> None:
    """The list of Latin words does not grow beyond what the texts hold."""
    assert sorted(LATIN - {word for text in TEXTS.values() for word in latin_words(text)}) == []


def test_every_text_is_japanese() -> None:
    """A text without a Japanese letter joins values, or is a unit."""
    plain = [text for text in TEXTS.values() if not JAPANESE.search(text)]
    assert [text for text in plain if latin_words(text) not in ([], ["tCO2"])] == []


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (r"[\u3040-\u30ff\u4e00-\u9fff][,.;:?!](?![0-9A-Za-z])", "half-width punctuation"),
        (r"[。、] ", "a space after full-width punctuation"),
        (r"[\u3040-\u30ff\u4e00-\u9fff] [\u3040-\u30ff\u4e00-\u9fff]", "a space inside"),
        (
            r"[\u3040-\u30ff\u4e00-\u9fff]\(|[^\"]\)[\u3040-\u30ff\u4e00-\u9fff]",
            "half-width brackets",
        ),
        (r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]", "full-width letters or digits"),
        (r"[\uff61-\uff9f]", "half-width kana"),
        (r"。。|、、|、。", "doubled punctuation"),
    ],
)
def test_punctuation_is_japanese(fault: str, what: str) -> None:
    """Full-width punctuation without spaces; letters and digits stay half-width."""
    found = {key: text for key, text in TEXTS.items() if re.search(fault, text)}
    assert found == {}, what


def test_titles_are_nouns_and_remedies_are_sentences() -> None:
    """Headings end without a verb and a full stop; who is spoken to is spoken to politely."""
    for check in read_catalogue():
        title, why, remedy = (TEXTS[text] for text in (check.title, check.why, check.remedy))
        assert not re.search(r"(です|ます|。)$", title), title
        assert len(title) <= 30, title
        for text in (why, remedy):
            assert re.search(r"(です|ます|ません|ください|ました|でした|せん)(。|：)", text), text


def test_words_of_the_jcm_are_used_alike() -> None:
    """One term for one idea: whoever searches for the form's word finds each place."""
    for key, text in TEXTS.items():
        for english, japanese in (
            ("reference emissions", "リファレンス排出量"),
            ("project emissions", "プロジェクト排出量"),
            ("monitoring period", "モニタリング期間"),
            ("maximum permissible error", "最大許容誤差"),
            ("monitoring option", "モニタリングオプション"),
        ):
            if re.search(rf"\b{english}\b", key, re.IGNORECASE):
                assert japanese in text, key
