"""A good project in a folder of its own, and the program run beside it in this process."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.errors.test_errors import EXCERPT

from jcm_mrv.cli import main

BASE = Path(__file__).parents[1] / "errors" / "_base"


@dataclass(frozen=True)
class Ground:
    """A folder with a data centre and, in ``modules``, a methodology of its own."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def project(self) -> Path:
        """Return project.toml."""
        return self.folder / "project.toml"

    @property
    def module(self) -> Path:
        """Return the methodology's file."""
        return self.folder / "modules" / "toy" / "1" / "methodology.toml"

    def change(self, old: str, new: str, *, file: str = "project.toml") -> None:
        """Replace a text that stands once in a file."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), "utf-8")

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run the program in the folder; return exit code, stdout and stderr."""
        code = main(words)
        said = self.capture.readouterr()
        return code, said.out, said.err

    def refusal(self, *words: str, code: int = 2) -> str:
        """Run the program, which answers nothing on stdout, and return its one finding."""
        ended, out, err = self.run(*words)
        lines = [line for line in err.splitlines() if not EXCERPT.fullmatch(line)]
        assert (ended, out) == (code, ""), err
        assert lines[1:] == ["", lines[-1]], err
        assert lines[-1].startswith("1 error; jcm-mrv explain ")
        return lines[0]


@pytest.fixture
def ground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ground:
    """Return a folder that calculates without a finding until a test spoils it."""
    for name in ("module", "data-centre"):
        shutil.copytree(BASE / name, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Ground(tmp_path, capsys)
