"""Pages of the examples, and a page as a reader without any of our code sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from tests.reported import example

from jcm_mrv.canonical import canonical
from jcm_mrv.report.reading import ParsedReport, parse_report
from jcm_mrv.views.page.render import render_page
from jcm_mrv.views.words import read_language

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"br", "hr", "input", "link", "meta", "wbr", "img"})
RAW = frozenset({"script", "style"})


@dataclass
class Tag:
    """Hold an element: its name, attributes, children and texts in their order."""

    name: str
    attributes: dict[str, str | None]
    children: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside of it, but not that of scripts and styles."""
        return "".join(
            one if isinstance(one, str) else one.text
            for one in self.children
            if isinstance(one, str) or one.name not in RAW
        )

    @property
    def raw(self) -> str:
        """The text of a script or a style."""
        return "".join(one for one in self.children if isinstance(one, str))

    def walk(self) -> Iterator[Tag]:
        """Give the element and all below it, in the order of the file."""
        yield self
        for one in self.children:
            if isinstance(one, Tag):
                yield from one.walk()

    def every(self, name: str) -> list[Tag]:
        """Return all elements of a name."""
        return [one for one in self.walk() if one.name == name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Tag("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        new = Tag(tag, dict(attrs))
        self.stack[-1].children.append(new)
        if tag not in VOID:
            self.stack.append(new)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].name == tag, f"{tag} ends where {self.stack[-1].name} is open"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read_html(data: bytes) -> Tag:
    """Return a page's elements; a page whose elements do not nest fails."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    assert len(reader.stack) == 1, f"{reader.stack[-1].name} is not closed"
    return reader.stack[0]


@cache
def page_of(name: str, language: str = "en") -> bytes:
    """Return the page of an example."""
    return render_page(example(name), read_language(language))


@cache
def elements_of(name: str, language: str = "en") -> Tag:
    """Return the elements of the page of an example."""
    return read_html(page_of(name, language))


def report_of(document: dict[str, Any]) -> ParsedReport:
    """Return a report that a test has changed."""
    return parse_report(canonical(document))


def document_of(name: str) -> dict[str, Any]:
    """Return a copy of an example's document, to change."""
    copy: dict[str, Any] = json.loads(example(name).data)
    return copy


def resolve(document: Any, pointer: str) -> Any:
    """Return what a JSON pointer leads to (RFC 6901), by this test's own reading of it."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document
