"""What a source may say of its query: a name for the connection, one file for the rows.

That the statement only reads is judged in :mod:`jcm_mrv.project.statement`: it is content, not
structure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jcm_mrv.numbers import hide_credentials
from jcm_mrv.shapes import fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FOREIGN = ("delimiter", "decimal", "encoding", "sheet", "header_row", "unit_row", "comment")
"""Keys of a source that say how a file of another program is written."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,99}")
_WILD = re.compile(r"[*?]")


def check_variable(name: str) -> str:
    """Refuse what is not the name of an environment variable; it is not shown: it may be a URL."""
    if not _VARIABLE.fullmatch(name):
        raise fault(
            "the name of an environment variable is expected, in capitals, such as"
            ' "HISTORIAN_URL"; the URL itself, with its password, stays out of this file'
        )
    return name


def check_query(text: str) -> str:
    """Refuse a statement with a password in it: project.toml is handed on."""
    if hide_credentials(text) != text:
        raise fault("the query holds a password or the user of a URL; keep it in the database")
    return text


def check_frozen(files: Sequence[str], written: Collection[str]) -> None:
    """Refuse a place for frozen rows that is not one plain CSV file.

    Args:
        files: what the source names.
        written: those of the keys in ``FOREIGN`` that the source has.
    """
    if len(files) != 1 or _WILD.search(files[0]) or not files[0].endswith(".csv"):
        raise fault(
            'the rows of a query are frozen in one file: write files = "monitoring/NAME.csv",'
            " without * and ?"
        )
    for key in (key for key in FOREIGN if key in written):
        raise fault(
            f'"{key}" says how a foreign file is written; the rows of a query are frozen as plain'
            " CSV, so leave it out"
        )
