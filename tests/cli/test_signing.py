"""keygen and sign as a person uses them: files, permissions, passphrases, second signatures."""

from __future__ import annotations

import os
import pty
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment
from tests.unit.statement.signers import verifier

from jcm_mrv.canonical import canonical, digest, read_json
from jcm_mrv.cli import main
from jcm_mrv.disclosure.openings import parse_openings
from jcm_mrv.statement.envelope import check_envelope
from jcm_mrv.statement.judging import judge_seal
from jcm_mrv.statement.keys import read_private_key, read_public_key
from jcm_mrv.statement.statement import read_statement

if TYPE_CHECKING:
    from tests.cli.program import Run

SECRET = "Korrekt Pferd 7"  # noqa: S105  (of keys that live for a test)
REPORT, ENVELOPE = "signed/data-centre.json", "signed/data-centre.dsse.json"
PROGRAM = [sys.executable, "-m", "jcm_mrv.cli"]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program here, where no process is of interest."""

    def run_words(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as changed:
            changed.chdir(folder)
            for name, value in variables.items():
                changed.setenv(name, value)
            code = main(list(words))
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run_words


def mode_of(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_keygen_writes_a_pair(run: Run, folder: Path) -> None:
    """The private half is for its owner alone, and the fingerprint is that of the public one."""
    done = run("keygen", "keys/new", JCM_MRV_PASSPHRASE=SECRET)
    private, public = folder / "keys" / "new.pem", folder / "keys" / "new.pub.pem"
    assert done.returncode == 0
    assert mode_of(private) == 0o600
    key = read_public_key(public.read_bytes())
    assert done.stdout == f"{key.keyid}\n"
    assert read_private_key(private.read_bytes(), SECRET.encode()).keyid == key.keyid
    assert sorted(path.name for path in private.parent.iterdir()) == ["new.pem", "new.pub.pem"]


def test_a_private_key_is_never_open_to_others(folder: Path) -> None:
    """Not for a moment: the file is made with the permissions that it keeps."""
    code = (
        "import os, sys\n"
        "made = os.open\n"
        "def watch(path, flags, mode=0o777, **more):\n"
        "    if flags & os.O_CREAT:\n"
        "        print(oct(mode), file=sys.stderr)\n"
        "    return made(path, flags, mode, **more)\n"
        "os.open = watch\n"
        "os.umask(0)\n"
        "from jcm_mrv.cli import main\n"
        "sys.exit(main(['keygen', 'new', '--no-passphrase']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env=environment(), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if line.startswith("0o")] == [
        "0o600",
        "0o666",
    ]
    assert mode_of(folder / "new.pem") == 0o600


def test_keygen_overwrites_nothing(run: Run, folder: Path) -> None:
    """Where one of the two files is there, neither is written."""
    (folder / "new.pub.pem").write_text("mine", "utf-8")
    done = run("keygen", "new.pem", "--no-passphrase")
    assert done.returncode == 2
    assert "new.pub.pem is there already and is never overwritten" in done.stderr
    assert not (folder / "new.pem").exists()
    assert (folder / "new.pub.pem").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "variables", "expected"),
    [
        (("--passphrase-file", "a", "--no-passphrase"), {}, "say either --passphrase-file or --"),
        ((), {"JCM_MRV_PASSPHRASE": ""}, "JCM_MRV_PASSPHRASE is empty; a passphrase has at least"),
        (("--passphrase-file", "empty"), {}, "the first line of empty is empty; a passphrase has"),
        (("--passphrase-file", "nul"), {}, "the first line of nul holds a NUL character; a"),
        (("--passphrase-file", "long"), {}, "the first line of long is too long; a passphrase"),
        (("--passphrase-file", "missing"), {}, "missing cannot be read; --passphrase-file names a"),
        (("--passphrase-file", "signed"), {}, "signed cannot be read; --passphrase-file names a"),
    ],
)
def test_a_passphrase_that_is_none_is_refused(
    run: Run, folder: Path, words: tuple[str, ...], variables: dict[str, str], expected: str
) -> None:
    """Nothing is written with an empty or unusable passphrase."""
    (folder / "empty").write_bytes(b"\nsecond line\n")
    (folder / "nul").write_bytes(b"a\0b\n")
    (folder / "long").write_bytes(b"x" * 1_001 + b"\n")
    done = run("keygen", "new", *words, **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"jcm-mrv: {expected}")
    assert not list(folder.glob("new*"))


@pytest.mark.parametrize("line", [SECRET, f"{SECRET}\n", f"{SECRET}\r\n", f"{SECRET}\nmore\n"])
def test_the_first_line_of_a_file_is_the_passphrase(run: Run, folder: Path, line: str) -> None:
    """Its end, of either kind, is no part of it."""
    (folder / "secret").write_bytes(line.encode())
    assert run("keygen", "new", "--passphrase-file", "secret").returncode == 0
    assert read_private_key((folder / "new.pem").read_bytes(), SECRET.encode())


def test_a_passphrase_comes_from_standard_input(folder: Path) -> None:
    """- is standard input, for a script that holds it."""
    subprocess.run(
        [*PROGRAM, "keygen", "new", "--passphrase-file", "-"],
        cwd=folder,
        env=environment(),
        input=f"{SECRET}\n".encode(),
        capture_output=True,
        check=True,
    )
    assert read_private_key((folder / "new.pem").read_bytes(), SECRET.encode())


def in_terminal(folder: Path, words: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the program in a terminal, answer its questions, and return what it showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(sys.executable, [*PROGRAM, *words], environment())  # noqa: S606
    shown, left = b"", list(answers)
    while True:
        try:
            chunk = os.read(terminal, 1_024)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
        if left and shown.endswith(b": "):
            os.write(terminal, left.pop(0).encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def test_a_passphrase_is_asked_for_twice_and_not_shown(folder: Path) -> None:
    """In a terminal it is typed twice when a key is made, and shows neither time."""
    code, shown = in_terminal(folder, ["keygen", "new"], [SECRET, SECRET])
    assert code == 0
    assert "Passphrase of the new key new.pem: " in shown
    assert "The same again: " in shown
    assert SECRET not in shown
    assert read_private_key((folder / "new.pem").read_bytes(), SECRET.encode())
    code, shown = in_terminal(folder, ["sign", REPORT, "--key", "new.pem"], [SECRET])
    assert (code, SECRET in shown) == (0, False)
    assert (folder / ENVELOPE).exists()


def test_two_passphrases_that_differ_make_no_key(folder: Path) -> None:
    """A slip of the finger would lock the key for good."""
    code, shown = in_terminal(folder, ["keygen", "new"], [SECRET, "another"])
    assert (code, "the two passphrases differ; nothing was written." in shown) == (2, True)
    assert not list(folder.glob("new*"))


def test_a_passphrase_shows_nowhere(folder: Path) -> None:
    """Not in the list of processes while it signs, and not in anything that it writes."""
    run = [*PROGRAM, "keygen", "new"]
    secret = environment(JCM_MRV_PASSPHRASE=SECRET)
    subprocess.run(run, cwd=folder, env=secret, capture_output=True, check=True)
    # The pipe keeps the program waiting, so that its command line can be read meanwhile.
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    words = [*PROGRAM, "sign", REPORT, "--key", "new.pem", "--passphrase-file", "pipe"]
    with subprocess.Popen(
        words, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with pipe.open("wb", buffering=0) as writer:  # opens once the program reads
            command = Path(f"/proc/{process.pid}/cmdline").read_bytes()
            writer.write(f"{SECRET}\n".encode())
        said, noted = process.communicate(timeout=60)
    assert process.returncode == 0, noted
    assert b"--passphrase-file" in command
    written = [path.read_bytes() for path in sorted(folder.rglob("*.json"))]
    assert (folder / ENVELOPE).read_bytes() in written
    for text in (command, said, noted, *written, (folder / "new.pem").read_bytes()):
        assert SECRET.encode() not in text


@pytest.mark.parametrize("command", ["keygen", "sign"])
def test_no_option_takes_a_passphrase(run: Run, command: str) -> None:
    """What is typed after an option shows in the list of processes, so that there is none."""
    shown = run(command, "--help").stdout
    options = [word for word in shown.split() if word.startswith("--") and "phrase" in word]
    assert set(options) <= {"--passphrase-file", "--passphrase-file,", "--no-passphrase"}
    assert run(command, "x", "--passphrase", SECRET).returncode == 2


def test_a_signed_report_is_sealed(run: Run, folder: Path) -> None:
    """The envelope beside the report holds the statement of its bytes."""
    before = (folder / REPORT).read_bytes()
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert (done.returncode, done.stdout) == (0, f"{ENVELOPE}\n")
    assert (folder / REPORT).read_bytes() == before
    envelope = (folder / ENVELOPE).read_bytes()
    assert judge_seal(envelope, [verifier(0)], digest(before), read_json(before)).signed


def test_a_folder_stands_for_its_report(run: Run, folder: Path) -> None:
    """report.json is what a folder of a report holds."""
    (folder / "out").mkdir()
    shutil.copyfile(folder / REPORT, folder / "out" / "report.json")
    done = run("sign", "out", "--key", "signed/mill.pem")
    assert (done.returncode, done.stdout) == (0, "out/report.dsse.json\n")


def test_a_second_signature_is_added(run: Run, folder: Path) -> None:
    """Another key signs the same statement; the first signature stays."""
    run("sign", REPORT, "--key", "signed/mill.pem")
    done = run("sign", REPORT, "--key", "signed/owner.pem")
    assert done.returncode == 0
    assert "The envelope has 2 signatures" in done.stderr
    checked = check_envelope((folder / ENVELOPE).read_bytes(), [verifier(0), verifier(1)])
    assert checked.signed_by_all


def test_the_same_key_signs_once(run: Run, folder: Path) -> None:
    """A second signature by one key would only look like another signer."""
    run("sign", REPORT, "--key", "signed/mill.pem")
    before = (folder / ENVELOPE).read_bytes()
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert done.returncode == 2
    assert f"the key {verifier(0).keyid} has signed it already" in done.stderr
    assert (folder / ENVELOPE).read_bytes() == before


def test_the_envelope_of_another_report_is_left_alone(run: Run, folder: Path) -> None:
    """A signature is added to the statement of this very report only; --overwrite begins anew."""
    run("sign", REPORT, "--key", "signed/mill.pem")
    before = (folder / ENVELOPE).read_bytes()
    changed = read_json((folder / REPORT).read_bytes())
    changed["project"]["title"] = "Another plant"
    (folder / REPORT).write_bytes(canonical(changed))
    done = run("sign", REPORT, "--key", "signed/owner.pem")
    assert done.returncode == 2
    assert "holds another statement than that of this report" in done.stderr
    assert (folder / ENVELOPE).read_bytes() == before
    assert run("sign", REPORT, "--key", "signed/owner.pem", "--overwrite").returncode == 0
    checked = check_envelope((folder / ENVELOPE).read_bytes(), [verifier(1)])
    assert [state for _, state in checked.signatures] == ["good"]


def test_what_is_there_and_no_envelope_is_left_alone(run: Run, folder: Path) -> None:
    """A file that cannot be read as an envelope is not replaced unasked."""
    (folder / ENVELOPE).write_bytes(b"{}")
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert done.returncode == 2
    assert 'it lacks the key "payload"; nothing was written' in done.stderr
    assert (folder / ENVELOPE).read_bytes() == b"{}"


def test_the_envelope_goes_where_it_is_told(run: Run, folder: Path) -> None:
    """--output names the envelope, for a report in a folder that may not be written."""
    done = run("sign", REPORT, "--key", "signed/mill.pem", "--output", "elsewhere/mine.json")
    assert (done.returncode, done.stdout) == (0, "elsewhere/mine.json\n")
    assert not (folder / ENVELOPE).exists()


def test_a_report_that_an_editor_saved_is_not_signed(run: Run, folder: Path) -> None:
    """One line end behind the canonical bytes is another digest."""
    (folder / REPORT).write_bytes((folder / REPORT).read_bytes() + b"\n")
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert done.returncode == 2
    assert "is not in canonical form (RFC 8785)" in done.stderr


def test_a_wrong_passphrase_signs_nothing(run: Run, folder: Path) -> None:
    """The key stays shut."""
    run("keygen", "new", JCM_MRV_PASSPHRASE=SECRET)
    done = run("sign", REPORT, "--key", "new.pem", JCM_MRV_PASSPHRASE=SECRET[1:])
    assert done.returncode == 2
    assert "the passphrase does not fit, or the file is damaged" in done.stderr
    assert not (folder / ENVELOPE).exists()


@pytest.fixture
def confidential(folder: Path) -> Path:
    """Return the test report as if its project kept the title back."""
    path = folder / REPORT
    document = read_json(path.read_bytes())
    document["project"]["confidential"] = ["title"]
    path.write_bytes(canonical(document))
    return path


def test_what_is_kept_back_is_bound_by_the_statement(
    run: Run, folder: Path, confidential: Path
) -> None:
    """Openings are made with the first signature, for their owner alone, and named by a root."""
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert done.returncode == 0
    openings = folder / "signed" / "data-centre.openings.json"
    assert mode_of(openings) == 0o600
    payload = check_envelope((folder / ENVELOPE).read_bytes(), []).payload
    assert payload is not None
    statement = read_statement(payload)
    root = parse_openings(openings.read_bytes()).root
    assert statement.find_digest("report.openings.json", "jcmMrvMerkleSha256") == root
    title = read_json(confidential.read_bytes())["project"]["title"]
    assert title.encode() not in payload


def test_the_second_signer_compares_the_openings(
    run: Run, folder: Path, confidential: Path
) -> None:
    """The same openings give the same statement; without them nobody can tell what is bound."""
    run("sign", REPORT, "--key", "signed/mill.pem")
    openings = folder / "signed" / "data-centre.openings.json"
    data = openings.read_bytes()
    openings.unlink()
    done = run("sign", REPORT, "--key", "signed/owner.pem")
    assert done.returncode == 2
    assert "data-centre.openings.json is missing: it was made with the first" in done.stderr
    openings.write_bytes(data)
    assert run("sign", REPORT, "--key", "signed/owner.pem").returncode == 0
    assert openings.read_bytes() == data
    checked = check_envelope((folder / ENVELOPE).read_bytes(), [verifier(0), verifier(1)])
    assert checked.signed_by_all


def test_openings_of_another_report_are_replaced_when_asked(
    run: Run, folder: Path, confidential: Path
) -> None:
    """A report that was made again needs new salts, and old ones are not lost unasked."""
    run("sign", REPORT, "--key", "signed/mill.pem")
    openings = folder / "signed" / "data-centre.openings.json"
    before = openings.read_bytes()
    changed = read_json(confidential.read_bytes())
    changed["project"]["title"] = "Another plant"
    confidential.write_bytes(canonical(changed))
    done = run("sign", REPORT, "--key", "signed/mill.pem")
    assert done.returncode == 2
    assert "they belong to another report" in done.stderr
    assert openings.read_bytes() == before
    assert run("sign", REPORT, "--key", "signed/mill.pem", "--overwrite").returncode == 0
    found = parse_openings(openings.read_bytes())
    assert found.report_sha256 == digest(confidential.read_bytes())
    assert mode_of(openings) == 0o600
