"""What a bad input needs and git cannot keep, by code."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cut_gzip(folder: Path) -> None:
    """Leave the last bytes of a packed file away, as a broken copy does."""
    packed = gzip.compress((folder / "readings.csv").read_bytes(), mtime=0)
    (folder / "readings.csv.gz").write_bytes(packed[:-12])


BUILDERS: dict[str, Callable[[Path], None]] = {"D126": cut_gzip}
