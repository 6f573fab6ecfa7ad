"""One PostgreSQL server for all tests of a run that ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.sql.server import Server, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a server that runs until the tests end."""
    with run_server() as running:
        yield running
