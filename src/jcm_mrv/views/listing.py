"""What the check of one project tells, for the formats that machines read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.digits import format_value

if TYPE_CHECKING:
    from jcm_mrv.baseline import Known
    from jcm_mrv.checks.check import Check
    from jcm_mrv.findings import Finding
    from jcm_mrv.places.located import Located


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold the findings of one project.

    Args:
        project: its folder or project.toml, as it was typed.
        findings: those that count, errors first.
        catalogue: every check, by stage and code.
        stages: first letters of the codes that were checked; the rest was not reached.
        accepted: findings that a baseline knows; None without a baseline.
        gone: what the baseline knows and no finding has any more.
        refused: the project could not be read, or the baseline.
        strict: warnings count like errors.
        calendar: the completeness of the readings as lines of text; empty where not asked for.
    """

    project: str
    findings: tuple[Located, ...]
    catalogue: tuple[Check, ...]
    stages: str = "PDC"
    accepted: tuple[Located, ...] | None = None
    gone: tuple[Known, ...] = ()
    refused: bool = False
    strict: bool = False
    calendar: str = ""

    @property
    def counting(self) -> tuple[str, ...]:
        """Return the severities that make the answer no."""
        return ("error", "warning") if self.strict else ("error",)

    @property
    def failed(self) -> bool:
        """Tell whether the answer is no."""
        return any(one.finding.severity in self.counting for one in self.findings)


def describe_below(finding: Finding) -> list[str]:
    """Return what stands below the message: the treatment, and what it moved."""
    lines = []
    if finding.treatment:
        lines.append(f"treated: {finding.treatment}")
    if finding.effect:
        tonnes = format_value(format_exact(finding.effect.tonnes))
        lines.append(f"effect on the reductions: {tonnes} t ({finding.effect.kind})")
    return lines


def show_place(one: Located) -> str:
    """Return file, line and dotted place, the parts that are known."""
    where = one.file or one.finding.where.file
    numbered = where if one.line is None else f"{where}:{one.line}"
    return f"{numbered}: {one.finding.where.path}" if one.finding.where.path else numbered
