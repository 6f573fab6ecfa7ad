"""Reports that no example has: many years, members, findings, no results, texts of an attacker."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.reported import example

from jcm_mrv.report.reading import ReportFault, parse_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.report.reading import ParsedReport

Json = dict[str, Any]
LAO, SOLAR = "lao-data-center", "philippines-rooftop-solar"
_PLACES = ("vintages", "segments", "equations", "values", "readings", "months")


def document_of(name: str) -> Json:
    """Return the report document of an example, to be changed."""
    document: Json = json.loads(example(name).data)
    return document


def parsed(document: Json) -> ParsedReport:
    """Return a document as the views get it."""
    return parse_report(json.dumps(document, ensure_ascii=False).encode())


def of_years(count: int) -> ParsedReport:
    """Return the data centre's first ten months, told again for each of so many whole years."""
    document = document_of(LAO)
    first = {key: copy.deepcopy(document[key]) for key in _PLACES}
    years = range(2017, 2017 + count)
    for key in _PLACES:
        document[key] = []
    for place, year in enumerate(years):
        days = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
        document["vintages"].append({**first["vintages"][0], **days, "year": year})
        document["segments"].append({**first["segments"][0], **days, "vintage": place})
        for key in ("equations", "values"):
            document[key] += [
                {**one, "segment": place} for one in first[key] if one["segment"] == 0
            ]
        for month in range(1, 13):
            for key in ("readings", "months"):
                document[key] += [
                    {**one, "segment": place, "month": f"{year}-{month:02}"}
                    for one in first[key]
                    if one["month"] == "2017-04"
                ]
    rounded = document["rounding"]["years"][0]
    document["rounding"]["years"] = [{**rounded, "year": year} for year in years]
    document["totals"]["credits"] = 171 * count
    period = {"start": "2017-01-01", "end": f"{years[-1]}-12-31", "cuts": []}
    document["project"]["monitoring_period"] = period
    document["inputs"] = [
        {**document["inputs"][0], "path": f"monitoring/{year}-{month:02}.csv"}
        for year in years
        for month in range(1, 13)
    ]
    return parsed(document)


def of_members(count: int) -> ParsedReport:
    """Return the solar report with so many roofs in place of two."""
    document = document_of(SOLAR)
    names = [f"roof-{number:04}" for number in range(count)]
    for one in _tables(document):
        if isinstance(one.get("members"), list) and "roof-a" in one["members"]:
            for key, column in one.items():
                if key != "files" and isinstance(column, list):
                    one[key] = (column * count)[:count]
            one["members"] = names
    document["project"]["sets"][0]["members"] = [{"id": name} for name in names]
    for key in ("monitored", "fixed"):
        start = document["project"][key][0]
        document["project"][key] = [{**start, "member": name} for name in names]
    return parsed(document)


def of_findings(count: int) -> ParsedReport:
    """Return the solar report with so many findings of three codes."""
    document = document_of(SOLAR)
    start = document["findings"][0]
    document["findings"] = [
        {**start, "code": ("D104", "D105", "D173")[number % 3], "message": f"finding {number}"}
        for number in range(count)
    ]
    return parsed(document)


def without_results() -> ParsedReport:
    """Return a report in which nothing could be calculated, and an error says why."""
    document = document_of(LAO)
    empty = dict.fromkeys(
        ("reference_emissions", "project_emissions", "emission_reductions", "credits")
    )
    document["totals"] = empty
    document["vintages"] = [{**one, **empty} for one in document["vintages"]]
    for key in ("values", "equations", "months"):
        document[key] = []
    document["rounding"]["years"] = []
    error = {
        **document_of(SOLAR)["findings"][0],
        "code": "D101",
        "severity": "error",
        "message": "monitoring/2017-05.csv: there is no such file",
        "effect": None,
        "treatment": None,
    }
    document["findings"] = [error]
    return parsed(document)


def saying(text: str, name: str = SOLAR) -> tuple[ParsedReport, int]:
    """Return a report that says a text wherever the schema takes one, and at how many places."""
    document, places = _with_all_texts(name), 0
    taking = _taking(name)
    for path, holder, key in _texts(document, ()):
        if path in taking:
            holder[key] = text
            places += 1
    return parsed(document), places


def _with_all_texts(name: str) -> Json:
    document = document_of(name)
    project = document["project"]
    project["participants"] = [{"name": "a", "country": "PH", "role": "b"}]
    project["responsible"] = [{"name": "a", "role": "b", "organization": "c"}]
    project["other_schemes"] = [{"scheme": "a", "reference": "b", "resolution": "c"}]
    project["report"] = {"version": "1", "prepared_by": "a", "comment": "b"}
    return document


@cache
def _taking(name: str) -> frozenset[tuple[str, ...]]:
    """Return the paths at which the schema takes any text."""
    document, found = _with_all_texts(name), set()
    for path in {path for path, _holder, _key in _texts(document, ())}:
        changed = copy.deepcopy(document)
        for one, holder, key in _texts(changed, ()):
            if one == path:
                holder[key] = "any text"
        try:
            parsed(changed)
        except ReportFault:
            continue
        found.add(path)
    return frozenset(found)


def _tables(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _tables(inner)


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Give each text with its path, in which all entries of a list are one, and its holder."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        here = path if isinstance(value, list) else (*path, str(key))
        if isinstance(inner, str):
            yield here, value, key
        elif isinstance(inner, dict | list):
            yield from _texts(inner, here)
