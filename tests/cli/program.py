"""The program as a process: how it is called, and in which environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import subprocess


class Run(Protocol):
    """Run ``jcm-mrv`` with words, in a folder that holds the test projects."""

    def __call__(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]: ...  # noqa: D102


def environment(**changes: str) -> dict[str, str]:
    """Return an environment that does not depend on the machine."""
    names = ("PATH", "HOME", "TMPDIR", "COVERAGE_PROCESS_CONFIG")  # the last for make coverage
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "COLUMNS": "80", "LC_ALL": "C.UTF-8", **changes}
