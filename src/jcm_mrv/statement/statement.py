"""The in-toto statement: which report is meant, and what its signer says of it.

The statement of a report is made from the report alone, by :func:`make_statement`, so that two
participants sign the same bytes. What it claims repeats what the report says, for a reader
who has no report; the digest is what binds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import floor
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import JsonFault, canonical, digest
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.findings import SEVERITIES
from jcm_mrv.numbers import NumberError, format_exact, parse_exact, printable
from jcm_mrv.statement.strict import check_keys, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "MERKLE",
    "OPENINGS_NAME",
    "REPORT_NAME",
    "REPORT_PREDICATE",
    "Difference",
    "Statement",
    "StatementFault",
    "Subject",
    "check_predicate",
    "compare_predicate",
    "make_statement",
    "read_statement",
    "render_statement",
]

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
REPORT_PREDICATE = "urn:jcm-mrv:report:1"
REPORT_NAME = "report.json"
"""What a report is called in a statement, whatever its file is called."""
OPENINGS_NAME = "report.openings.json"

SHA256 = "sha256"
MERKLE = "jcmMrvMerkleSha256"
"""Root over the commitments of a public version (docs/statement.md)."""

MAX_STATEMENT = 4 << 20
MAX_DEPTH = 30
MAX_SUBJECTS = 8
MAX_NAME = 200

DECLARATION = (
    "The signer states that this is the report of the project named here, made from the "
    "readings, documents and methodology whose digests the report holds."
)

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ABSENT = object()
_KEYS = ("_type", "predicate", "predicateType", "subject")


class StatementFault(JcmMrvError):  # noqa: N818  (the fault is the document's)
    """Bytes are no statement as this program reads it; the message is a sentence part."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Name what a statement is about.

    Args:
        name: the part that it plays, such as ``report.json``.
        algorithm: ``sha256`` or ``jcmMrvMerkleSha256``.
        digest: in hexadecimal.
    """

    name: str
    algorithm: str
    digest: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a statement of any predicate type.

    Args:
        subjects: at least one, no name twice.
        predicate_type: a URI.
        predicate: what the signer claims.
    """

    subjects: tuple[Subject, ...]
    predicate_type: str
    predicate: Mapping[str, Any]

    def find_digest(self, name: str, algorithm: str = SHA256) -> str | None:
        """Return the digest of a subject, or None where it is not a subject."""
        for subject in self.subjects:
            if (subject.name, subject.algorithm) == (name, algorithm):
                return subject.digest
        return None


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a field of a predicate that says something else than the report.

    Args:
        field: dotted place in the predicate, such as ``totals.credits``.
        claimed: what the signer claims, as JSON holds it; None also where it is missing.
        reported: what the report says.
    """

    field: str
    claimed: Any
    reported: Any


def make_statement(
    report: bytes, document: Mapping[str, Any], openings_root: str | None = None
) -> bytes:
    """Return the canonical bytes of the statement of a report.

    Args:
        report: the report's bytes, which its digest is taken of.
        document: the same report, read.
        openings_root: root over the commitments of a public version, where there are any.

    Raises:
        StatementFault: the document is no report.
    """
    subjects = [Subject(REPORT_NAME, SHA256, digest(report))]
    if openings_root is not None:
        subjects.append(Subject(OPENINGS_NAME, MERKLE, openings_root))
    return render_statement(Statement(tuple(subjects), REPORT_PREDICATE, describe_claims(document)))


def render_statement(statement: Statement) -> bytes:
    """Return the canonical bytes of a statement.

    Raises:
        StatementFault: :func:`read_statement` would refuse them.
    """
    document = {
        "_type": STATEMENT_TYPE,
        "subject": [
            {"name": one.name, "digest": {one.algorithm: one.digest}} for one in statement.subjects
        ],
        "predicateType": statement.predicate_type,
        "predicate": dict(statement.predicate),
    }
    try:
        data = canonical(document)
    except JsonFault as fault:
        raise StatementFault(str(fault)) from None
    read_statement(data)
    return data


def read_statement(payload: bytes) -> Statement:
    """Return the statement that an envelope holds.

    Raises:
        StatementFault: the bytes are not canonical, pass a limit, or hold another key.
    """
    try:
        document = read_object(payload, _KEYS, max_bytes=MAX_STATEMENT, max_depth=MAX_DEPTH)
        return _read_document(document)
    except JsonFault as fault:
        raise StatementFault(str(fault)) from None


def _read_document(document: Mapping[str, Any]) -> Statement:
    if document["_type"] != STATEMENT_TYPE:
        raise StatementFault(f"its _type is not {STATEMENT_TYPE}")
    kind, predicate = document["predicateType"], document["predicate"]
    if not isinstance(kind, str) or not 0 < len(kind) <= MAX_NAME:
        raise StatementFault(f"its predicateType is no text of 1 to {MAX_NAME} characters")
    if not isinstance(predicate, dict) or not predicate:
        raise StatementFault("its predicate is no JSON object, or an empty one")
    subjects = _read_subjects(document["subject"])
    if kind == REPORT_PREDICATE:
        named = [(one.name, one.algorithm) for one in subjects]
        if named not in ([(REPORT_NAME, SHA256)], [(REPORT_NAME, SHA256), (OPENINGS_NAME, MERKLE)]):
            raise StatementFault(f"its subjects are not {REPORT_NAME}, and {OPENINGS_NAME} at most")
    return Statement(subjects, kind, predicate)


def describe_claims(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the predicate of a report: what its signer claims, taken from the report alone.

    Raises:
        StatementFault: the document is no report.
    """
    try:
        project, methodology = document["project"], document["methodology"]
        period = project["monitoring_period"]
        findings = [finding["severity"] for finding in document["findings"]]
        # The statement goes along with a public version, which tells itself what may be told.
        withheld = bool(project.get("confidential"))
        return {
            "schema": document["schema"],
            "project": {
                "reference_number": None if withheld else project["reference_number"],
                "title": None if withheld else project["title"],
                "country": project["country"],
            },
            "monitoring_period": {key: period[key] for key in ("start", "end")},
            "methodology": {
                key: methodology[key]
                for key in ("id", "version", "number", "rules_sha256", "fidelity")
            },
            "vintages": [
                {key: line[key] for key in ("year", "start", "end", "credits")}
                for line in document["vintages"]
            ],
            "totals": {
                "emission_reductions": None
                if withheld
                else _whole(document["totals"]["emission_reductions"]),
                "credits": document["totals"]["credits"],
            },
            "findings": {severity: findings.count(severity) for severity in SEVERITIES},
            "software": {key: document["software"][key] for key in ("name", "version")},
            "declaration": DECLARATION,
        }
    except (KeyError, TypeError, AttributeError):
        raise StatementFault("it is no report of the schema jcm-mrv/report/1") from None
    except NumberError as fault:
        raise StatementFault(f"totals.emission_reductions: {fault}") from None


