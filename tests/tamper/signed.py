"""The reports of the examples, signed, each with its recomputation made once."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jcm_mrv.run
from jcm_mrv.canonical import JsonFault, canonical, digest
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.keys import PrivateKey, make_key, read_private_key
from jcm_mrv.statement.statement import StatementFault, make_statement
from jcm_mrv.verification.request import Request
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.run import Recomputed
    from jcm_mrv.verification.model import Verification

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/project.toml"))


@dataclass(frozen=True, slots=True)
class Signed:
    """Hold a signed report.

    Args:
        folder: of its inputs.
        data: its bytes.
        document: what they hold.
        envelope: over its statement.
    """

    folder: Path
    data: bytes
    document: dict[str, Any]
    envelope: bytes

    @property
    def request(self) -> Request:
        """Return what an honest participant hands in, for a verifier who has their key."""
        return Request(self.data, self.folder, envelope=self.envelope, keys=(key().public,))


@cache
def key(_number: int = 0) -> PrivateKey:
    """Return one of a few keys, which live as long as the tests."""
    return read_private_key(make_key(None).private_pem, None)


@cache
def signed(path: Path) -> Signed:
    """Return the report of an example, signed by its participant."""
    data = jcm_mrv.run.calculate(path).report_bytes
    document = json.loads(data)
    return Signed(path.parent, data, document, seal(data, document))


def seal(data: bytes, document: dict[str, Any], by: PrivateKey | None = None) -> bytes:
    """Return an envelope over the statement of a report."""
    return make_envelope(make_statement(data, document), [by or key()])


def resigned(one: Signed, document: Any) -> Request:
    """Return what a participant hands in who edits a report and signs it then.

    Where the program makes no statement about what they edited, they keep the old one but for
    the digest.
    """
    try:
        data = canonical(document)
        envelope = seal(data, document)
    except (JsonFault, StatementFault, TypeError, KeyError, ValueError):
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        data = text.encode("utf-8", "surrogatepass")
        statement = json.loads(make_statement(one.data, one.document))
        statement["subject"][0]["digest"]["sha256"] = digest(data)
        envelope = make_envelope(canonical(statement), [key()])
    return replace(one.request, data=data, envelope=envelope)


class Once:
    """Recompute each project once: a tampered report leaves the inputs as they are."""

    def __init__(self, real: Callable[..., Recomputed]) -> None:
        self.real = real
        self.known: dict[tuple[Any, ...], Recomputed] = {}

    def __call__(self, path: Path, **options: Any) -> Recomputed:
        """Return what the real one gives."""
        asked = (path, options.get("aside"), options.get("lock"))
        if asked not in self.known:
            self.known[asked] = self.real(path, **options)
        return self.known[asked]


def steps_that_differ(outcome: Verification) -> list[int]:
    """Return the numbers of the steps at which a report differs."""
    return [step.number for step in outcome.steps if step.mark == "differs"]


def judge(request: Request) -> Verification:
    """Verify, as the command does."""
    return verify(request)
