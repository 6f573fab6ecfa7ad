"""The text of a code, in a terminal and as a page."""

from __future__ import annotations

from jcm_mrv.checks.check import Check
from jcm_mrv.views.catalogue import render_catalogue, render_check, render_pages
from jcm_mrv.views.surface import Surface

GAP = Check(
    code="D104",
    since="0.1.0",
    title="gap in the readings",
    why="A missing hour is electricity that nobody measured, and a verifier asks where it went.",
    remedy="Find the readings, or declare a treatment.",
    bad='step = "1 hour"\n\n2017-06-01 00:00,1.5',
    good="2017-06-01 00:00,1.5\n2017-06-01 01:00,1.5",
)
UNIT = Check("P012", "0.1.0", "unknown unit", "w", "r", "b", "g", source="contracts 3")


def test_the_list_is_grouped_by_stage() -> None:
    """Each stage has a heading, each code a line."""
    assert render_catalogue([UNIT, GAP], Surface()) == (
        "The project file, and the world around the project\n"
        "  P012  unknown unit\n"
        "\n"
        "The monitoring data\n"
        "  D104  gap in the readings\n"
    )


def test_a_code_is_explained_whole() -> None:
    """Why, what to do, bad and good stand below each other; examples keep their lines."""
    assert render_check(GAP, Surface()) == (
        "D104 gap in the readings\n"
        "\n"
        "Why it matters\n"
        "  A missing hour is electricity that nobody measured, and a verifier asks where\n"
        "  it went.\n"
        "\n"
        "What to do\n"
        "  Find the readings, or declare a treatment.\n"
        "\n"
        "Bad\n"
        '  step = "1 hour"\n'
        "\n"
        "  2017-06-01 00:00,1.5\n"
        "\n"
        "Good\n"
        "  2017-06-01 00:00,1.5\n"
        "  2017-06-01 01:00,1.5\n"
        "\n"
        "Since jcm-mrv 0.1.0; a code of the data stage.\n"
    )


def test_every_code_has_a_page_and_a_line_in_the_index() -> None:
    """The pages are Markdown, with the examples in fences."""
    pages = render_pages([UNIT, GAP])
    assert list(pages) == ["README.md", "P012.md", "D104.md"]
    assert "- [P012](P012.md) unknown unit\n" in pages["README.md"]
    assert pages["P012.md"] == (
        "# P012: unknown unit\n"
        "\n"
        "## Why it matters\n\nw\n\n"
        "## What to do\n\nr\n\n"
        "## Bad\n\n```\nb\n```\n\n"
        "## Good\n\n```\ng\n```\n\n"
        "## Source\n\ncontracts 3\n\n"
        "Since jcm-mrv 0.1.0.\n"
    )
