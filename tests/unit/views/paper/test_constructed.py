"""Papers of reports that no example has: long ones, broken ones, and those of an attacker."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pypdf
import pytest
from tests.reported import example
from tests.unit.views.paper import constructed
from tests.unit.views.paper.test_paper import LAO, paper, squeezed

from jcm_mrv.views.paper import render_paper
from jcm_mrv.views.words import read_language

pytestmark = pytest.mark.xdist_group("paper")  # what is made once is made by one worker

ENGLISH = read_language("en")
PLANTED = (
    '#read("/etc/passwd") ]#panic() $x$ \\ @ref <label> *b* _i_ `c` #{1+1}\n= h\n- a // /* "q"'
)
PLAIN = "a".join(PLANTED.split()).translate(dict.fromkeys(map(ord, '#"/[]$\\@<>*_`{}+=-()'), "z"))


def read(parsed: Any, code: str = "en") -> Any:
    """Return the paper of a report, opened."""
    return pypdf.PdfReader(io.BytesIO(render_paper(parsed, read_language(code))))


def text_of(reader: Any) -> str:
    """Return all text, without blanks."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def tags_of(reader: Any) -> Counter[str]:
    """Count the elements of the structure by what they are."""
    counted, waiting = Counter[str](), [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, pypdf.generic.ArrayObject):
            waiting += list(one)
        elif isinstance(one, pypdf.generic.DictionaryObject):
            counted[str(one.get("/S", ""))] += 1
            waiting += [one["/K"]] if "/K" in one else []
    return counted


def test_ten_years_are_told_line_by_line() -> None:
    """Ten times 171 t make 1,710 t; every year has its line, its equations and its files."""
    text = text_of(reader := read(constructed.of_years(10)))
    assert "1,710" in text
    for year in range(2017, 2027):
        assert squeezed(f"{year}: 1 January {year} to 31 December {year}") in text
        assert f"monitoring/{year}-12.csv" in text
    assert len(reader.pages) < 40


def test_thousands_of_members_are_shortened_and_counted() -> None:
    """Of 2,000 roofs the first stand beside a value, and 1,990 are said to be left out."""
    text = text_of(reader := read(constructed.of_members(2000)))
    assert "1,990more" in text
    assert squeezed("1,960 more are not shown here; report.json holds every one.") in text
    assert len(reader.pages) < 60


def test_thousands_of_findings_are_shortened_and_counted() -> None:
    """Of 3,000 findings of three codes, the first three of each are told."""
    text = text_of(read(constructed.of_findings(3000)))
    assert squeezed("9 of 3,000 findings are told here") in text
    assert [text.count(f"finding{number}") for number in (0, 8, 9)] == [1, 1, 0]


def test_a_report_without_results_says_why() -> None:
    """No number is made up where the report has none; the error stands on the paper."""
    text = text_of(read(constructed.without_results()))
    assert text.count(squeezed("Nothing could be calculated; the findings say why.")) >= 2
    assert squeezed("monitoring/2017-05.csv: there is no such file") in text
    assert "D101" in text


@pytest.mark.parametrize("code", ["en", "ja"])
def test_a_text_of_the_report_is_never_markup_or_code(code: str) -> None:
    """Planted in every text, it is shown as it is, in either language."""
    planted, places = constructed.saying(PLANTED)
    text = text_of(read(planted, code))
    assert places > 100
    assert text.count(squeezed(PLANTED)) > 50
    assert "root:" not in text


def test_a_text_of_the_report_makes_no_element() -> None:
    """Planted in every text, it makes no more headings, lists and links than plain words."""
    planted, plain = (tags_of(read(constructed.saying(text)[0])) for text in (PLANTED, PLAIN))
    assert plain["/H1"] >= 10
    for tag in ("/H1", "/H2", "/L", "/LI", "/Em", "/Strong", "/Link", "/Code", "/Figure"):
        assert planted[tag] == plain[tag], tag


def test_a_long_text_is_cut_and_what_is_left_out_is_counted() -> None:
    """Of 10,000 characters 2,000 are shown, or 400 on the cover; words break at line ends."""
    reader = read(constructed.saying("W" * 10_000, LAO)[0])
    text = squeezed("".join(page.extract_text() for page in reader.pages[:6]))
    assert "[8,000morecharacters]" in text
    assert "[9,600morecharacters]" in text
    assert len(reader.pages) < 250


def test_a_character_that_no_font_has_is_a_box_that_is_named() -> None:
    """The Khmer letter KA is U+1780; the paper stays PDF/UA and says what the box stands for."""
    document = constructed.document_of(LAO)
    document["project"]["title"] = "Solar at \u1780\U0001f600 \u202eevil"
    reader = read(constructed.parsed(document))
    text = text_of(reader)
    assert squeezed("Solar at ▯▯ \\u202eevil") in text
    assert "U+1780,U+1F600" in text
    metadata = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_an_empty_name_has_words_for_who_cannot_see_it() -> None:
    """A formula without a name would not be accessible: it is read out as a dash."""
    document = constructed.document_of(LAO)
    for one in document["values"]:
        one["name"] = ""
    assert "/Formula" in tags_of(read(constructed.parsed(document)))


def test_the_report_lies_in_its_paper_byte_for_byte() -> None:
    """Whoever has the PDF alone has report.json, too."""
    parsed = example(LAO)
    (attached,) = pypdf.PdfReader(io.BytesIO(paper(LAO, "en"))).attachments["report.json"]
    assert attached == parsed.data
