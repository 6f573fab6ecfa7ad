"""The JUnit report: what the readers of such files have in common, and what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.unit.views.listings import CELL, GAP, LISTING, NOTE, REFUSED, SILENT, UNIT

from jcm_mrv.views.junit import render_junit

if TYPE_CHECKING:
    from jcm_mrv.views.listing import Listing

# Facts of junit-10.xsd of Jenkins' xUnit plug-in: which attributes and children there may be.
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["testcase"],
    "testcase": ["skipped", "failure", "system-out"],
}


def parse(*listings: Listing) -> ET.Element:
    """Return the root of a report."""
    return ET.fromstring(render_junit(listings))  # noqa: S314  (our own text)


def case(root: ET.Element, code: str) -> ET.Element:
    """Return the test case of a code."""
    (found,) = [one for one in root.iter("testcase") if one.get("name", "").startswith(code)]
    return found


@pytest.mark.parametrize("strict", [False, True])
def test_a_report_has_the_elements_that_readers_know(strict: bool) -> None:
    """Names, attributes, order and counts are those of the common schema."""
    root = parse(replace(LISTING, strict=strict), SILENT, REFUSED)
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        order = CHILDREN.get(element.tag, [])
        places = [order.index(child.tag) for child in element]
        assert places == sorted(places)
    for holder in [root, *root.iter("testsuite")]:
        assert holder.get("tests") == str(len(list(holder.iter("testcase"))))
        assert holder.get("failures") == str(len(list(holder.iter("failure"))))
        assert holder.get("skipped") == str(len(list(holder.iter("skipped"))))
        assert holder.get("errors") == "0"


def test_every_check_that_ran_is_a_case_of_its_stage() -> None:
    """Six checks: that of a methodology is left out, for it found nothing; one without finding."""
    root = parse(LISTING)
    assert [(one.get("classname"), one.get("name")) for one in root.iter("testcase")] == [
        ("project", "P012 unknown unit"),
        ("data", "D104 gap in the readings"),
        ("data", "D106 reading that is not a number"),
        ("data", "D112 negative reading"),
        ("calculation", "C205 negative total"),
    ]
    assert len(case(root, "C205")) == 0


def test_an_error_fails_its_case() -> None:
    """The message stands in the attribute, the place with the line in the text."""
    (failure,) = case(parse(LISTING), "P012")
    assert failure.attrib == {
        "type": "error",
        "message": '"kwh" is not a unit; did you mean "kWh"?',
    }
    assert failure.text == (
        "error: plant a/project.toml:18: monitored.EC_IT.source[0].unit: "
        '"kwh" is not a unit; did you mean "kWh"?\n'
    )


def test_what_xml_cannot_hold_is_made_visible() -> None:
    """An escape character in a cell does not break the file."""
    (failure,) = case(parse(LISTING), "D106")
    assert failure.get("message") == '"\\x1b[31m|`<b>" is not a number at all, 100 %'


def test_a_warning_fails_only_where_warnings_count() -> None:
    """Without --strict a warning is shown beside a case that passes."""
    (shown,) = case(parse(LISTING), "D104")
    assert shown.tag == "system-out"
    assert shown.text == (
        "warning: plant a/project.toml: monitored.EC_IT.source[0]: 24 of 8,760 steps are missing\n"
        "    treated: counted as nothing\n"
        "    effect on the reductions: -0.333333... t (exact)\n"
    )
    (failure,) = case(parse(replace(LISTING, strict=True)), "D104")
    assert (failure.tag, failure.get("type")) == ("failure", "warning")
    (note,) = case(parse(replace(LISTING, strict=True)), "D112")
    assert note.tag == "system-out"


def test_a_report_is_written_so() -> None:
    """The file of a project with one error, to the byte."""
    only = replace(LISTING, findings=(UNIT,), catalogue=LISTING.catalogue[:3])
    assert render_junit([only]).decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<testsuites name="jcm-mrv check" tests="2" failures="1" errors="0" skipped="0">\n'
        ' <testsuite name="plant a" tests="2" failures="1" errors="0" skipped="0">\n'
        '  <testcase classname="project" name="P012 unknown unit">\n'
        '   <failure type="error" message="&quot;kwh&quot; is not a unit; did you mean '
        '&quot;kWh&quot;?">error: plant a/project.toml:18: monitored.EC_IT.source[0].unit: '
        '"kwh" is not a unit; did you mean "kWh"?\n'
        "</failure>\n"
        "  </testcase>\n"
        '  <testcase classname="data" name="D104 gap in the readings" />\n'
        " </testsuite>\n"
        "</testsuites>\n"
    )


def test_several_findings_of_a_code_are_one_failure() -> None:
    """Readers take one failure a case; it counts the others and lists all."""
    other = replace(CELL, finding=replace(CELL.finding, message="another"))
    (failure,) = case(parse(replace(LISTING, findings=(UNIT, CELL, other, GAP, NOTE))), "D106")
    assert str(failure.get("message")).endswith(" (and 1 more)")
    assert str(failure.text).count("\n") == 2


def test_what_was_not_reached_is_skipped() -> None:
    """Where project.toml cannot be read, no check of readings passes."""
    root = parse(REFUSED)
    assert case(root, "P012")[0].tag == "failure"
    assert case(root, "D104")[0].tag == "skipped"
    assert root.attrib["failures"] == "1"
    assert root.attrib["skipped"] == "4"
