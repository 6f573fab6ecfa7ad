"""How a reader checks the page: the files behind it, commands, and what made the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import STACKED, facts, left_out, section, table
from jcm_mrv.views.page.markup import Markup, element, join, wrap_breaks
from jcm_mrv.views.reported.evidence import inputs_of, software_of, steps_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.view import View

SHOWN_INPUTS = 500


def render_inputs(view: View) -> Markup:
    """Render the files that were read, with the digests of their bytes."""
    _ = view.language.text
    files = inputs_of(view.parsed, view.language)
    shown = files[:SHOWN_INPUTS]
    figures, root = view.figures, view.root["inputs"]
    rows = [
        (
            wrap_breaks(one.path),
            figures.whole(root[one.index]["bytes"]),
            figures.whole(root[one.index]["rows"]) if one.rows else "–",
            join([element("code", one.sha256), element("output", class_="mark")]),
        )
        for one in shown
    ]
    attributes = [{"data_input": str(one.index), "id": f"input-{one.index}"} for one in shown]
    header = (_("File"), _("Bytes"), _("Rows"), "SHA-256")
    said = _(
        "Every reading came from these files. A file with another digest is another file, "
        "even where a single character differs."
    )
    caption = _("Files that were read ({count})", count=view.count(len(files)))
    listed = table(caption, header, rows, numbers=(1, 2), attributes=attributes, class_=STACKED)
    return section(
        "inputs",
        _("Files"),
        element("p", said) if files else element("p", _("No file was read.")),
        listed if files else None,
        left_out(view, len(files) - SHOWN_INPUTS),
        _drop(view) if files else None,
    )


def _drop(view: View) -> Markup:
    """Return the place for files whose digests the script of the page compares."""
    _ = view.language.text
    said = _("Choose the files, or drop them here, to compare their digests. They stay with you.")
    choose = element("input", type="file", id="files", multiple=True)
    return element("div", element("label", said, choose), class_="drop")


def render_checking(view: View) -> Markup:
    """Render how to verify the report, and what made it."""
    _ = view.language.text
    steps = [
        element("li", element("p", one.text), element("pre", element("code", one.command)))
        for one in steps_of(view.language)
    ]
    inside = _(
        "The report itself lies in this page, byte for byte; report.json is the same file. "
        "Whoever has it makes this page again: the same report gives the same page."
    )
    time = view.parsed.report.time
    return section(
        "verify",
        _("How to verify"),
        element("p", inside),
        element("ol", *steps, class_="steps-list"),
        facts(
            (
                (_("SHA-256 of the report"), element("code", view.parsed.sha256)),
                (_("Software"), software_of(view.parsed)),
                (_("Time zone"), time.zone),
                (_("Time zone data"), time.tzdata),
            )
        ),
    )
