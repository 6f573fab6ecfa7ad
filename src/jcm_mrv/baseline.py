"""Known findings that were accepted: what is left when they are taken out, and their file.

A finding is known again by its code, parameter, meter and time span: a file that gets a line more,
or a message that gets better words, changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import SEVERITIES, Finding, Place, Severity
from jcm_mrv.shapes import Many, ShapeFaults, Table, validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SCHEMA = "jcm-mrv/baseline/1"
MAX_BYTES = 16_000_000

Fingerprint = tuple[str, str | None, str | None, str | None, str | None]
"""Code, parameter, meter, start and end of the span."""


class Known(Table):
    """Hold what was accepted of one fingerprint.

    Args:
        code: of the findings.
        parameter: name in the methodology, where one is concerned.
        meter: id, where one is concerned.
        start: local start of the span.
        end: its end, exclusive.
        severity: the worst that was accepted.
        count: how many findings have this fingerprint.
        text: one of them, for a person.
    """

    code: str
    parameter: str | None
    meter: str | None
    start: str | None
    end: str | None
    severity: Severity
    count: Annotated[int, Field(ge=1)]
    text: str

    @property
    def fingerprint(self) -> Fingerprint:
        """Return what findings are compared by."""
        return self.code, self.parameter, self.meter, self.start, self.end


class _File(Table):
    format: Literal["jcm-mrv/baseline/1"] = Field(alias="schema")
    findings: Many[Known]


@dataclass(frozen=True, slots=True)
class Compared:
    """Part findings by a baseline.

    Args:
        new: those that count.
        accepted: those that the baseline knows.
        gone: what the baseline knows and no finding has any more; ``count`` is how many of it.
    """

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()
    gone: tuple[Known, ...] = ()


def fingerprint_of(finding: Finding) -> Fingerprint:
    """Return what makes a finding the same one in the next run."""
    start, end = (None, None) if finding.span is None else map(datetime.isoformat, finding.span)
    return finding.code, finding.parameter, finding.meter, start, end


def render_baseline(findings: Iterable[Finding]) -> bytes:
    """Return the file that accepts findings: a line for each fingerprint, in their order."""
    same: dict[Fingerprint, list[Finding]] = {}
    for finding in findings:
        same.setdefault(fingerprint_of(finding), []).append(finding)
    lines = [
        json.dumps(_describe(group), ensure_ascii=False)
        for _, group in sorted(same.items(), key=lambda pair: [part or "" for part in pair[0]])
    ]
    listed = ",\n  ".join(lines)
    body = f"[\n  {listed}\n ]" if lines else "[]"
    text = f'{{\n "schema": "{SCHEMA}",\n "findings": {body}\n}}\n'
    return text.encode("utf-8", "backslashreplace")


def _describe(group: Sequence[Finding]) -> dict[str, Any]:
    worst = min(group, key=lambda finding: SEVERITIES.index(finding.severity))
    code, parameter, meter, start, end = fingerprint_of(worst)
    return {
        "code": code,
        "parameter": parameter,
        "meter": meter,
        "start": start,
        "end": end,
        "severity": worst.severity,
        "count": len(group),
        "text": f"{worst.where}: {worst.message}",
    }


def parse_baseline(data: bytes, name: str) -> tuple[Known, ...]:
    """Return what a file accepts.

    Args:
        data: the file's bytes.
        name: the file, as a person typed it.

    Raises:
        RefusedError: the bytes are not a baseline (P095).
    """
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
        if not isinstance(raw, dict):
            raise ValueError
    except (ValueError, RecursionError):
        sentence = "this is not a baseline: it is no JSON object, or has a key twice"
        raise refuse_baseline(name, sentence) from None
    try:
        known = validate(_File, raw).findings
    except ShapeFaults as error:
        fault = error.faults[0]
        raise refuse_baseline(
            name, f"this is not a baseline: {fault.sentence}", fault.path
        ) from None
    if len({one.fingerprint for one in known}) < len(known):
        raise refuse_baseline(name, "a fingerprint is written twice", "findings")
    return known


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def refuse_baseline(name: str, sentence: str, path: str = "") -> RefusedError:
    """Return the refusal of a file that is no baseline, with what to do about it."""
    message = f"{sentence}; write it with --write-baseline {name}"
    return RefusedError([Finding("P095", "error", Place(name, path), message)])


def compare_findings(findings: Iterable[Finding], known: Iterable[Known]) -> Compared:
    """Part findings into new and accepted ones, and tell what has gone.

    Of several findings with one fingerprint as many are accepted as the baseline counts. One that
    has become worse, such as a warning that is an error now, is new.
    """
    entries = {one.fingerprint: one for one in known}
    left: Counter[Fingerprint] = Counter({key: one.count for key, one in entries.items()})
    new, accepted = [], []
    for finding in findings:
        key = fingerprint_of(finding)
        if left[key] > 0 and not _is_worse(finding, entries):
            left[key] -= 1
            accepted.append(finding)
        else:
            new.append(finding)
    gone = [
        one.model_copy(update={"count": left[key]}) for key, one in entries.items() if left[key] > 0
    ]
    return Compared(tuple(new), tuple(accepted), tuple(gone))


def _is_worse(finding: Finding, entries: Mapping[Fingerprint, Known]) -> bool:
    known = entries[fingerprint_of(finding)].severity
    return SEVERITIES.index(finding.severity) < SEVERITIES.index(known)
