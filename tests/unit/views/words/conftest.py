"""The tool that keeps the catalogues, and what it collects, once a run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages import Catalog

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def tool() -> ModuleType:
    """Return tools/catalogues.py, which lies in no package."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("catalogues")
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="session")
def wanted(tool: ModuleType) -> Catalog:
    """Return every text that can be translated, without translations."""
    collected: Catalog = tool.collect(tool.VIEWS)
    return collected
