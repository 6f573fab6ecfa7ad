"""A public report is verified as far as it shows, and in full where it is opened in full."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.disclosure import plain
from tests.unit.statement.signers import signer, verifier

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import (
    check_openings,
    make_openings,
    parse_openings,
    render_openings,
    select_openings,
)
from jcm_mrv.disclosure.publishing import render_public
from jcm_mrv.disclosure.tree import is_commitment, list_leaves, replace_at
from jcm_mrv.statement.signing import sign
from jcm_mrv.verification.request import Request
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.verification.model import Verification

VECTORS = Path(__file__).parents[3] / "docs" / "vectors" / "public"
REPORT, PUBLIC, OPENINGS = (
    (VECTORS / name).read_bytes()
    for name in ("report.json", "report.public.json", "report.openings.json")
)
DOCUMENT: dict[str, Any] = json.loads(REPORT)
ENVELOPE = sign(REPORT, DOCUMENT, signer(0), openings_root=json.loads(PUBLIC)["root"])
KEY = verifier(0)


def verified(data: bytes = PUBLIC, **changes: Any) -> Verification:
    """Verify a public report with one good key, or with something changed."""
    given = {"inputs": None, "name": "report.public.json", "envelope": ENVELOPE, "keys": [KEY]}
    return verify(Request(data, **(given | changes)))


def codes(outcome: Verification) -> list[tuple[int, str, str]]:
    """Return step, severity and code of every finding."""
    return [
        (step.number, one.severity, one.code) for step in outcome.steps for one in step.findings
    ]


def marks(outcome: Verification) -> str:
    """Return the marks of the steps, a letter each."""
    return "".join(step.mark[0] for step in outcome.steps)


def test_what_is_shown_is_as_it_was_signed_and_no_more() -> None:
    """The signature holds, and all that needs what is kept back stays undecided."""
    outcome = verified()
    assert outcome.verdict == "UNVERIFIABLE"
    assert marks(outcome) == "huuuuu"
    assert codes(outcome) == [(4, "warning", "V384")]
    assert outcome.signers == (KEY.keyid,)
    (finding,) = outcome.steps[3].findings
    assert finding.message.startswith("91 places are kept back, and cannot be calculated again: /")


def test_opened_in_full_it_is_the_report(tmp_path: Path) -> None:
    """The bytes are those that were signed; with the inputs, every step is carried out."""
    project = tmp_path / "project.toml"
    project.write_bytes(b"")
    outcome = verified(openings=OPENINGS)
    assert marks(outcome)[0] == "h"
    assert outcome.steps[0].said == "1 of 1 keys; opened in full"
    assert all(code != "V384" for _, _, code in codes(outcome))
    # Without inputs the report itself has the same steps.
    whole = verified(REPORT, name="report.json")
    assert (marks(outcome), outcome.sha256) == (marks(whole), whole.sha256)


def test_some_openings_show_their_values() -> None:
    """What was opened is told with its value; the rest stays closed."""
    chosen = select_openings(parse_openings(OPENINGS), ["/project/participants/0"])
    outcome = verified(openings=render_openings(chosen))
    notes = [one for one in outcome.steps[0].findings if one.code == "V388"]
    assert [(one.where.path, one.message) for one in notes] == [
        ("/project/participants/0/country", 'opened: "JP", as it was committed to'),
        ("/project/participants/0/name", 'opened: "Example Holding K.K.", as it was committed to'),
    ]
    assert outcome.verdict == "UNVERIFIABLE"
    assert marks(outcome)[0] == "h"


def test_without_a_key_nobody_is_known_to_have_signed() -> None:
    """The first step is undecided, too."""
    assert marks(verified(keys=[])) == "uuuuuu"
    assert (1, "warning", "V301") in codes(verified(envelope=None))


def test_unsigned_it_hangs_together_at_least() -> None:
    """No statement is asked for; the values still give the root."""
    outcome = verified(unsigned=True, keys=[], envelope=None)
    assert codes(outcome) == [(1, "note", "V313"), (4, "warning", "V384")]


def edits() -> Iterator[tuple[str, bytes]]:
    """Give changes of single leaves, all over the report, under the old root."""
    outer = json.loads(PUBLIC)
    leaves = list_leaves(outer["document"])
    for path, value in itertools.islice(leaves, 0, None, 40):
        other = "00" * 32 if is_commitment(value) else ("x" if value != "x" else "y")
        changed = {"commitment": other} if is_commitment(value) else other
        document = replace_at(outer["document"], {path: changed})
        yield f"{path}", canonical({**outer, "document": document})


@pytest.mark.parametrize("data", [data for _, data in edits()], ids=[name for name, _ in edits()])
def test_a_changed_leaf_differs_at_the_first_step(data: bytes) -> None:
    """A value that is shown, or a commitment: the root does not come out."""
    outcome = verified(data)
    assert outcome.verdict == "DIFFERS"
    assert marks(outcome)[0] == "d"
    assert (1, "error", "V381") in codes(outcome)


def test_a_swapped_pair_of_commitments_differs() -> None:
    """Each commitment is bound to its place."""
    outer = json.loads(PUBLIC)
    closed = [path for path, value in list_leaves(outer["document"]) if is_commitment(value)][:2]
    first, second = (dict(list_leaves(outer["document"]))[path] for path in closed)
    swapped = replace_at(outer["document"], {closed[0]: second, closed[1]: first})
    outcome = verified(canonical({**outer, "document": swapped}))
    assert (1, "error", "V381") in codes(outcome)


def republish(document: dict[str, Any], seed: int = 0) -> tuple[bytes, bytes, str]:
    """Return a public report, its openings and its root, under other salts."""
    drawn = itertools.count(seed)
    marked = find_marked(document)
    openings = make_openings(document, marked, lambda size: next(drawn).to_bytes(size, "big"))
    public = render_public(check_openings(document, openings, marked), openings.root)
    return public, render_openings(openings), openings.root


def test_another_root_than_the_signed_one_differs() -> None:
    """A public report of the same report under other salts is not the one that was signed."""
    public, openings, _ = republish(DOCUMENT)
    assert (1, "error", "V387") in codes(verified(public))
    outcome = verified(public, openings=openings)
    assert outcome.verdict == "DIFFERS"
    assert (1, "error", "V387") in codes(outcome)


def test_an_envelope_without_a_root_differs() -> None:
    """The statement of a report that keeps nothing back vouches for no public version."""
    envelope = sign(REPORT, DOCUMENT, signer(0))
    assert (1, "error", "V387") in codes(verified(envelope=envelope))


def test_openings_that_do_not_fit_differ() -> None:
    """A value with another salt or digit was never in the report."""
    document = json.loads(OPENINGS)
    document["openings"][0]["value"] = "other"
    outcome = verified(openings=canonical(document))
    assert outcome.verdict == "DIFFERS"
    assert codes(outcome)[0] == (1, "error", "V382")


def test_what_contradicts_itself_in_the_open_differs() -> None:
    """A signer who states other credits than follow from shown numbers is found."""
    document = json.loads(REPORT)
    document["project"]["confidential"] = ["participants"]
    document["totals"]["credits"] = 999
    public, _, root = republish(document)
    data = canonical(document)
    envelope = sign(data, document, signer(0), openings_root=root)
    outcome = verified(public, envelope=envelope)
    assert outcome.verdict == "DIFFERS"
    assert [one.trail for one in outcome.differences] == [("totals", "credits")]


def test_what_is_kept_back_contradicts_nothing() -> None:
    """Numbers that are not shown are not taken for wrong ones, whatever is kept back."""
    document = json.loads(REPORT)
    for words in (
        ["monitored.EC_IT"],
        ["fixed.EF_elec", "equations.PE"],
        ["equations.ER", "equations.RE", "meters", "files", "location", "title", "evidence"],
        ["members", "findings", "comments", "estimates", "amounts", "report", "events"],
    ):
        document["project"]["confidential"] = words
        public, _, root = republish(document)
        data = canonical(document)
        envelope = sign(data, document, signer(0), openings_root=root)
        outcome = verified(public, envelope=envelope)
        assert codes(outcome) == [(4, "warning", "V384")], words
        assert outcome.steps[3].said == "the report's own arithmetic, where it is shown"


@pytest.mark.parametrize(
    "document",
    [
        {"a": 1},
        {"project": 1, "findings": 2, "values": [1]},
        {"project": {"confidential": ["x"]}, "equations": [{"commitment": "00" * 32}]},
        {"schema": "jcm-mrv/report/1", "findings": [1, None], "lock": {"commitment": "00" * 32}},
    ],
)
def test_what_is_no_report_inside_is_no_traceback(document: dict[str, Any]) -> None:
    """Anything may stand in a public report: verdicts, and no more than that."""
    root = plain.root(document)
    data = canonical({"schema": "jcm-mrv/public-report/1", "root": root, "document": document})
    assert verified(data).verdict == "DIFFERS"
    assert verified(data, unsigned=True, keys=[]).verdict in ("UNVERIFIABLE", "DIFFERS")


ODD: list[Any] = [None, True, -1, 10**15, "", "1/0", "x" * 500, [], {}, [[]], {"a": 1}]


@pytest.mark.parametrize("seed", range(24))
def test_odd_values_anywhere_end_in_a_verdict(seed: int) -> None:
    """A public report whose root fits, and which is odd inside, is judged and nothing else."""
    drawn = Random(seed)  # noqa: S311  (an even choice, no secret)
    document = json.loads(PUBLIC)["document"]
    paths = [path for path, _ in list_leaves(document)]
    for path in drawn.sample(paths, 3):
        place = path[: drawn.randint(1, len(path))]
        try:
            document = replace_at(document, {place: drawn.choice(ODD)})
        except (KeyError, TypeError, IndexError):
            continue  # an earlier change took the place away
    root = plain.root(document)
    data = canonical({"schema": "jcm-mrv/public-report/1", "root": root, "document": document})
    outcome = verified(data, unsigned=True, keys=[], openings=OPENINGS if seed % 2 else None)
    assert outcome.verdict in ("DIFFERS", "UNVERIFIABLE")
