"""Findings as SARIF 2.1.0, the format that code scanning reads.

Source: the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; the
tests validate against its schema.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jcm_mrv.baseline import Fingerprint, fingerprint_of
from jcm_mrv.findings import SEVERITIES
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.baseline import Known
    from jcm_mrv.checks.check import Check
    from jcm_mrv.places.located import Located
    from jcm_mrv.views.listing import Listing

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"
LONGEST_SNIPPET = 1_000
FINGERPRINT = "jcmMrvFinding/v1"


def render_sarif(listings: Iterable[Listing], version: str, codes: Sequence[int]) -> bytes:
    """Render a run for each project.

    Args:
        listings: what is told of each project.
        version: of this program.
        codes: the exit code that each project alone would end with.
    """
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [_run(one, version, code) for one, code in zip(listings, codes, strict=True)],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _run(listing: Listing, version: str, code: int) -> dict[str, Any]:
    state = None if listing.accepted is None else "new"
    seen: Counter[Fingerprint] = Counter()
    # Accepted ones first: they keep their fingerprint when a further one of the same kind comes.
    accepted = [_result(one, "unchanged", seen) for one in listing.accepted or ()]
    results = [*(_result(one, state, seen) for one in listing.findings), *accepted]
    results += [_absent(known) for known in listing.gone]
    used = sorted({result["ruleId"] for result in results})
    checks = {check.code: check for check in listing.catalogue}
    for result in results:
        result["ruleIndex"] = used.index(result["ruleId"])
    return {
        "tool": {
            "driver": {
                "name": "jcm-mrv",
                "version": version,
                "rules": [_rule(name, checks.get(name), results) for name in used],
            }
        },
        "automationDetails": {"id": f"jcm-mrv/{listing.project}/"},
        "invocations": [{"executionSuccessful": not listing.refused, "exitCode": code}],
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The folder in which jcm-mrv was started."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _rule(code: str, check: Check | None, results: Iterable[dict[str, Any]]) -> dict[str, Any]:
    levels = [result["level"] for result in results if result["ruleId"] == code]
    rule: dict[str, Any] = {
        "id": code,
        # A finding's own level depends on the side that it errs on; this is the worst one here.
        "defaultConfiguration": {"level": min(levels, key=SEVERITIES.index)},
    }
    if check is None:
        return rule  # the baseline knows a code that this version does not have
    source = f"\n\nSource: {check.source}" if check.source else ""
    rule["shortDescription"] = {"text": check.title[:1].upper() + check.title[1:]}
    rule["fullDescription"] = {"text": check.why.partition("\n")[0]}
    rule["help"] = {
        "text": f"{check.why}\n\nWhat to do: {check.remedy}{source}",
        "markdown": (
            f"{check.why}\n\n**What to do**: {check.remedy}{source}\n\n"
            f"Bad:\n\n{_fence(check.bad)}\n\nGood:\n\n{_fence(check.good)}\n"
        ),
    }
    return rule


def _fence(text: str) -> str:
    return f"```text\n{text.strip()}\n```"


def _result(one: Located, state: str | None, seen: Counter[Fingerprint]) -> dict[str, Any]:
    finding = one.finding
    key = fingerprint_of(finding)
    seen[key] += 1
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": finding.severity,  # SARIF has the same three words
        "message": {"text": finding.message},
        "locations": [_location(one)],
        "partialFingerprints": {FINGERPRINT: f"{_digest(key)}:{seen[key]}"},
        "properties": _properties(one),
    }
    if state is not None:
        result["baselineState"] = state
    if state == "unchanged":
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": "It is in the baseline."}
        ]
    return result


def _absent(known: Known) -> dict[str, Any]:
    return {
        "ruleId": known.code,
        "level": known.severity,
        "message": {"text": known.text},
        "partialFingerprints": {FINGERPRINT: f"{_digest(known.fingerprint)}:1"},
        "occurrenceCount": known.count,
        "baselineState": "absent",
    }


def _digest(key: Fingerprint) -> str:
    written = json.dumps(key, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:32]


def _location(one: Located) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if one.file is not None:
        uri = quote(one.file.encode("utf-8", "surrogateescape"), safe="/")
        artifact = {"uri": uri}
        if not one.file.startswith(("../", "/")):
            artifact["uriBaseId"] = ROOT
        location["physicalLocation"] = {"artifactLocation": artifact, **_region(one)}
    if one.finding.where.path:
        location["logicalLocations"] = [{"fullyQualifiedName": one.finding.where.path}]
    return location


def _region(one: Located) -> dict[str, Any]:
    if one.line is None:
        return {}
    region: dict[str, Any] = {"startLine": one.line}
    if one.columns is not None:
        region["startColumn"], region["endColumn"] = one.columns
    if one.excerpt is not None:
        meant = one.excerpt.text[one.excerpt.start : one.excerpt.end]
        if len(meant) <= LONGEST_SNIPPET:
            region["snippet"] = {"text": meant}
    return {"region": region}


def _properties(one: Located) -> dict[str, Any]:
    finding = one.finding
    start, end = finding.span or (None, None)
    effect = finding.effect
    properties = {
        "parameter": finding.parameter,
        "meter": finding.meter,
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "treatment": finding.treatment,
        "effect": effect and {"tonnes": format_exact(effect.tonnes), "kind": effect.kind},
    }
    return {name: value for name, value in properties.items() if value is not None}
