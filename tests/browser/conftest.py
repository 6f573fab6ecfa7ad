"""One headless Chromium for all tests of the page, and what each page asks for and complains of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.opening import Opener, read_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT = 30_000
"""How long Chromium may take for one thing on a busy machine [ms]; no test measures time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of this folder on one worker, so that one browser serves them all."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium, once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def opener(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opener]:
    """Open pages in one tab, and keep what they ask for and complain of."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(TIMEOUT)
    yield Opener(context.new_page(), tmp_path_factory.mktemp("pages"))
    context.close()


@pytest.fixture(scope="session")
def core(chromium: Browser) -> Iterator[Page]:
    """Load the script's own functions into an empty tab, without a page around them."""
    context = chromium.new_context()
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    page.add_script_tag(content=read_script(until="70"))
    yield page
    context.close()
