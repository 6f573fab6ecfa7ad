"""Readers of the page: by keyboard, with a screen reader, on paper, on a phone, without script."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from tests.browser.opening import page_of
from tests.reported import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.browser.opening import Opener

LAO = "lao-data-center"
CEMENT = "philippines-cement-whr"
PAGES = pytest.mark.parametrize(("name", "language"), [(LAO, "en"), (CEMENT, "ja")])
MOST_STOPS = 120

FOCUSED = """() => {
  const all = Array.from(document.querySelectorAll("*"));
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return {
    place: focused === document.body ? -1 : all.indexOf(focused),
    tag: focused.tagName.toLowerCase(),
    id: focused.id,
    href: focused.getAttribute("href"),
    isRinged: isRinged || style.boxShadow !== "none",
  };
}"""


def _stops(opener: Opener) -> list[dict[str, Any]]:
    stops = []
    for _ in range(MOST_STOPS):
        opener.page.keyboard.press("Tab")
        stops.append(opener.page.evaluate(FOCUSED))
        if stops[-1]["place"] < 0:
            return stops[:-1]
    return stops


@PAGES
def test_the_keyboard_goes_through_in_reading_order(
    opener: Opener, name: str, language: str
) -> None:
    """Tab reaches the skip link, the button, what unfolds and the files, each with a ring."""
    opener.open(page_of(name, language))

    stops = _stops(opener)

    places = [stop["place"] for stop in stops]
    assert places == sorted(places)
    assert len(places) < MOST_STOPS
    assert (stops[0]["tag"], stops[0]["href"][0]) == ("a", "#")
    assert {"recompute", "files"} <= {stop["id"] for stop in stops}
    assert "summary" in {stop["tag"] for stop in stops}
    assert [stop for stop in stops if not stop["isRinged"]] == []


def test_enter_unfolds_and_skips(opener: Opener) -> None:
    """Enter on the skip link goes to the results, on a summary it opens what lies below."""
    page = opener.open(page_of(LAO))
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    assert page.locator(target).count() == 1

    summary = page.locator("details:not([open]) > summary").first
    handle = summary.element_handle()
    assert handle is not None
    handle.focus()
    page.keyboard.press("Enter")
    assert handle.evaluate("(summary) => summary.parentElement.open") is True


def test_the_button_works_by_keyboard(opener: Opener) -> None:
    """Enter on the button begins, the focus stays where it was, and the verdict is announced."""
    page = opener.open(page_of(LAO))
    page.focus("#recompute")
    page.keyboard.press("Enter")
    page.wait_for_selector("#verdict[data-state=agrees]")

    assert page.evaluate("document.activeElement.id") == "recompute"
    assert page.get_attribute("#verdict", "aria-live") == "polite"


def _tree(opener: Opener) -> list[dict[str, Any]]:
    session = opener.page.context.new_cdp_session(opener.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "role": node.get("role", {}).get("value"),
            "name": node.get("name", {}).get("value", ""),
            "level": next(
                (
                    one["value"]["value"]
                    for one in node.get("properties", [])
                    if one["name"] == "level"
                ),
                None,
            ),
        }
        for node in nodes
        if not node.get("ignored")
    ]


@PAGES
def test_a_screen_reader_finds_its_way(opener: Opener, name: str, language: str) -> None:
    """Landmarks, headings that skip no level, and a name for each control, table and picture."""
    page = opener.open(page_of(name, language))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    nodes = _tree(opener)

    roles = [node["role"] for node in nodes]
    levels = [node["level"] for node in nodes if node["role"] == "heading"]
    named = {
        "button",
        "link",
        "table",
        "img",
        "image",
        "region",
        "navigation",
        "DisclosureTriangle",
    }
    assert roles.count("main") == 1
    assert "navigation" in roles
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))
    assert [node for node in nodes if node["role"] in named and not node["name"].strip()] == []
    assert {"button", "link", "table", "columnheader", "rowheader"} <= set(roles)
    assert page.evaluate("document.documentElement.lang") == language
    labels = page.evaluate("Array.from(document.querySelector('#files').labels, (one) => 1)")
    assert labels == [1]


@PAGES
def test_nothing_is_wider_than_the_screen(opener: Opener, name: str, language: str) -> None:
    """With all unfolded and re-computed, the page itself never scrolls sideways."""
    page = opener.open(page_of(name, language))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    opener.press()

    for width in (360, 800, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide == width

    page.set_viewport_size({"width": 1200, "height": 900})


def _plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", [LAO, CEMENT, "measured-rooftop-pv"])
def test_paper_holds_the_whole_page(opener: Opener, name: str) -> None:
    """Printed, the page has its credits, its last finding and its last input, and no cut table."""
    page = opener.open(page_of(name))
    report = example(name).report

    reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    printed = _plain(" ".join(sheet.extract_text() for sheet in reader.pages))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 1000})  # 178 mm of A4 at 96 dots an inch
    cut = page.eval_on_selector_all(
        "table",
        """(tables) => tables.filter((table) => table.checkVisibility()
             && table.getBoundingClientRect().right > innerWidth + 1)
             .map((table) => table.caption && table.caption.textContent)""",
    )
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1200, "height": 900})

    assert cut == []
    assert report.totals.credits is None or f"{report.totals.credits:,}" in printed
    assert report.inputs[-1].sha256 in printed
    if report.findings:
        assert report.findings[-1].code in printed
        assert _plain(report.findings[-1].message)[:60] in printed


@PAGES
def test_the_page_reads_without_its_script(
    chromium: Browser, opener: Opener, name: str, language: str
) -> None:
    """Without JavaScript all content is there, and nothing offers what only the script does."""
    opener.open(page_of(name, language))
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(opener.opened)

    report = example(name).report
    said = page.locator("main").inner_text()
    visible = [page.locator(one).is_visible() for one in ("#recompute", "#files", "#verdict")]
    context.close()

    assert f"{report.totals.credits:,}" in said
    assert report.inputs[0].sha256 in said
    assert report.methodology.title in said or language == "ja"
    assert visible == [False, False, False]
