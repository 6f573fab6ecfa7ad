"""Write a lock, and say what it holds now; or why there is none."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import Answer, ExitCode
from jcm_mrv.cli.show import show_findings
from jcm_mrv.cli.writing import replace_file
from jcm_mrv.numbers import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jcm_mrv.lock.making import Locking
    from jcm_mrv.lock.model import Lock
    from jcm_mrv.lock.months import Open

SHOWN_OPEN = 12


def answer_lock(locking: Locking, project: Path, methodologies: Sequence[Path]) -> Answer:
    """Write the lock and answer with its path; a refused one is answered with the reasons.

    Args:
        locking: what became of the wish for a lock.
        project: as it was typed, to show the places of findings.
        methodologies: further folders of modules.
    """
    if locking.data is None or locking.lock is None:
        shown = show_findings(locking.findings, project, methodologies, every=True)
        return Answer(ExitCode.NO, notes=f"{shown}jcm-mrv: {locking.refused}.\n")
    replace_file(locking.path, locking.data)
    lines = [_summary(locking.lock, locking.added), *_still_open(locking.left)]
    return Answer(asked=f"{locking.path}\n", notes="".join(f"{line}\n" for line in lines))


def _summary(lock: Lock, added: int) -> str:
    months = sum(len(one.months) for one in lock.readings)
    parts = [
        counted(len(lock.fixed), "fixed value", "fixed values"),
        counted(len(lock.monitored), "monitored point", "monitored points"),
        counted(len(lock.meters), "meter", "meters"),
        f"{counted(months, 'month', 'months')} of readings ({added:,} new)",
    ]
    if lock.changes:
        parts.append(counted(len(lock.changes), "named change", "named changes"))
    return f"Locked: {', '.join(parts)}."


def _still_open(left: Sequence[Open]) -> Iterable[str]:
    """Tell the months that are open: those of a point that stand for one reason as one."""
    lines = []
    for (who, why), same in groupby(left, key=_reason):
        months = [one.month for one in same]
        span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
        lines.append(f"Not accepted yet: {who} {span} ({why}).")
    yield from lines[:SHOWN_OPEN]
    if len(lines) > SHOWN_OPEN:
        yield f"Not accepted yet: {len(lines) - SHOWN_OPEN:,} more; jcm-mrv check tells why."


def _reason(one: Open) -> tuple[str, str]:
    who = one.parameter if one.member is None else f"{one.parameter} of {printable(one.member)}"
    return who, ", ".join(one.codes) or "not complete"
