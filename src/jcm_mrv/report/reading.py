"""A report from somebody else: read strictly, before anything is believed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jcm_mrv.canonical import JsonFault, digest, read_json
from jcm_mrv.numbers import printable
from jcm_mrv.report.fields import SCHEMA
from jcm_mrv.report.model import Report
from jcm_mrv.shapes import ShapeFaults, validate


class ReportFault(ValueError):  # noqa: N818 -- the fault is the report's
    """Bytes are no report; holds the dotted place and a sentence part."""

    def __init__(self, path: str, message: str) -> None:
        self.path, self.message = path, message
        super().__init__(f"{path}: {message}" if path else message)


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """Hold a report as it was handed in.

    Args:
        data: its bytes.
        sha256: of these, in hexadecimal.
        document: what they hold.
        report: the same, by the schema.
    """

    data: bytes
    sha256: str
    document: dict[str, Any]
    report: Report


def parse_report(data: bytes) -> ParsedReport:
    """Return the report that bytes hold; they need not be canonical.

    Raises:
        ReportFault: they are not JSON, of another schema, or not of the shape of a report.
    """
    try:
        document = read_json(data)
    except JsonFault as fault:
        raise ReportFault("", str(fault)) from None
    if not isinstance(document, dict):
        raise ReportFault("", "it is not a JSON object")
    schema = document.get("schema")
    if schema != SCHEMA:
        if not isinstance(schema, str):
            raise ReportFault("schema", f'it names no schema (expected "{SCHEMA}")')
        raise ReportFault(
            "schema",
            f'"{printable(schema)}" is not a schema that this version reads (expected "{SCHEMA}")',
        )
    try:
        report = validate(Report, document)
    except ShapeFaults as error:
        first = error.faults[0]
        raise ReportFault(first.path, first.sentence) from None
    return ParsedReport(data, digest(data), document, report)
