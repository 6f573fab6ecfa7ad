"""What of a report a project may keep back: the closed list of words (docs/public-report.md)."""

from __future__ import annotations

import re
from types import MappingProxyType

CONFIDENTIAL_GROUPS = MappingProxyType(
    {
        "title": "title and reference number of the project",
        "report": "what the report's cover says: version, date, author, comment",
        "participants": "the project participants",
        "responsible": "who is responsible for the monitoring",
        "location": "where the project lies",
        "other_schemes": "other schemes that the project is registered under",
        "comments": "remarks, explanations, methods and frequencies of measurement",
        "evidence": "documents that are named as evidence or source",
        "estimates": "what was expected of the period, and what the period before gave",
        "amounts": "stated amounts, such as invoices",
        "events": "what happened at the plant",
        "meters": "meters: ids, serial numbers, classes, errors, certificates",
        "files": "paths and digests of inputs, and the columns that are read of them",
        "members": "the names of a set's members",
        "findings": "what findings say, and their effects in tonnes",
    }
)
"""Words that stand alone, and what each keeps back."""

CONFIDENTIAL_NUMBERS = MappingProxyType(
    {
        "monitored": "readings, amounts, adjustments and values of that parameter",
        "fixed": "the value and the source of that parameter",
        "equations": "what that equation gives, wherever it is used",
    }
)
"""Words that stand before a name, such as ``monitored.EG``."""

_WORD = re.compile(r"([a-z_]+)(?:\.([A-Za-z][A-Za-z0-9_]{0,63}))?")


def split_confidential(word: str) -> tuple[str, str]:
    """Return the two parts of a word, the second empty where it stands alone; or two blanks."""
    match = _WORD.fullmatch(word)
    return (match[1], match[2] or "") if match else ("", "")
