"""Judge the content of a project: what needs the methodology or the world to be judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from jcm_mrv.project.check_fixed import check_fixed
from jcm_mrv.project.check_members import check_sets
from jcm_mrv.project.check_monitored import check_monitored
from jcm_mrv.project.check_plan import check_plan
from jcm_mrv.project.check_points import check_points
from jcm_mrv.project.check_queries import check_queries
from jcm_mrv.project.check_world import (
    check_country,
    check_eligibility,
    check_gwp_set,
    check_period,
    check_schemes,
    check_zones,
)
from jcm_mrv.project.confidential import check_confidential

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jcm_mrv.findings import Finding
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project

__all__ = ["check_project"]

MAX_ALIKE = 20


def check_project(project: Project, methodology: Methodology) -> tuple[Finding, ...]:
    """Return what is wrong or notable about a project, in the order of project.toml.

    Where a table of the project has faults, parameters are not judged: what is missing from
    them would only repeat those faults.

    Args:
        project: as it was read.
        methodology: that it names.
    """
    findings: list[Finding] = [
        *project.findings,
        *check_country(project),
        *check_zones(project),
        *check_gwp_set(project, methodology),
        *check_period(project),
        *check_schemes(project),
        *check_eligibility(project, methodology),
        *check_confidential(project, methodology),
    ]
    if not project.findings:
        findings += _shorten(check_sets(project, methodology))
        findings += _shorten(check_fixed(project, methodology))
        findings += _shorten(check_monitored(project, methodology))
        findings += _shorten(check_points(project))
        findings += _shorten(check_plan(project, methodology))
    findings += check_queries(project)
    return tuple(findings)


def _shorten(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Keep the first 20 findings of a code on one parameter; the last says how many more."""
    alike: Counter[tuple[str, str | None]] = Counter()
    last: dict[tuple[str, str | None], Finding] = {}
    for finding in dict.fromkeys(findings):  # one meter may stand behind several sources
        key = (finding.code, finding.parameter)
        alike[key] += 1
        if alike[key] < MAX_ALIKE:
            yield finding
        else:
            last.setdefault(key, finding)
    for key, finding in last.items():
        more = alike[key] - MAX_ALIKE
        if more:
            # What is left out may lie in any vintage.
            message = f"{finding.message} (and {more:,} more like this)"
            yield replace(finding, message=message, span=None)
        else:
            yield finding
