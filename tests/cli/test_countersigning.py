"""``countersign`` as a verifier uses it: files, exit codes, and nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.docs.test_countersignature_vectors import TYPED
from tests.unit.statement.signers import SEEDS, private_pem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.program import Run

SERIALS = ("SIM-2016-0963", "SIM-2016-0417")
INPUTS = ("--inputs", "examples/lao-data-center", "--keys", "participant.pub.pem")
FORM = "lao.verification.toml"
ENVELOPE = "lao.verification.dsse.json"


@pytest.fixture
def filled(run: Run, folder: Path) -> Path:
    """Return a form that is filled in for lao.json, with nothing against a positive opinion."""
    done = run("countersign", "--new", "lao.json", *INPUTS, "--sample", "2", "--seed", "1")
    assert done.returncode == 0, done.stderr
    text = (folder / FORM).read_text("utf-8")
    for old, new in TYPED.items():
        text = text.replace(old, new)
    for serial in SERIALS:
        seen = f'serial_number = "{serial}"\nclock_offset = 0'
        text = text.replace('serial_number = ""', seen, 1)
    (folder / FORM).write_text(text, "utf-8")
    (folder / "tpe.pem").write_bytes(private_pem(SEEDS[2]))
    return folder / FORM


def test_a_positive_opinion_is_signed_and_ends_with_0(run: Run, folder: Path, filled: Path) -> None:
    """The envelope lies beside the report; what is there is kept unless it is to be replaced."""
    words = ("countersign", "lao.json", FORM, *INPUTS, "--key", "tpe.pem")

    done = run(*words)

    assert (done.returncode, done.stdout) == (0, f"{ENVELOPE}\nopinion Positive\n"), done.stderr
    first = (folder / ENVELOPE).read_bytes()
    again = run(*words)
    assert again.returncode == 2
    assert (folder / ENVELOPE).read_bytes() == first
    assert run(*words, "--overwrite").returncode == 0
    assert (folder / ENVELOPE).read_bytes() == first


def test_without_a_key_nothing_is_written(run: Run, folder: Path, filled: Path) -> None:
    """The opinion is shown before anybody signs it."""
    done = run("countersign", "lao.json", FORM, *INPUTS)

    assert (done.returncode, done.stdout, done.stderr) == (0, "opinion Positive\n", "")
    assert not (folder / ENVELOPE).exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--inputs", "examples/lao-data-center"), "the verdict is UNVERIFIABLE"),
        (("--keys", "participant.pub.pem"), "the verdict is UNVERIFIABLE"),
        ((*INPUTS, "--keys", "signed/owner.pub.pem"), "the verdict is DIFFERS"),
    ],
)
def test_a_verdict_is_found_and_not_typed(
    run: Run, filled: Path, words: tuple[str, ...], reason: str
) -> None:
    """Without inputs, without keys, or with a key that did not sign, the opinion is negative."""
    done = run("countersign", "lao.json", FORM, *words)

    assert (done.returncode, done.stdout) == (1, "opinion Negative\n")
    assert f"report: V379 {reason}" in done.stderr


def test_a_negative_opinion_is_signed_with_its_reasons(
    run: Run, folder: Path, filled: Path
) -> None:
    """It ends with 1, and its envelope is there."""
    filled.write_text(filled.read_text("utf-8").replace("traced = true", "traced = false", 1))

    done = run("countersign", "lao.json", FORM, *INPUTS, "--key", "tpe.pem", "--output", "out.json")

    assert (done.returncode, done.stdout) == (1, "out.json\nopinion Negative\n")
    assert "1 reason stands against a positive opinion." in done.stderr
    assert json.loads((folder / "out.json").read_bytes())["signatures"]


def test_an_edited_report_has_no_form(run: Run, filled: Path) -> None:
    """A form is about one digest: one digit more is another report."""
    done = run("countersign", "edited-credits.json", FORM, *INPUTS)

    assert (done.returncode, done.stdout) == (2, "")
    assert f"{FORM}: report.sha256: V371" in done.stderr


def test_a_participant_does_not_verify(run: Run, folder: Path, filled: Path) -> None:
    """The key that signed the report countersigns nothing."""
    (folder / "participant.pem").write_bytes(private_pem(SEEDS[0]))

    done = run("countersign", "lao.json", FORM, *INPUTS, "--key", "participant.pem")

    assert done.returncode == 2
    assert "is the key of a participant" in done.stderr
    assert not (folder / ENVELOPE).exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("lao.json", FORM, "--new"), "--new writes a form; leave out FORM and --key."),
        (("lao.json", "--new", "--seed", "1"), "say both --sample N and --seed TEXT"),
        (("lao.json", FORM, "--sample", "1", "--seed", "1"), "the sample is that of the form"),
        (("lao.json", FORM, "--output", "x"), "nothing is written without --key"),
        (("lao.json", "--new", "--sample", "1001", "--seed", "1"), "not a number from 1 to 1,000"),
        (("lao.json", "--new", "--sample", "1", "--seed", "a\nb"), "a seed is one line"),
        (("lao.json", "--new", "--sample", "1", "--seed", "1"), "nothing to draw a sample from"),
        (("missing.json", "--new"), "missing.json"),
        (("participant.pub.pem", "--new"), "is no report"),
        (("lao.json", "missing.toml"), "missing.toml"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], message: str) -> None:
    """Wrong usage ends with 2, one sentence, and no traceback."""
    done = run("countersign", *words)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sample_stands_in_the_document_of_a_verification(run: Run) -> None:
    """A program gets the readings to trace as JSON."""
    words = ("--sample", "2", "--seed", "1", "--format", "json")
    done = run("verify", "lao.json", *INPUTS, *words)

    sample = json.loads(done.stdout)["sample"]
    assert (sample["rule"], sample["seed"], sample["size"]) == ("jcm-mrv/sample/1", "1", 2)
    assert [one["why"] for one in sample["readings"]].count(["period edge"]) >= 4
    none = run("verify", "lao.json", *INPUTS[2:], *words)
    assert json.loads(none.stdout)["sample"] is None
