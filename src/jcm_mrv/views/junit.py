"""Findings as a JUnit report: a test case for each check, which fails where its finding counts.

There is no standard; elements, attributes and their order are those that the schema of Jenkins'
xUnit plug-in (junit-10.xsd) and GitLab's documentation of unit test reports have in common.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from jcm_mrv.checks.catalogue import stage_of
from jcm_mrv.views.listing import describe_below, show_place
from jcm_mrv.views.surface import make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.checks.check import Check
    from jcm_mrv.places.located import Located
    from jcm_mrv.views.listing import Listing

_COUNTED = ("tests", "failures", "errors", "skipped")


def render_junit(listings: Iterable[Listing]) -> bytes:
    """Render a suite for each project, with a case for each check of the catalogue."""
    root = ET.Element("testsuites", name="jcm-mrv check")
    total: Counter[str] = Counter()
    for listing in listings:
        suite, counted = _suite(listing)
        root.append(suite)
        total += counted
    for name in _COUNTED:
        root.set(name, str(total[name]))
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _suite(listing: Listing) -> tuple[ET.Element, Counter[str]]:
    suite = ET.Element("testsuite", name=make_harmless(listing.project))
    by_code: dict[str, list[Located]] = {}
    for one in listing.findings:
        by_code.setdefault(one.finding.code, []).append(one)
    counted: Counter[str] = Counter()
    for check in listing.catalogue:
        found = by_code.get(check.code, [])
        reached = check.code[0] in listing.stages
        if not found and not reached and check.code[0] == "M":
            continue  # of a methodology only what is at fault is looked at
        suite.append(_case(check, found, reached, listing))
        counted["tests"] += 1
        counted["failures"] += suite[-1].find("failure") is not None
        counted["skipped"] += suite[-1].find("skipped") is not None
    for name in _COUNTED:
        suite.set(name, str(counted[name]))
    return suite, counted


def _case(check: Check, found: Sequence[Located], reached: bool, listing: Listing) -> ET.Element:
    case = ET.Element(
        "testcase", classname=stage_of(check.code), name=f"{check.code} {check.title}"
    )
    failing = [one for one in found if one.finding.severity in listing.counting]
    others = [one for one in found if one.finding.severity not in listing.counting]
    if failing:
        more = f" (and {len(failing) - 1:,} more)" if len(failing) > 1 else ""
        failure = ET.SubElement(
            case,
            "failure",
            type=failing[0].finding.severity,
            message=make_harmless(failing[0].finding.message) + more,
        )
        failure.text = _text(failing)
    elif not found and not reached:
        ET.SubElement(case, "skipped", message="not reached: the project could not be read")
    if others:
        ET.SubElement(case, "system-out").text = _text(others)
    return case


def _text(found: Iterable[Located]) -> str:
    # XML has no way to write most control characters, not even escaped.
    lines = []
    for one in found:
        lines.append(f"{one.finding.severity}: {show_place(one)}: {one.finding.message}")
        lines += (f"    {line}" for line in describe_below(one.finding))
    return "".join(f"{make_harmless(line)}\n" for line in lines)
