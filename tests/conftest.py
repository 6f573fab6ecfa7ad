"""What tests of several folders share."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment
from tests.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that stay together on one worker: none is left for the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(scope="session")
def program() -> Iterator[list[str]]:
    """Give the words that run the program as a process of its own, with its modules loaded.

    Where coverage follows each process, or nothing can fork, it begins from nothing.
    """
    if "COVERAGE_PROCESS_CONFIG" in os.environ or not hasattr(os, "fork"):
        yield [sys.executable, "-m", "jcm_mrv.cli"]
        return
    # Short, because the path of a socket has at most some hundred characters.
    with tempfile.TemporaryDirectory(prefix="jcm-mrv-") as folder:
        server = Server(Path(folder), environment())
        yield [str(server.program)]
        server.close()
