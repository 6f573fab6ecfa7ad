"""Words, numbers and days in the languages of the views."""

from __future__ import annotations

import pytest

from jcm_mrv.views.words import Language, languages, read_language


@pytest.fixture
def english() -> Language:
    """Give the language that needs no catalogue."""
    return read_language("en")


@pytest.fixture
def japanese() -> Language:
    """Give the first language that has one."""
    return read_language("ja")


def test_every_catalogue_is_a_language() -> None:
    """English comes first, and each catalogue adds the language that it is named after."""
    assert languages() == ("en", "ja")


def test_no_catalogue_is_no_language() -> None:
    """A language without a catalogue is refused, and a path is no language."""
    for code in ("xx", "../ja", ""):
        with pytest.raises(KeyError):
            read_language(code)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("427.8145810932", "427.814"),
        ("1234567.8999", "1,234,567.899"),
        ("-0.0009876", "-0.000987"),
        ("2/3", "0.666"),
        ("-7/2", "-3.5"),
        ("12", "12"),
        ("0", "0"),
    ],
)
def test_a_number_is_cut_and_never_rounded(english: Language, exact: str, shown: str) -> None:
    """No number claims more than the exact one, and a small one keeps three digits."""
    assert english.number(exact) == shown


@pytest.mark.parametrize(
    ("exact", "shown"), [("5", "5.000"), ("-1234.56789", "-1,234.567"), ("1/3", "0.333")]
)
def test_a_column_has_one_number_of_decimals(english: Language, exact: str, shown: str) -> None:
    """Numbers of a column stand under each other."""
    assert english.fixed(exact) == shown


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("0.997487", "99.74 %"),
        ("1", "100 %"),
        ("-0.005", "-0.5 %"),
        ("1/3", "33.33 %"),
        ("0", "0 %"),
    ],
)
def test_a_ratio_in_percent_is_cut(english: Language, exact: str, shown: str) -> None:
    """99.7487 % complete is told as 99.74 %, never as 99.75 %."""
    assert english.percent(exact) == shown


def test_texts_are_joined_as_the_language_does(english: Language, japanese: Language) -> None:
    """Commas, colons and spaces between sentences are the language's own; empty parts go."""
    assert english.listed(["a", "", "b"]) == "a, b"
    assert japanese.listed(["a", "", "b"]) == "a、b"
    assert english.sentences(["One.", "", "Two."]) == "One. Two."
    assert japanese.sentences(["一。", "二。"]) == "一。二。"
    assert english.labelled("LA_AM001", "Title") == "LA_AM001: Title"
    assert japanese.labelled("LA_AM001", "名称") == "LA_AM001：名称"
    assert english.listed([]) == english.sentences([]) == ""
    assert (english.percent("0.5"), japanese.percent("0.5")) == ("50 %", "50%")


def test_days_are_written_as_the_locale_does(english: Language, japanese: Language) -> None:
    """No reader takes the day for the month."""
    assert english.period("2017-03-01", "2018-02-28") == "1 March 2017 to 28 February 2018"
    assert japanese.period("2017-03-01", "2018-02-28") == "2017年3月1日～2018年2月28日"
    assert english.month("2017-03") == "Mar 2017"
    assert japanese.month("2017-03") == "2017年3月"
    assert english.time("2017-03-01T23:30:00") == "1 March 2017 23:30"


def test_words_of_the_jcm_are_its_own(japanese: Language) -> None:
    """The Japanese terms are those of the JCM's forms."""
    words = ("Reference emissions", "Project emissions", "Emission reductions")
    assert [japanese.text(word) for word in words] == [
        "リファレンス排出量",
        "プロジェクト排出量",
        "排出削減量",
    ]


def test_what_has_no_translation_stays_as_it_is(japanese: Language) -> None:
    """A text of a report that nobody translated is shown as it came, braces and all."""
    assert japanese.known("{a} of nobody") == "{a} of nobody"
    assert japanese.known("") == ""


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize("text", ["2017-02-30", "0000-00-00", "2017-13-01"])
def test_what_is_no_day_stays_as_it_is(code: str, text: str) -> None:
    """A report from elsewhere has days of the form alone: they are shown, and nothing stops."""
    language = read_language(code)
    assert language.day(text) == text
    assert language.time(f"{text}T24:61:00") == f"{text} 24:61"


@pytest.mark.parametrize("text", ["2017-13", "0000-01"])
def test_what_is_no_month_stays_as_it_is(text: str) -> None:
    """The same for months."""
    assert read_language("ja").month(text) == text
    assert read_language("en").short_month(text) == text
