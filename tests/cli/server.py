"""A process that has the program loaded, and forks one that runs it for each request.

Most of a short run is loading modules. Each request still gets a process of its own, with its
own streams, folder and exit code, which begins after the imports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import IO

from jcm_mrv.cli import main

LOADED = (
    "jcm_mrv.checks.catalogue",
    "jcm_mrv.cli.app",
    "jcm_mrv.cli.calculating",
    "jcm_mrv.cli.checking",
    "jcm_mrv.running",
    "jcm_mrv.views.findings",
    "jcm_mrv.views.terminal",
)
"""What most commands import; nothing of it starts a thread before it is used."""


def serve() -> None:
    """Answer requests until there are no more: words and folder in, the exit code out."""
    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            run_child(request["words"], request["folder"], request["streams"])
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def run_child(words: list[str], folder: str, streams: str) -> None:
    """Run the program in a folder, its streams in files, and end."""
    os.chdir(folder)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(streams) / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv = ["jcm-mrv", *words]
    code = main()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


class Server:
    """Hold the process, and ask it."""

    def __init__(self, environment: dict[str, str], streams: Path) -> None:
        self.streams = streams
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.server"],
            cwd=Path(__file__).parents[2],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def run(self, words: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run the program with words in a folder."""
        request = {"words": words, "folder": str(folder), "streams": str(self.streams)}
        self._stream(self.process.stdin).write(json.dumps(request) + "\n")
        self._stream(self.process.stdin).flush()
        code = int(self._stream(self.process.stdout).readline())
        told = [(self.streams / name).read_bytes().decode() for name in ("stdout", "stderr")]
        return subprocess.CompletedProcess(["jcm-mrv", *words], code, *told)

    def close(self) -> None:
        """End the process."""
        self._stream(self.process.stdin).close()
        self._stream(self.process.stdout).close()
        self.process.wait()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream


if __name__ == "__main__":
    serve()
