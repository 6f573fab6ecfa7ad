"""The paper of each example, read by another program: pypdf."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from tests.reported import NAMES, example

from jcm_mrv.views.paper import render_paper
from jcm_mrv.views.words import read_language

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("paper")  # what is made once is made by one worker

LAO = "lao-data-center"
EVERY = [*((name, "en") for name in NAMES), (LAO, "ja"), ("philippines-rooftop-solar", "ja")]
A4 = {(595, 842), (842, 595)}
# A4 is 210 mm by 297 mm; 210 / 25.4 * 72 = 595.3 and 297 / 25.4 * 72 = 841.9 points.


@cache
def paper(name: str, code: str) -> bytes:
    """Return the paper of an example."""
    return render_paper(example(name), read_language(code))


@cache
def read(name: str, code: str) -> Any:
    """Return the same, opened; pypdf types hardly more than that a thing is a thing."""
    return pypdf.PdfReader(io.BytesIO(paper(name, code)))


@cache
def pages(name: str, code: str) -> tuple[str, ...]:
    """Return the text of each page."""
    return tuple(page.extract_text() for page in read(name, code).pages)


def text_of(name: str, code: str) -> str:
    """Return all text, without blanks: a line may end anywhere."""
    return squeezed("".join(pages(name, code)))


def squeezed(text: str) -> str:
    """Return a text without blanks and places to break."""
    return "".join(text.replace("\u200b", "").split())


def fonts_of(reader: Any) -> list[Any]:
    """Return every font that a page, or a drawing in it, uses."""
    found, waiting = [], [page["/Resources"] for page in reader.pages]
    while waiting:
        resources = waiting.pop().get_object()
        found += [font.get_object() for font in resources.get("/Font", {}).values()]
        inner = [one.get_object() for one in resources.get("/XObject", {}).values()]
        waiting += [one["/Resources"] for one in inner if "/Resources" in one]
    return found


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_paper_says_that_it_is_pdf_ua_and_in_which_language(name: str, code: str) -> None:
    """PDF/UA-1, tagged, with language, title and the title in the window's head."""
    reader = read(name, code)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == code
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert example(name).report.project.title in (reader.metadata.title or "")


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_every_font_lies_in_the_paper(name: str, code: str) -> None:
    """No reader needs a font of its own, so that the paper looks the same everywhere."""
    fonts = fonts_of(read(name, code))
    assert len({font["/BaseFont"] for font in fonts}) >= 3
    for font in fonts:
        (below,) = font["/DescendantFonts"]
        descriptor = below.get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_each_page_is_a4_and_says_which_of_how_many_it_is(name: str, code: str) -> None:
    """The last line of page 3 of 9 says ``3`` and ``9``."""
    texts, last = pages(name, code), len(pages(name, code))
    sizes = {(round(page.mediabox[2]), round(page.mediabox[3])) for page in read(name, code).pages}
    assert sizes == A4
    told = read_language(code).text
    for number, text in enumerate(texts, 1):
        expected = told("Page {page} of {pages}", page=number, pages=last)
        assert squeezed(expected) in squeezed(text)


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_paper_tells_the_credits_and_whose_report_it_shows(name: str, code: str) -> None:
    """Credits of each line, the digest of report.json, and every digest that it rests on."""
    parsed, text = example(name), text_of(name, code)
    report = parsed.report
    assert parsed.sha256 in text
    assert report.methodology.file_sha256 in text
    assert report.methodology.rules_sha256 in text
    for one in report.inputs:
        assert one.sha256 in text
        assert squeezed(one.path) in text
    for line in report.vintages:
        assert line.credits is None or f"{line.credits:,}" in text


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_a_paper_tells_every_finding(name: str, code: str) -> None:
    """Its code, its message as the report has it, and its treatment."""
    text = text_of(name, code)
    for one in example(name).report.findings:
        assert one.code in text
        assert squeezed(one.message) in text


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_bookmarks_lead_to_the_sections(name: str, code: str) -> None:
    """Each heading of the first level is a bookmark, and stands on the page that it leads to."""
    reader = read(name, code)
    heads = [one for one in reader.outline if not isinstance(one, list)]
    assert len(heads) >= 10
    for one in heads:
        place = reader.get_destination_page_number(one)
        assert place is not None
        assert squeezed(one.title or "") in squeezed(pages(name, code)[place])


def test_the_cover_says_whose_report_it_is() -> None:
    """The README of the example: LA001, LA_AM001, its period, and 171 + 36 = 207 t."""
    cover = pages(LAO, "en")[0]
    for part in ("LA001", "LA_AM001 ver1.0", "1 March 2017 to 28 February 2018", "Laos", "207"):
        assert part in cover
    assert "reconstructed from the published summary" in cover


def test_an_equation_stands_with_its_numbers() -> None:
    """RE of 2017 is 428.55169 x 1.8 x 0.5546, by the readings and the fixed values."""
    # 428.55169 * 1.8 = 771.393042; * 0.5546 = 427.8145811
    text = text_of(LAO, "en")
    assert squeezed("428.55169 × 1.8 × 0.5546") in text
    assert squeezed("427.814581… tCO2") in text


def test_a_trial_run_is_no_report_of_the_jcm() -> None:
    """Its cover does not name the JCM as its author, and says that it gives no credits."""
    cover = pages("measured-rooftop-pv", "en")[0]
    assert "Joint Crediting Mechanism" not in cover
    assert "outside of the JCM" in cover


def test_the_paper_bears_the_day_after_the_period_where_the_project_names_none() -> None:
    """The period of LA001 ends on 28 February 2018; nobody's clock is read."""
    reader = read(LAO, "en")
    assert reader.metadata["/CreationDate"].startswith("D:20180301")


def test_a_japanese_paper_has_the_terms_and_the_glyphs() -> None:
    """The JCM's own terms, in Noto Sans JP and Noto Serif JP."""
    text = text_of(LAO, "ja")
    for term in ("リファレンス排出量", "プロジェクト排出量", "排出削減量", "モニタリング期間"):
        assert term in text
    fonts = {str(font["/BaseFont"]).partition("+")[2] for font in fonts_of(read(LAO, "ja"))}
    assert {"NotoSansJP-Regular-Identity-H", "NotoSerifJP-Regular-Identity-H"} <= fonts


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_no_heading_stands_alone_at_the_end_of_a_page(name: str, code: str) -> None:
    """Below each heading there is room for at least two lines above the margin of 22 mm."""
    # 22 mm are 22 / 25.4 * 72 = 62 points; two lines and the heading take some 45.
    reader, waiting = read(name, code), list(read(name, code).outline)
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        else:
            page = reader.pages[reader.get_destination_page_number(one)]
            assert page.mediabox[3] >= one.top >= 62 + 45, one.title


def test_the_same_bytes_come_from_every_machine(tmp_path: Path) -> None:
    """Another time zone, language, folder and seed of hashes change nothing."""
    script = (
        "import sys, hashlib; from pathlib import Path\n"
        "from jcm_mrv.report.reading import parse_report\n"
        "from jcm_mrv.views.paper import render_paper\n"
        "from jcm_mrv.views.words import read_language\n"
        "made = render_paper(parse_report(Path(sys.argv[1]).read_bytes()), read_language('ja'))\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    report = tmp_path / "report.json"
    report.write_bytes(example(LAO).data)
    elsewhere = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    made = subprocess.run(
        [sys.executable, "-c", script, str(report)],
        env={**os.environ, **elsewhere, "SOURCE_DATE_EPOCH": "1"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert made.stdout.strip() == hashlib.sha256(paper(LAO, "ja")).hexdigest()
