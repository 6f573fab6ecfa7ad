"""The second checker, loaded by its path: it is no part of the package."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from pathlib import Path
from typing import Any

from tests.checker.plants import PLANTS

from jcm_mrv.canonical import canonical
from jcm_mrv.run import calculate

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "tools" / "check_report.py"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("check_report", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


checker = _load()


def run(path: Path, *options: str) -> tuple[int, str]:
    """Run the checker on a file: its exit code and what it prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = checker.main([str(path), *options])
    return code, said.getvalue()


def check(document: object, folder: Path) -> tuple[int, str]:
    """Write a document as canonical bytes, by the checker's own writer, and check it."""
    path = folder / "report.json"
    path.write_bytes(checker.written(document).encode())
    return run(path)


def document_of(project: Path) -> dict[str, Any]:
    """Calculate a project with the engine."""
    modules = project / "modules"
    return calculate(project, methodologies=[modules] if modules.exists() else []).document


def write_report(project: Path, folder: Path) -> Path:
    """Write the report of a project as the engine does."""
    path = folder / "report.json"
    path.write_bytes(canonical(document_of(project)))
    return path


def plant(name: str, folder: Path) -> Path:
    """Write one of the projects of plants.py, and return its folder."""
    folder.mkdir()
    PLANTS[name](folder)
    return folder
