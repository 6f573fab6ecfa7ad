"""Findings as workflow commands of GitHub Actions: a note on the line of the changed file.

Source of the form and its escapes: GitHub's documentation of workflow commands, and the function
of its runner's toolkit that writes them: percent sign and line ends in a message, and colon and
comma too in a property.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.listing import describe_below
from jcm_mrv.views.surface import make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.checks.check import Check
    from jcm_mrv.places.located import Located
    from jcm_mrv.views.listing import Listing

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def render_github(listings: Iterable[Listing]) -> str:
    """Render each finding that counts as one workflow command."""
    return "".join(
        f"{_command(one, {check.code: check for check in listing.catalogue})}\n"
        for listing in listings
        for one in listing.findings
    )


def _command(one: Located, checks: Mapping[str, Check]) -> str:
    finding = one.finding
    properties: dict[str, str] = {}
    if one.file is not None:
        properties["file"] = one.file
        if one.line is not None:
            properties["line"] = properties["endLine"] = str(one.line)
            # GitHub refuses columns where they name no character.
            if one.columns is not None and one.columns[0] < one.columns[1]:
                properties["col"], properties["endColumn"] = map(str, one.columns)
    title = checks[finding.code].title if finding.code in checks else ""
    properties["title"] = f"{finding.code} {title}".rstrip()
    written = ",".join(
        f"{name}={_escape(make_harmless(text), _IN_PROPERTY)}" for name, text in properties.items()
    )
    path = f"{finding.where.path}: " if finding.where.path else ""
    lines = [f"{path}{finding.message}", *describe_below(finding)]
    message = "\n".join(make_harmless(line) for line in lines)
    return f"::{_COMMANDS[finding.severity]} {written}::{_escape(message, _IN_MESSAGE)}"


def _escape(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
