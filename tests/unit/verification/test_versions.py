"""What a report's version knew: checks set aside, hidden, and not known here."""

from __future__ import annotations

from typing import Any

import pytest

from jcm_mrv.checks.check import Check
from jcm_mrv.verification.versions import parse_version, read_knowledge


def check(code: str, since: str) -> Check:
    """Return a check with nothing but its code and version."""
    return Check(code, since, "title", "why", "remedy", "bad", "good")


CATALOGUE = (check("D101", "0.1.0"), check("D102", "0.4.0"), check("V301", "0.3.0"))


def report(version: Any, *codes: tuple[str, str]) -> dict[str, Any]:
    """Return as much of a report as tells its version and checks."""
    checks = [{"code": code, "since": since, "title": "t"} for code, since in codes]
    return {"software": {"name": "jcm-mrv", "version": version}, "checks": checks}


def test_a_newer_check_is_set_aside() -> None:
    """D102 came with 0.4.0; a report of 0.3.0 is verified without it."""
    known = read_knowledge(report("0.3.0", ("D101", "0.1.0")), CATALOGUE, "0.4.0")
    assert known.aside == {"D102"}
    assert (known.same, known.newer) == (False, False)


def test_an_older_check_is_never_set_aside() -> None:
    """Leaving D101 off the list hides nothing."""
    assert read_knowledge(report("0.3.0"), CATALOGUE, "0.4.0").aside == {"D102"}
    assert read_knowledge(report("0.4.0"), CATALOGUE, "0.4.0").aside == set()


def test_a_newer_report_may_know_more() -> None:
    """A code since a later version is unknown here; one since an earlier version is made up."""
    document = report("0.5.0", ("D101", "0.1.0"), ("D103", "0.5.0"), ("D104", "0.2.0"))
    known = read_knowledge(document, CATALOGUE, "0.4.0")
    assert known.newer
    assert known.unknown == {"D103"}


@pytest.mark.parametrize("version", [None, 7, "", "0.3", "latest", "0.3.0.dev1", "00.3.0"])
def test_what_is_no_version_sets_nothing_aside(version: Any) -> None:
    """A report that does not say what made it is judged by every check."""
    known = read_knowledge(report(version), CATALOGUE, "0.4.0")
    assert (known.is_version, len(known.aside), len(known.unknown)) == (False, 0, 0)


@pytest.mark.parametrize("document", [{}, {"software": []}, {"checks": [7, {"code": 7}]}])
def test_any_json_may_be_handed_in(document: dict[str, Any]) -> None:
    """Nothing is believed of the shape of a document."""
    assert not read_knowledge(document, CATALOGUE, "0.4.0").is_version


def test_versions_are_numbers() -> None:
    """0.10.0 comes after 0.9.0."""
    later, earlier = parse_version("0.10.0"), parse_version("0.9.0")
    assert later is not None
    assert earlier is not None
    assert later > earlier
