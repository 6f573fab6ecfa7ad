"""A plant that is calculated once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.countersigning.plant import Plant, make_plant

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Plant:
    """Return a plant of which nothing stands against a positive opinion."""
    folder: Path = tmp_path_factory.mktemp("plant")
    return make_plant(folder)
