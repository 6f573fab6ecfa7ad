"""One thing that drifted from a lock, and the words that every drift shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget
from jcm_mrv.findings import Effect, Finding, Place
from jcm_mrv.numbers import parse_exact
from jcm_mrv.project.values import printable
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    import datetime as dt

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.calculation.model import Model
    from jcm_mrv.findings import Severity
    from jcm_mrv.lock.model import Lock, LockedQuantity
    from jcm_mrv.project.model import Project

SHOWN = 160
RESTORE = "restore it, or name the change with jcm-mrv lock --change"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what is compared.

    Args:
        name: of the file of the lock.
        lock: what was locked.
        now: the project's plan as it is, in the shape of a lock.
        project: the project; its period may have been shortened for a check.
        end: last day of the period that the project declares.
        run: what was computed.
    """

    name: str
    lock: Lock
    now: Lock
    project: Project
    end: dt.date
    run: Run

    def place(self, path: str) -> Place:
        """Return a place in the project file."""
        return Place(self.project.file, path)

    def locked_place(self, path: str) -> Place:
        """Return a place in the lock, for what the project does not have any more."""
        return Place(self.name, path)

    def below(self, place: Place, key: str, now: object) -> Place:
        """Return the place of a key of a table, where project.toml has the table and the key."""
        if now is None or place.file != self.project.file:
            return place
        return Place(place.file, f"{place.path}.{key}", place.line)


@dataclass(frozen=True, slots=True)
class Drift:
    """Hold one drift.

    Args:
        judgement: its finding, with what is needed for its tonnes.
        what: what drifted, for the list of a named change.
        before: what was locked; None where nothing was.
        after: what there is now; None where nothing is.
        months: accepted months that it is about: parameter, member, first day. The lock that
            names the drift accepts them anew, or not at all.
    """

    judgement: Judgement
    what: str
    before: str | None
    after: str | None
    months: tuple[tuple[str, str | None, str], ...] = ()


def changed(
    code: str,
    severity: Severity,
    place: Place,
    subject: str,
    what: str,
    before: str | None,
    after: str | None,
    *,
    parameter: str | None = None,
    meter: str | None = None,
) -> Drift:
    """Return a drift of one key, told as what it is now against what was locked.

    Args:
        code: of the finding.
        severity: of the finding.
        place: where the key stands.
        subject: begins the sentence, such as ``meter M-1: its class``.
        what: the key for the list of a named change.
        before: what was locked.
        after: what there is now.
        parameter: that it concerns.
        meter: that it concerns.
    """
    if before is None:
        said_now = f"{quoted(after)}, and the lock has none"
    else:
        said_now = f"{quoted(after)}, but {quoted(before)} was locked"
    message = f"{subject} is {said_now}; {RESTORE}"
    finding = Finding(code, severity, place, message, parameter=parameter, meter=meter)
    return Drift(Judgement(finding), what, before, after)


def came_or_went(
    scene: Comparison,
    severity: Severity,
    subject: str,
    what: str,
    place: Place,
    *,
    came: bool,
    parameter: str | None = None,
    meter: str | None = None,
) -> Drift:
    """Return a drift of something that the lock does not have, or the project not any more."""
    message = f"{subject} was not locked; {RESTORE}" if came else f"{subject} is gone; {RESTORE}"
    where = place if came else scene.locked_place(what)
    finding = Finding("P087", severity, where, message, parameter=parameter, meter=meter)
    was, now = (None, "added") if came else ("locked", None)
    return Drift(Judgement(finding), what, was, now)


def quoted(text: str | None) -> str:
    """Return a text as it stands in a message."""
    return "not given" if text is None else f'"{printable(text, SHOWN)}"'


def said(quantity: LockedQuantity | None) -> str | None:
    """Return a quantity in words."""
    return None if quantity is None else f"{quantity.value} {quantity.unit}"


def is_same(run: Run, one: LockedQuantity | None, other: LockedQuantity | None) -> bool:
    """Tell whether two quantities are one, also in different units."""
    if one is None or other is None:
        return one is other
    units = run.model.methodology.units
    try:
        factor = conversion_factor(units.parse(one.unit), units.parse(other.unit))
    except UnitError:
        return False
    return parse_exact(one.value) * factor == parse_exact(other.value)


def recompute(run: Run, model: Model) -> Effect | None:
    """Return ER as reported minus ER with another model, from the same readings."""
    if run.computed is None:
        return None
    try:
        other = replace(model, budget=Budget()).compute()
    except JcmMrvError:
        return None
    pairs = zip(run.computed, other, strict=True)
    change = sum((now.tonnes("ER") - then.tonnes("ER") for now, then in pairs), Fraction(0))
    return Effect(change, "exact")
