"""Judge whether the columns of a wide table are the steps of a whole row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place

if TYPE_CHECKING:
    from jcm_mrv.project.monitoring import Source

LENGTHS = {3_600: "an hour", 86_400: "a day"}


def check_wide(file: str, source: Source) -> list[Finding]:
    """Judge that columns x step is a day or an hour; steps that are left over would be lost.

    Args:
        file: name of the project file.
        source: a source of the project.
    """
    if not source.wide or source.step is None:
        return []
    place = Place(file, f"{source.path}.columns")
    twice = next((name for name in source.columns if source.columns.count(name) > 1), None)
    if twice is not None:
        message = f'the column "{twice}" is named twice; each step of a wide table has its own'
        return [Finding("D136", "error", place, message)]
    count, step = len(source.columns), source.step
    if count * step.seconds in LENGTHS:
        return []
    fitting = [
        f"{length // step.seconds} for {name}"
        for length, name in LENGTHS.items()
        if length % step.seconds == 0 and length > step.seconds
    ]
    expected = " or ".join(fitting) if fitting else "a step that divides a day or an hour"
    message = (
        f"{count} columns with a step of {step} are neither a day nor an hour; expected {expected}"
    )
    return [Finding("D136", "error", place, message)]
