"""Write what the documentation takes from the program: codes, schemas and blocks of help.

A block of help in a Markdown file stands between two marks and is written again each time:

    <!-- help: calculate -->
    <!-- end of help -->
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.report.schema import render_schema
from jcm_mrv.views.catalogue import render_pages

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(<!-- help: ?([a-z ]*?) -->\n).*?(<!-- end of help -->)", re.DOTALL)


def render_help(command: str) -> str:
    """Return the help of a command, as a terminal of 80 columns shows it."""
    words = [sys.executable, "-m", "jcm_mrv.cli", *command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout


def renew_help(text: str) -> str:
    """Return a Markdown text with every block of help written again."""
    return BLOCK.sub(
        lambda match: f"{match[1]}```text\n{render_help(match[2]).rstrip()}\n```\n{match[3]}", text
    )


def write_if_changed(path: Path, text: str) -> None:
    """Write a file and name it, unless it holds the text already."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))


def main() -> None:
    """Write all of it."""
    folder = ROOT / "docs" / "codes"
    pages = render_pages(read_catalogue())
    for stale in set(folder.glob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        write_if_changed(folder / name, text)
    write_if_changed(ROOT / "docs" / "schemas" / "report-1.json", render_schema())
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = path.read_text("utf-8")
        write_if_changed(path, renew_help(text))


if __name__ == "__main__":
    main()
