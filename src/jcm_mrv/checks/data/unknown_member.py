"""D132: a long table that names a member which the project does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D132",
    since="0.1.0",
    title="member of a table that the project does not have",
    why=(
        'A roof written "Roof-7" in the export and "roof-7" in the set is two names: its '
        "readings would be left out, and its gap filled or lost, without a word."
    ),
    remedy=(
        "Correct the name in the set or in the export, or keep rows that do not belong to the "
        "project out with where = { ... }."
    ),
    bad='[[sets.system.member]] id = "roof-7", rows with system = "Roof-7"',
    good='[[sets.system.member]] id = "Roof-7"',
)


def judge_members(view: View, members: Collection[str]) -> Iterator[Finding]:
    """Compare the names in the member column with the set; once a source.

    Rows left out lower the reductions on the low side, and would raise them on the high side.
    """
    series = view.series
    if series.source.member_column is None:
        return
    unknown = sorted(set(series.found.days["m"].drop_nulls().to_list()) - set(members))
    if not unknown:
        return
    more = f" and {len(unknown) - 1:,} more" if len(unknown) > 1 else ""
    yield Finding(
        "D132",
        "warning" if series.side == "low" else "error",
        view.place,
        f'the column "{series.source.member_column}" names "{printable(unknown[0])}"{more}, '
        "which the project does not have; those rows are left out; correct the name or use "
        f"where = {{...}}{nearest(unknown[0], sorted(members))}",
        "left out",
        parameter=series.parameter,
    )
