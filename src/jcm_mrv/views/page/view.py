"""What every part of the page is made from: the report, its places, and a reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.page.figures import Figures, with_unit
from jcm_mrv.views.page.markup import Markup, element, escape_text, join
from jcm_mrv.views.page.node import Node

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.reported.shown import Shown
    from jcm_mrv.views.words import Language

NOTHING = "–"

_LINK = re.compile(r"https://[a-z0-9][a-z0-9.:-]*(?:[/?#][!-~]*)?")
_BEHIND_LINK = ".,;:!?)'\">]}"
_OTHER_SCRIPT = frozenset({"ja"})
"""Languages whose own texts have letters that English does not have."""

_LATIN_WORD = re.compile(r"[A-Za-z]{2}")
MAX_LINKED = 10_000


@dataclass(frozen=True, slots=True)
class View:
    """Hold a report and the language that its page is written in.

    Args:
        parsed: the report.
        language: of the page.
        root: the report's document, as the place that all others lie below.
        figures: writes numbers.
    """

    parsed: ParsedReport
    language: Language
    root: Node
    figures: Figures

    def own(self, text: str) -> Markup:
        """Return a text of the report, marked as English where the page is in another script."""
        language = self.tongue(text)
        return element("span", text, lang=language) if language else escape_text(text)

    def tongue(self, text: str) -> str | None:
        """Return the language of a text of the report where it is not the page's own."""
        if self.language.code not in _OTHER_SCRIPT or not _LATIN_WORD.search(text):
            return None
        return "en" if all(ord(one) < 0x2E80 for one in text) else None

    def linked(self, text: str) -> Markup:
        """Return a text of the report whose https addresses are links."""
        if len(text) > MAX_LINKED:
            return self.own(text)
        parts: list[Markup] = []
        end = 0
        for match in _LINK.finditer(text):
            address = match[0].rstrip(_BEHIND_LINK)
            parts += [escape_text(text[end : match.start()]), link(address)]
            end = match.start() + len(address)
        if not parts:
            return self.own(text)
        whole = join([*parts, text[end:]])
        return element("span", whole, lang=self.tongue(text[:80]))

    def shown(self, number: Shown | None) -> Markup:
        """Return a number as the page holds it; a dash where there is none."""
        if number is None:
            return Markup(NOTHING)
        return element("data", number.text, value=number.value, data_at=number.at)

    def measured(self, number: Shown | None) -> Markup:
        """Return a number with its unit."""
        return with_unit(self.shown(number), number.unit if number else None)

    def count(self, number: int) -> str:
        """Return a count that the report holds by the length of a list."""
        return self.language.whole(number)


def view_of(parsed: ParsedReport, language: Language) -> View:
    """Return what the parts of a page are made from."""
    return View(parsed, language, Node(parsed.document), Figures(language))


def link(address: str) -> Markup:
    """Return an https address as a link that tells the other end nothing of this page."""
    return element("a", address, href=address, rel="noreferrer noopener", class_="address")
