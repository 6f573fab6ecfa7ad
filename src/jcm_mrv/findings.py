"""What a check says: a code, a place, a sentence, a treatment and its effect in tonnes.

A code never changes its meaning (contracts 10): P project, M methodology, D data,
C calculation, V verification.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

Severity = Literal["error", "warning", "note"]
EffectKind = Literal["exact", "bound", "estimate"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault lies.

    Args:
        file: POSIX path relative to the project's folder, as a person wrote it.
        path: dotted place inside the file, such as ``monitored.EC_IT.source[0].unit``.
        line: physical line number, from 1, where it is known.
    """

    file: str
    path: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Render as ``FILE:LINE: path``, the parts that are known."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.path}" if self.path else where


@dataclass(frozen=True, slots=True)
class Effect:
    """Tell by how much one treatment moved the result.

    Args:
        tonnes: emission reductions as reported minus those with this one treatment off [tCO2e].
        kind: how well that number is known.
    """

    tonnes: Fraction
    kind: EffectKind


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one judgement about a project, a methodology, data or a result.

    Args:
        code: stable code, such as ``D104``.
        severity: ``error`` nulls the credits that it touches; the others do not.
        where: the place to look at.
        message: what was found, what was expected, what to do.
        treatment: what was done about it, in words; None when nothing was.
        effect: what that treatment moved.
        parameter: the methodology's name of the parameter, where one is concerned.
        span: local start and end (exclusive) in time; None means the whole project.
        meter: id of the meter, where one is concerned.
    """

    code: str
    severity: Severity
    where: Place
    message: str
    treatment: str | None = None
    effect: Effect | None = None
    parameter: str | None = None
    span: tuple[datetime, datetime] | None = None
    meter: str | None = None

    def line(self) -> str:
        """Render the finding's first line: ``FILE: path: CODE message``."""
        return f"{self.where}: {self.code} {self.message}"
