"""Read a form: bounded bytes to a checked model, or every fault with its place.

A form is refused (V370), is about another report (V371), closes an item over an open request
(V372), or types the opinion that only follows from it (V373).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import digest
from jcm_mrv.countersigning.facts import describe_report
from jcm_mrv.countersigning.shape import SCHEMA, FormTable
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.shapes import ShapeFaults, dotted, validate
from jcm_mrv.toml import TomlFault, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES = 2_000_000
MAX_LINES = 100_000

_CODED = re.compile(r"[A-Z][0-9]{3} (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """Hold a form that fits a report.

    Args:
        name: of the file, for messages.
        sha256: of its bytes, in hexadecimal.
        table: what it says.
    """

    name: str
    sha256: str
    table: FormTable


def parse_form(data: bytes, name: str, sha256: str, document: Mapping[str, Any]) -> Form:
    """Return the form that bytes hold, for one report.

    Args:
        data: TOML.
        name: of the file, for messages.
        sha256: digest of the report's bytes, in hexadecimal.
        document: the report.

    Raises:
        RefusedError: with every fault that was found.
    """
    raw = _parse(data, name)
    typed = list(_find_opinions(raw, ()))
    if typed:
        raise RefusedError(
            Finding(
                "V373",
                "error",
                Place(name, dotted(place)),
                "the opinion is never typed: it follows from the checklist, the findings, the "
                "sample, the on-site record and the verdict; take the key out",
            )
            for place in typed
        )
    try:
        table = validate(FormTable, raw)
    except ShapeFaults as error:
        raise RefusedError(_faults(error, name)) from None
    faults = [
        *_check_report(table, name, sha256, document),
        *_check_items(table, name),
        *_check_references(table, name, document),
        *_check_days(table, name, document),
    ]
    if faults:
        raise RefusedError(faults)
    return Form(name, digest(data), table)


def _parse(data: bytes, name: str) -> dict[str, Any]:
    if data.count(b"\n") > MAX_LINES:
        raise RefusedError(
            [_fault(name, "", f"the form has more than {MAX_LINES:,} lines; take out what is long")]
        )
    try:
        raw = parse_toml(data, limit=MAX_BYTES)
    except TomlFault as fault:
        place = Place(name, "", fault.line)
        raise RefusedError([Finding("V370", "error", place, fault.message)]) from None
    schema = raw.get("schema")
    if schema != SCHEMA:
        shown = f'"{printable(schema)}"' if isinstance(schema, str) else "no text"
        message = f'{shown} is not a form that this version reads (expected "{SCHEMA}")'
        raise RefusedError([_fault(name, "schema", message)])
    return raw


def _fault(name: str, path: str, message: str) -> Finding:
    return Finding("V370", "error", Place(name, path), message)


def _faults(error: ShapeFaults, name: str) -> Iterator[Finding]:
    for one in error.faults:
        coded = _CODED.fullmatch(one.sentence)
        yield _fault(name, one.path, coded[1] if coded else one.sentence)


def _find_opinions(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Find every key that is called opinion, wherever somebody put it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.strip().lower() == "opinion":
                yield (*place, key)
            yield from _find_opinions(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _find_opinions(inner, (*place, number))


def _check_report(
    table: FormTable, name: str, sha256: str, document: Mapping[str, Any]
) -> Iterator[Finding]:
    if table.report.sha256 != sha256:
        yield Finding(
            "V371",
            "error",
            Place(name, "report.sha256"),
            f"the form is about the report {printable(table.report.sha256, 64)}, and this one is "
            f"{sha256}; begin a form for this report with countersign --new",
        )
        return
    stated = table.report.model_dump()
    for key, value in describe_report(document).items():
        if stated[key] != value:
            yield Finding(
                "V371",
                "error",
                Place(name, f"report.{key}"),
                f"the form says {_shown(stated[key])}, and the report {_shown(value)}; these facts "
                "are prefilled, and are not changed by hand",
            )


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return f'"{printable(value)}"' if isinstance(value, str) else str(value)


def _check_items(table: FormTable, name: str) -> Iterator[Finding]:
    for item, entry in table.checklist.items():
        still = [
            one.id
            for one in table.finding
            if one.item == item and one.type != "FAR" and not one.closed
        ]
        if entry.closed and still:
            listed = ", ".join(printable(one) for one in still)
            yield Finding(
                "V372",
                "error",
                Place(name, f"checklist.{item}.closed"),
                f"the item is closed, and {listed} is open; an item is closed with no CAR or CL "
                "remaining",
            )


def _check_references(
    table: FormTable, name: str, document: Mapping[str, Any]
) -> Iterator[Finding]:
    known = {one.id for one in table.finding}
    named = [(f"meter[{number}]", one.finding) for number, one in enumerate(table.meter)]
    readings = table.sample.reading if table.sample is not None else ()
    named += [(f"sample.reading[{number}]", one.finding) for number, one in enumerate(readings)]
    for path, finding in named:
        if finding and finding not in known:
            message = f'there is no finding "{printable(finding)}"; write it as a [[finding]]'
            yield _fault(name, f"{path}.finding", message)
    meters = {str(one["id"]) for one in document["meters"]}
    for number, meter in enumerate(table.meter):
        if meter.id not in meters:
            message = f'the report has no meter "{printable(meter.id)}"'
            yield _fault(name, f"meter[{number}].id", message)


def _check_days(table: FormTable, name: str, document: Mapping[str, Any]) -> Iterator[Finding]:
    completed = table.dates.completed
    end = date.fromisoformat(document["project"]["monitoring_period"]["end"])
    if completed <= end:
        message = f"the verification was completed before the period was over ({end})"
        yield _fault(name, "dates.completed", message)
    for number, one in enumerate(table.finding):
        if one.raised > completed:
            message = f"the finding was raised after the verification was completed ({completed})"
            yield _fault(name, f"finding[{number}].raised", message)
