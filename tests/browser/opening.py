"""Pages in a browser: opened from files, watched, re-computed."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.checker.plants import PLANTS
from tests.checker.running import document_of, plant
from tests.reported import NAMES
from tests.unit.views.page.pages import page_of

from jcm_mrv.canonical import canonical
from jcm_mrv.report.reading import parse_report
from jcm_mrv.views.page import render_page
from jcm_mrv.views.words import read_language

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTS = Path(__file__).parents[2] / "src" / "jcm_mrv" / "views" / "page" / "script"
REPORT = re.compile(rb'(id="report" data-sha256=")([0-9a-f]{64})(">)([A-Za-z0-9+/=]*)')
VERDICT = "#verdict[data-state]"

WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


def read_script(until: str = "99") -> str:
    """Return the script's files in order, up to a number."""
    files = [path for path in sorted(SCRIPTS.glob("*.js")) if path.name < until]
    return "\n".join(path.read_text("utf-8") for path in files)


@cache
def planted(name: str, folder: Path) -> dict[str, Any]:
    """Return the report of a project of the second checker's tests."""
    return document_of(plant(name, folder / f"plant-{name}"))


@dataclass
class Opener:
    """Open pages from files in one tab.

    Args:
        page: the tab.
        folder: where the pages are written.
        complaints: what the console said beyond information, and errors of scripts.
        requests: addresses that were asked for, the file itself left out.
    """

    page: Page
    folder: Path
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    opened: str = ""
    shown: bytes = b""

    def __post_init__(self) -> None:
        """Listen."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.add_init_script(WATCH)

    def _hear(self, message: Any) -> None:
        if message.type not in {"log", "info", "debug"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _note(self, url: str) -> None:
        if url.partition("#")[0] != self.opened:
            self.requests.append(url)

    def open(self, html: bytes) -> Page:
        """Write a page to a file and open it from there."""
        path = self.folder / f"{hashlib.sha256(html).hexdigest()[:16]}.html"
        path.write_bytes(html)
        self.opened = path.as_uri()
        self.shown = html
        self.complaints.clear()
        self.requests.clear()
        self.page.goto(self.opened)
        return self.page

    def recompute(self, html: bytes) -> tuple[str, str]:
        """Open a page and press its button; return the verdict's state and text."""
        self.open(html)
        return self.press()

    def press(self) -> tuple[str, str]:
        """Press the button of the page that is open; return the verdict's state and text."""
        self.page.click("#recompute")
        verdict = self.page.wait_for_selector(VERDICT)
        assert verdict is not None
        return str(verdict.get_attribute("data-state")), verdict.inner_text()

    def recompute_with(self, html: bytes, document: dict[str, Any]) -> tuple[str, str]:
        """Put another document with its digest into a page that stays open; re-compute it."""
        if self.shown != html:
            self.open(html)
        data = canonical(document)
        self.page.evaluate(
            """([report, digest]) => {
              const element = document.getElementById("report");
              element.textContent = report;
              element.dataset.sha256 = digest;
              const verdict = document.getElementById("verdict");
              delete verdict.dataset.state;
            }""",
            [base64.b64encode(data).decode(), hashlib.sha256(data).hexdigest()],
        )
        return self.press()


def render(document: dict[str, Any], language: str = "en") -> bytes:
    """Return the page of a document."""
    return render_page(parse_report(canonical(document)), read_language(language))


def embed(html: bytes, document: dict[str, Any], *, renew: bool = True) -> bytes:
    """Put another document into a page, and its digest where it is renewed."""
    return embed_bytes(html, canonical(document), renew=renew)


def embed_bytes(html: bytes, data: bytes, *, renew: bool = True) -> bytes:
    """Put other bytes in the place of a page's report."""
    digest = hashlib.sha256(data).hexdigest().encode()

    def put(match: re.Match[bytes]) -> bytes:
        return b"".join((match[1], digest if renew else match[2], match[3], base64.b64encode(data)))

    changed, count = REPORT.subn(put, html)
    assert count == 1
    return changed


__all__ = [
    "NAMES",
    "PLANTS",
    "Opener",
    "embed",
    "embed_bytes",
    "page_of",
    "planted",
    "read_script",
    "render",
]
