"""Which checks a report's version knew, and which this program knows.

A report is verified with the checks that it lists. Nobody hides a check by leaving it off the
list: one that is not newer than the version that made the report has to be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.checks.check import Check

Version = tuple[int, int, int]

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
STAGES = ("P", "D", "C")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Hold what two versions know.

    Args:
        reported: version that the report says it was made with, as text; empty where it says
            none.
        own: version of this program.
        is_version: the report's has the form of one.
        same: both are one.
        newer: the report's is the newer one.
        aside: codes of this program that the report's version had not.
        unknown: codes that the report lists and that a newer version may have.
    """

    reported: str
    own: str
    is_version: bool
    same: bool
    newer: bool
    aside: frozenset[str]
    unknown: frozenset[str]


def read_knowledge(document: Mapping[str, Any], catalogue: Iterable[Check], own: str) -> Knowledge:
    """Return what the version of a report knew.

    Args:
        document: the report's, any JSON object.
        catalogue: checks of this program.
        own: version of this program.
    """
    software = document.get("software")
    reported = software.get("version") if isinstance(software, dict) else None
    text = reported if isinstance(reported, str) else ""
    version, ours = parse_version(text), parse_version(own)
    listed = _listed(document.get("checks"))
    known = {one.code: parse_version(one.since) for one in catalogue if one.code[0] in STAGES}
    aside = {
        code
        for code, since in known.items()
        if code not in listed and version is not None and since is not None and since > version
    }
    newer = version is not None and ours is not None and version > ours
    unknown = {
        code
        for code, since in listed.items()
        if newer and code not in known and since is not None and ours is not None and since > ours
    }
    return Knowledge(
        text,
        own,
        version is not None,
        version is not None and version == ours,
        newer,
        frozenset(aside),
        frozenset(unknown),
    )


def parse_version(text: str) -> Version | None:
    """Return a version such as ``0.3.0``; None where it is none."""
    match = _VERSION.fullmatch(text)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def _listed(checks: Any) -> dict[str, Version | None]:
    if not isinstance(checks, list):
        return {}
    return {
        one["code"]: parse_version(str(one.get("since")))
        for one in checks
        if isinstance(one, dict) and isinstance(one.get("code"), str)
    }
