"""Run the sessions that README.md and docs/ show, and write what they print again.

A block fenced as ``console`` is a session: a line after ``$`` is a command, the lines below it
are what it prints, stderr among them; a line ``...`` stands for lines left out. The sessions of
a page run one after the other, in an empty folder with a copy of the examples. A mark above a
block changes a file between them:

    <!-- file: FOLDER/NAME -->      the block is the whole file
    <!-- change: FOLDER/NAME -->    in the file, its lines marked "-" become those marked "+"

``--check`` writes nothing, prints what is out of date, and fails.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(
    r"^(?:<!-- (?P<act>file|change): (?P<name>\S+) -->\n+)?"
    r"^```(?P<kind>[a-z]*)\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
LEFT_OUT = "..."


def list_pages() -> list[Path]:
    """Return the pages that may hold sessions; what a tool generates holds none."""
    generated = [ROOT / "docs" / "codes", ROOT / "docs" / "methodologies"]
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if not any(folder in page.parents for folder in generated)]


PROGRAMS = Path(sys.executable).parent


def renew_page(text: str, folder: Path, programs: Path = PROGRAMS) -> str:
    """Return a page with the output of its sessions as it is today.

    Args:
        text: the page.
        folder: an empty folder to run them in.
        programs: the folder that jcm-mrv is taken from.

    Raises:
        ValueError: a change does not fit its file.
    """
    if "```console\n" not in text:
        return text
    shutil.copytree(ROOT / "examples", folder / "examples")
    page = _Page(folder, programs)
    return BLOCK.sub(page.renew, text)


class _Page:
    """Carry the folder and the last exit code through the blocks of one page."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.path = os.pathsep.join([str(programs), str(PROGRAMS), os.environ["PATH"]])
        self.code = 0

    def renew(self, block: re.Match[str]) -> str:
        body = block["body"]
        if block["act"]:
            path = self.folder / block["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            is_file = block["act"] == "file"
            path.write_text(body if is_file else change(path.read_text("utf-8"), body), "utf-8")
        elif block["kind"] == "console":
            return f"```console\n{self.session(body)}```"
        return block[0]

    def session(self, body: str) -> str:
        first, *steps = re.split(r"^\$ ", body, flags=re.MULTILINE)
        if first:
            raise ValueError(f"a session starts with a command, not with {first!r}")
        return "".join(self.step(*step.split("\n", 1)) for step in steps)

    def step(self, command: str, shown: str) -> str:
        printed = self.run(command)
        lines = shown.splitlines()
        if LEFT_OUT in lines:
            head = lines.index(LEFT_OUT)
            tail = len(lines) - head - 1
            if len(printed) > head + tail:
                printed[head : len(printed) - tail] = [LEFT_OUT]
        # An empty line parts two steps and is no output.
        last = [""] if lines[-1:] == [""] and printed[-1:] != [""] else []
        return "".join(f"{line}\n" for line in [f"$ {command}", *printed, *last])

    def run(self, command: str) -> list[str]:
        done = subprocess.run(
            ["/bin/sh", "-c", f"(exit {self.code})\n{command}"],
            cwd=self.folder,
            env={
                "PATH": self.path,
                "COLUMNS": "80",
                "LC_ALL": "C.UTF-8",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
            timeout=120,
        )
        self.code = done.returncode
        return [line.rstrip() for line in done.stdout.splitlines()]


def change(text: str, body: str) -> str:
    """Return a text with the lines marked ``-`` replaced by those marked ``+``.

    Raises:
        ValueError: the old lines are not in the text, or more than once.
    """
    for hunk in re.split(r"\n(?= *\n)", body.rstrip("\n")):
        lines = [line for line in hunk.split("\n") if line.strip()]
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in "- ")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in "+ ")
        if not old or text.count(old) != 1:
            raise ValueError(f"these lines are in the file {text.count(old)} times:\n{old}")
        text = text.replace(old, new)
    return text


def main(arguments: list[str]) -> int:
    """Renew every page, or check them."""
    stale = 0
    for page in list_pages():
        text = page.read_text("utf-8")
        with tempfile.TemporaryDirectory(prefix="jcm-mrv-docs-") as folder:
            try:
                renewed = renew_page(text, Path(folder))
            except ValueError as error:
                raise SystemExit(f"{page.relative_to(ROOT)}: {error}") from None
        if renewed == text:
            continue
        stale += 1
        if "--check" in arguments:
            names = (str(page.relative_to(ROOT)), "as it is today")
            diff = difflib.unified_diff(
                text.splitlines(), renewed.splitlines(), *names, lineterm=""
            )
            print("\n".join(diff))
        else:
            page.write_text(renewed, "utf-8")
            print(page.relative_to(ROOT))
    return int(stale > 0 and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
