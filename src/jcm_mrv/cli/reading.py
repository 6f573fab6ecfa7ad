"""Read a file that was named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.files import FileFault, read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path, limit: int, *, hint: str = "") -> bytes:
    """Return the bytes of a file.

    Args:
        path: as it was typed.
        limit: the most that is read [bytes].
        hint: what to do where it cannot be read, if there is more to say.

    Raises:
        UsageError: it is not there, no file, too large, or may not be read.
    """
    try:
        return read_bytes(path, limit)
    except FileFault as fault:
        # The fault names the last part of the path alone.
        reason = str(fault).removeprefix(f'"{path.name}" ')
        raise UsageError(f"{path} {reason}{hint and '; '}{hint}.") from None
