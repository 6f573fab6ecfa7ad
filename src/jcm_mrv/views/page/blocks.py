"""The few blocks that the page is built of: sections, tables, lists of facts, folded parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.markup import Markup, element, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.view import View


STACKED = "stacked"


def section(name: str, title: str, *children: Child) -> Markup:
    """Return a part of the page that the contents lead to."""
    heading = element("h2", title, id=f"{name}-title")
    return element(
        "section", heading, *children, id=name, class_="part", aria_labelledby=f"{name}-title"
    )


def fold(
    summary: Child, *children: Child, opened: bool = False, class_: str | None = None
) -> Markup:
    """Return a part that a reader opens; its summary tells what it holds."""
    head = element("summary", summary)
    return element("details", head, *children, open=opened, class_=class_)


def facts(pairs: Iterable[tuple[str, Child]], class_: str = "facts") -> Markup:
    """Return terms with what is said of them; those with nothing are left out."""
    rows = [
        element("div", element("dt", term), element("dd", said)) for term, said in pairs if said
    ]
    return element("dl", *rows, class_=class_) if rows else Markup("")


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Child]],
    *,
    numbers: Iterable[int] = (),
    attributes: Sequence[dict[str, str]] | None = None,
    last: Sequence[Child] | None = None,
    class_: str | None = None,
) -> Markup:
    """Return a table, in a frame that scrolls where the screen is too narrow.

    Args:
        caption: what it holds.
        header: title of each column.
        rows: cells; the first of each is the heading of its row.
        numbers: columns that are aligned as numbers.
        attributes: of each row, in the same order.
        last: a row of totals.
        class_: of the table; ``STACKED`` for one whose cells stand below each other on a narrow
            screen, each with the title of its column.
    """
    right = frozenset(numbers)
    head = element(
        "tr",
        *(
            element("th", title, scope="col", class_="n" if place in right else None)
            for place, title in enumerate(header)
        ),
    )
    labels = header if class_ == STACKED else None
    lines = []
    for number, cells in enumerate(rows):
        given = attributes[number] if attributes else {}
        lines.append(_row(cells, right, labels, given))
    foot = element("tfoot", _row(last, right, labels, {})) if last else None
    whole = element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *lines),
        foot,
        class_=class_,
    )
    return scroll(whole, caption)


def scroll(content: Markup, label: str) -> Markup:
    """Return what may be wider than the screen, in a frame that a keyboard can scroll."""
    return element("div", content, class_="scroll", role="group", tabindex=0, aria_label=label)


def items(parts: Iterable[Child], class_: str | None = None) -> Markup:
    """Return a list."""
    return element("ul", *(element("li", part) for part in parts), class_=class_)


def paragraphs(view: View, text: str) -> Markup:
    """Return a text of several lines: those that begin with a dash are a list."""
    parts: list[Markup] = []
    bullets: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("- "):
            bullets.append(line[2:])
            continue
        if bullets:
            parts.append(items([view.own(one) for one in bullets]))
            bullets = []
        if line.strip():
            parts.append(element("p", view.own(line)))
    return join(parts)


def left_out(view: View, count: int) -> Markup | None:
    """Return the line that says how much a list leaves out; None where that is nothing."""
    if count <= 0:
        return None
    said = view.language.text(
        "{count} more are left out here; the report that lies in this page has them all.",
        count=view.count(count),
    )
    return element("p", said, class_="left-out")


def _row(
    cells: Sequence[Child],
    right: frozenset[int],
    labels: Sequence[str] | None,
    given: dict[str, str],
) -> Markup:
    first, *others = cells
    shown = [element("th", first, scope="row", class_="n" if 0 in right else None)]
    shown += [
        element(
            "td",
            cell,
            class_="n" if place in right else None,
            data_label=labels[place] if labels else None,
        )
        for place, cell in enumerate(others, 1)
    ]
    return element("tr", *shown, **given)
