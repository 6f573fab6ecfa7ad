"""A process that has the program loaded, and forks one that runs it for each request.

Most of a short run is loading modules. Each request still gets a process of its own, with the
words, folder, environment and streams of who asks, and answers with its exit code. ``python
server.py SOCKET`` serves; what :func:`write_shim` writes asks it like the program itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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

MAX_REQUEST = 1 << 20
SHIM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({place!r})
    request = {{"words": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
    socket.send_fds(line, [json.dumps(request).encode() + b"\\n"], [0, 1, 2])
    sys.exit(int(line.makefile().readline()))
"""


def serve(place: str) -> None:
    """Answer requests at a socket until the process is ended."""
    for name in LOADED:
        import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that answer
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        print("ready", flush=True)
        while True:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                answer(line)
            line.close()


def answer(line: socket.socket) -> None:
    """Run the program in a process of its own, tell its exit code, and end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    data, streams, _, _ = socket.recv_fds(line, MAX_REQUEST, 3)
    while not data.endswith(b"\n"):
        data += line.recv(MAX_REQUEST)
    child = os.fork()
    if child == 0:
        run(json.loads(data), streams)
    _, status = os.waitpid(child, 0)
    line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def run(request: dict[str, object], streams: list[int]) -> None:
    """Run the program as it was asked for, and end."""
    main = import_module("jcm_mrv.cli").main
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(str(request["folder"]))
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    sys.argv = ["jcm-mrv", *request["words"]]  # type: ignore[misc]
    code = main()
    for one in (sys.stdout, sys.stderr):
        one.flush()
    os._exit(code)


class Server:
    """Hold the process that serves.

    Args:
        folder: for its socket and the program that asks it.
        environment: of the process.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.place = str(folder / "socket")
        self.process = subprocess.Popen(
            [sys.executable, __file__, self.place],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()
        self.program = folder / "jcm-mrv"
        self.program.write_text(SHIM.format(python=sys.executable, place=self.place))
        self.program.chmod(0o755)

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


if __name__ == "__main__":
    serve(sys.argv[1])
