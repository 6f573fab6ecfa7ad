"""Members of sets: whether each is known, and named where a parameter needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.values import printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import FixedValue, Project
    from jcm_mrv.project.monitoring import Monitored

_SHOWN = 3
MAX_SEARCHED = 100


def list_members(names: Sequence[str]) -> str:
    """Return the first members in quotes, and how many more there are."""
    listed = ", ".join(f'"{printable(name)}"' for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{listed} and {more:,} more" if more > 0 else listed


def check_sets(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge the sets: each known to the methodology, and not empty."""
    for name, members in project.sets.items():
        # A set that only a parameter's table names is judged there.
        written = any(each.place.line or each.path.startswith("sets.") for each in members)
        if name not in methodology.sets and (written or not members):
            yield Finding(
                "P062",
                "error",
                Place(project.file, f"sets.{name}"),
                f'"{printable(name)}" is not a set of {methodology.id}'
                f"{nearest(name, methodology.sets)}",
            )
    for name, title in methodology.sets.items():
        if not project.sets.get(name):
            yield Finding(
                "P062",
                "error",
                Place(project.file, f"sets.{name}"),
                f'the set "{name}" ({title}) has no member; write [[sets.{name}.member]] with an'
                f' id for each, or [sets.{name}] with table = "{name}.csv"',
            )


def known_members(project: Project, parameter: Parameter) -> frozenset[str]:
    """Return the ids of the members that a parameter has values for."""
    return frozenset(member.id for member in project.sets.get(parameter.over or "", ()))


def check_membership(
    parameter: Parameter, entry: FixedValue | Monitored, known: Collection[str]
) -> Iterator[Finding]:
    """Judge the member that a table names, or does not name, against those that are known."""

    def error(message: str) -> Finding:
        return Finding("P062", "error", entry.place, message, parameter=parameter.name)

    over = parameter.over
    if entry.set_name is not None and entry.set_name != over:
        wanted = f'one for each member of "{over}"' if over else "one for the whole project"
        yield error(
            f'"{printable(entry.set_name)}" is neither a key nor the set of "{parameter.name}",'
            f" which is {wanted}"
        )
    elif over is not None and entry.member is None:
        yield error(
            f'"{parameter.name}" has a value for each member of "{over}"; say which one this is:'
            f' {over} = "…"'
        )
    elif over is not None and entry.member is not None and entry.member not in known:
        # The search for the nearest takes its time among thousands.
        hint = nearest(entry.member, sorted(known)) if len(known) <= MAX_SEARCHED else ""
        yield error(f'"{printable(entry.member)}" is not a member of "{over}"{hint}')
