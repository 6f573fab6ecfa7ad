"""Markdown for a pull request: read back by a parser of Markdown, as a person sees it."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from tests.unit.views.listings import CELL, COMPARED, GAP, LISTING, REFUSED, SILENT, UNIT

from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.views.markdown import escape, render_markdown

MARKDOWN = MarkdownIt("commonmark").enable("table")


def shown(text: str) -> str:
    """Return the HTML of a text."""
    return str(MARKDOWN.render(text))


def cells(text: str) -> list[list[str]]:
    """Return the rows of the tables as a person reads them."""
    rows = re.findall(r"<tr>(.*?)</tr>", shown(text), re.DOTALL)
    return [
        [
            html.unescape(re.sub(r"<!--.*?-->|</?strong>", "", cell)).strip()
            for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_the_table_holds_the_findings_letter_by_letter() -> None:
    """Pipes, backticks, brackets and HTML of a file are shown and do nothing."""
    assert cells(render_markdown([LISTING])) == [
        ["severity", "code", "place", "finding"],
        [
            "error",
            "P012",
            "plant a/project.toml:18: monitored.EC_IT.source[0].unit",
            '"kwh" is not a unit; did you mean "kWh"?',
        ],
        [
            "error",
            "D106",
            "plant a/a,b:c%.csv:3: kwh",
            '"\\x1b[31m|`<b>" is not a number at all, 100 %',
        ],
        [
            "warning",
            "D104",
            "plant a/project.toml: monitored.EC_IT.source[0]",
            "24 of 8,760 steps are missing<br>treated: counted as nothing<br>"
            "effect on the reductions: -0.333333... t (exact)",
        ],
        ["note", "D112", "command line: --until", "a note"],
    ]


def test_the_verdict_comes_first() -> None:
    """A heading with the project, and the number of findings by severity."""
    assert render_markdown([LISTING]).startswith(
        "### jcm-mrv check failed: plant a\n\n**2 errors, 1 warning, 1 note.**\n\n"
    )
    assert render_markdown([SILENT]) == ("### jcm-mrv check passed: plant b\n\n**No findings.**\n")
    warned = replace(LISTING, findings=(GAP,))
    assert render_markdown([warned]).startswith("### jcm-mrv check passed: ")
    assert render_markdown([replace(warned, strict=True)]).startswith("### jcm-mrv check failed: ")


def test_details_are_folded_and_show_lines_with_a_caret() -> None:
    """Each code has its lines, its reason, and what to do."""
    text = render_markdown([LISTING])
    folded = text.partition("<details>")[2]
    assert folded.count("</details>") == 1
    assert (
        "#### P012 unknown unit\n\n```text\nplant a/project.toml:18\n"
        '  18 | unit = "kwh"\n     |        ^^^^^\n```\n\n'
        "It matters.\nMuch.\n\nWhat to do: Mend it.\n"
    ) in folded


def test_a_line_of_a_file_cannot_end_its_fence() -> None:
    """A fence is longer than the backticks in it."""
    nasty = replace(CELL, excerpt=Excerpt(3, "````\x07` <script>", 0, 2))
    text = render_markdown([replace(LISTING, findings=(nasty,))])
    rendered = shown(text)
    assert "````\\x07` &lt;script&gt;" in rendered
    assert "<script>" not in rendered


@pytest.mark.parametrize(
    "text",
    [
        "*a* _b_ __c__ ~~d~~ $x$",
        "[a](http://example.org) ![b](c) <http://d.example>",
        "`a` ``b`` \\` a\\b",
        "<script>alert(1)</script> &amp; & &lt;",
        "| a | b |",
        "a\x1b[2J\u202eb",
    ],
)
def test_foreign_text_is_text(text: str) -> None:
    """Whatever a file holds, a reader sees its letters."""
    rendered = shown(f"x {escape(text)}")
    inner = re.sub(r"<!--.*?-->|^<p>|</p>\n$", "", rendered)
    assert "<" not in inner
    assert html.unescape(inner) == "x " + text.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")


@pytest.mark.parametrize(
    "text", ["@octocat", "#12", "a:100:b", "https://a.example", "www.a.example"]
)
def test_nothing_is_linked_or_drawn(text: str) -> None:
    """Names, numbers, addresses and pictures that GitHub finds in plain text are parted."""
    assert "<!-- -->" in escape(text)
    assert text not in escape(text)


def test_a_long_list_is_cut() -> None:
    """A comment has at most 65,536 characters; 100 rows are shown, and the rest is counted."""
    long = replace(UNIT, finding=replace(UNIT.finding, message="x" * 5000))
    text = render_markdown([replace(LISTING, findings=(long,) * 130)])
    assert text.count("\n| **error** |") == 100
    assert "\n30 more are not shown here.\n" in text
    assert len(text) < 65_536


def test_a_baseline_is_told() -> None:
    """What counts is new; what is known is a number."""
    assert render_markdown([COMPARED]).startswith(
        "### jcm-mrv check passed: plant a\n\n"
        "**New since the baseline: 1 warning.** Accepted by the baseline: 2. "
        "No longer there: 2; renew the baseline.\n\n"
    )


def test_a_calendar_is_folded_too() -> None:
    """It stands in a block of text, where its columns stay below each other."""
    text = render_markdown([replace(SILENT, calendar="EC  2017  █ █\n"), REFUSED])
    assert "```text\nEC  2017  █ █\n```\n" in text
    assert "### jcm-mrv check failed: plant c" in text
