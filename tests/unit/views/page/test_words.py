"""The words of the page's script: what it says is what is translated, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jcm_mrv.views.page
from jcm_mrv.views.page.words import messages_of_script, words_of
from jcm_mrv.views.words import languages, read_language

SCRIPTS = Path(jcm_mrv.views.page.__file__).parent / "script"
JOINED = re.compile(r'"\s*\+\s*"')
SAID = re.compile(
    r'(?:\bsay\(\s*|new Uncomputable\(\s*|new Malformed\(\s*|^const [A-Z_]+ = )"((?:[^"\\]|\\.)*)"',
    re.MULTILINE,
)
PLACE = re.compile(r"\{[a-z]+\}")


def _said() -> set[str]:
    found = set()
    for path in SCRIPTS.glob("*.js"):
        found |= set(SAID.findall(JOINED.sub("", path.read_text("utf-8"))))
    return found


def test_the_script_says_what_the_catalogues_translate() -> None:
    """Every message of the script is on the list for the catalogues, and no other."""
    listed = messages_of_script(str)

    assert _said() == set(listed)
    assert len(listed) == len(set(listed)) > 50


@pytest.mark.parametrize("language", languages())
def test_the_page_brings_the_words_of_its_language(language: str) -> None:
    """English brings no texts; others bring theirs, with the same places for values."""
    words = words_of(read_language(language))

    texts = words["texts"]
    assert sorted(words) == ["decimal", "group", "texts"]
    assert words["group"] != words["decimal"]
    assert bool(texts) == (language != "en")
    for message, text in texts.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(message))
