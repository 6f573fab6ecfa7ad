"""A process that writes files and is killed, forked off many times: run as a program.

Words: FOLDER and what is to be done, ``new``, ``replace`` or ``loop``. Below FOLDER each turn has
a folder of its own. The process dies by SIGKILL before its n-th call of the operating system
that changes a disk, for n = 1, 2, ... until it lives; in a loop, at any moment.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from jcm_mrv.writing import write_files

CALLS = ("mkdir", "open", "fchmod", "fsync", "link", "replace", "rename", "unlink", "close")
OLD, NEW = b"old" * 100_000, b"new" * 200_000
LOOPS = 25


def main(folder: Path, task: str) -> None:
    """Kill a process at every point that there is, and print how many there are."""
    turn = 0
    while True:
        turn += 1
        place = folder / f"{turn:03}"
        place.mkdir()
        if task != "new":
            write_files({place / name: OLD for name in ("a", "b")})
        child = os.fork()
        if not child:
            _write(place, task, turn)
        if task == "loop":
            time.sleep(turn / 1250)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if status == 0 or (turn == LOOPS and task == "loop"):
            break
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            raise SystemExit(f"turn {turn} ended with {status}")
    print(turn)


def _write(place: Path, task: str, turn: int) -> None:
    if task == "loop":
        while True:
            write_files({place / "a": NEW, place / "b": NEW}, overwrite=True)
            write_files({place / "a": OLD, place / "b": OLD}, overwrite=True)
    left = [turn]
    for name in CALLS:
        _let_kill(name, left)
    inside = place / "sub" if task == "new" else place
    write_files({inside / "a": NEW, inside / "b": NEW}, overwrite=task == "replace")
    os._exit(0)


def _let_kill(name: str, left: list[int]) -> None:
    true = getattr(os, name)

    def call(*arguments: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return true(*arguments, **named)

    setattr(os, name, call)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