def compare_predicate(statement: Statement, document: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return every field in which a report's statement and a report differ, in order of names.

    Raises:
        StatementFault: the document is no report.
    """
    return tuple(_differences(statement.predicate, describe_claims(document), ""))


def check_predicate(statement: Statement, document: Mapping[str, Any]) -> Difference | None:
    """Return the first field in which a report's statement and a report differ, if any.

    Raises:
        StatementFault: the document is no report.
    """
    return next(iter(compare_predicate(statement, document)), None)


def _whole(amount: Mapping[str, str] | None) -> dict[str, str] | None:
    # All digits of a total could tell a reading that the public version withholds.
    if amount is None:
        return None
    return {
        "unit": amount["unit"],
        "value": format_exact(Fraction(floor(parse_exact(amount["value"])))),
    }


def _differences(claimed: Any, reported: Any, place: str) -> Iterator[Difference]:
    if isinstance(claimed, dict) and isinstance(reported, dict):
        for key in sorted({*claimed, *reported}):
            name = f"{place}.{key}" if place else key
            yield from _differences(claimed.get(key, _ABSENT), reported.get(key, _ABSENT), name)
    elif isinstance(claimed, list) and isinstance(reported, list):
        for number, (one, other) in enumerate(zip_longest(claimed, reported, fillvalue=_ABSENT)):
            yield from _differences(one, other, f"{place}[{number}]")
    # In Python true is 1.
    elif (type(claimed), claimed) != (type(reported), reported):
        yield Difference(place, *(None if one is _ABSENT else one for one in (claimed, reported)))


def _read_subjects(subjects: Any) -> tuple[Subject, ...]:
    if not isinstance(subjects, list) or not 0 < len(subjects) <= MAX_SUBJECTS:
        raise StatementFault(f"its subject is no list of 1 to {MAX_SUBJECTS} entries")
    read = tuple(_read_subject(one, f"subject[{place}]") for place, one in enumerate(subjects))
    if len({one.name for one in read}) < len(read):
        raise StatementFault("it names a subject twice")
    return read


def _read_subject(subject: Any, place: str) -> Subject:
    check_keys(subject, ("digest", "name"), place)
    name, digests = subject["name"], subject["digest"]
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME:
        raise StatementFault(f"{place}.name is no text of 1 to {MAX_NAME} characters")
    if not isinstance(digests, dict) or len(digests) != 1:
        raise StatementFault(f"{place}.digest does not hold exactly one digest")
    ((algorithm, value),) = digests.items()
    if algorithm not in (SHA256, MERKLE):
        raise StatementFault(
            f'{place}.digest: "{printable(algorithm)}" is not known; {SHA256} and {MERKLE} are'
        )
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise StatementFault(f"{place}.digest.{algorithm} is not 64 digits of 0-9 and a-f")
    return Subject(name, algorithm, value)
