"""Reports that are large in one way each: ten years, 5,000 members, thousands of findings."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.unit.views.page.pages import document_of, report_of

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport

YEARS = range(2011, 2021)
MEMBERS = 5_000
FINDINGS = 3_000


def ten_years() -> ParsedReport:
    """Return ten years of the data centre: each year that of 2017, by other days."""
    document = document_of("lao-data-center")
    line, segment = document["vintages"][0], document["segments"][0]
    lists = {
        key: document[key]
        for key in ("equations", "values", "readings", "months")
        if key in document
    }
    file = document["inputs"][0]
    paths = [f"monitoring/{year}-{month:02}.csv" for year in YEARS for month in range(1, 13)]
    document["inputs"] = [{**file, "path": path} for path in paths]
    for key in ("vintages", "segments", *lists):
        document[key] = []
    for place, year in enumerate(YEARS):
        days = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
        document["vintages"].append({**line, **days, "year": year})
        document["segments"].append({**segment, **days, "vintage": place})
        for key, rows in lists.items():
            first = [deepcopy(row) for row in rows if row["segment"] == 0]
            for row in first:
                row["segment"] = place
                if key == "values" and "files" in row:
                    row["files"] = paths
            document[key] += months_of(first, year) if "month" in first[0] else first
    document["project"]["monitoring_period"] |= {"start": "2011-01-01", "end": "2020-12-31"}
    return report_of(document)


def months_of(rows: list[dict[str, Any]], year: int) -> list[dict[str, Any]]:
    """Return twelve months of each kind of entry."""
    kinds = {row.get("parameter", ""): row for row in rows}
    return [
        {**row, "month": f"{year}-{month:02}"} for row in kinds.values() for month in range(1, 13)
    ]


def many_members() -> ParsedReport:
    """Return the report of 5,000 roofs in place of two."""
    document = document_of("philippines-rooftop-solar")
    members = [f"roof-{number}" for number in range(MEMBERS)]
    project = document["project"]
    (roofs,) = project["sets"]
    roofs["members"] = [{"id": member} for member in members]
    for key in ("monitored", "fixed"):
        project[key] = [{**project[key][0], "member": member} for member in members]
    document["meters"] = [{**document["meters"][0], "id": member} for member in members]
    document["readings"] = document["readings"][:3]
    widen(document, members)
    return report_of(document)


def widen(value: Any, members: list[str]) -> None:
    """Give every list that has an entry for each member as many entries as there are members."""
    if isinstance(value, dict):
        old = value.get("members")
        if isinstance(old, list) and old and isinstance(old[0], str):
            for key, column in value.items():
                if isinstance(column, list) and len(column) == len(old):
                    value[key] = (column * len(members))[: len(members)]
            value["members"] = members
        for inner in value.values():
            widen(inner, members)
    elif isinstance(value, list):
        for inner in value:
            widen(inner, members)


def many_findings() -> ParsedReport:
    """Return a report of 3,000 findings of two codes."""
    document = document_of("philippines-rooftop-solar")
    document["findings"] = [
        {**document["findings"][number % 2], "message": f"finding {number}"}
        for number in range(FINDINGS)
    ]
    return report_of(document)
