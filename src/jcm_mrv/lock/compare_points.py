"""The monitoring plan against a lock: how each parameter, or member of it, is monitored."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Cell, Judgement
from jcm_mrv.findings import Finding
from jcm_mrv.lock.compare_keys import Key, Subject, compare_keys
from jcm_mrv.lock.drift import RESTORE, Drift, came_or_went, quoted
from jcm_mrv.lock.plan import describe_source
from jcm_mrv.numbers import parse_exact
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from jcm_mrv.findings import Place, Severity
    from jcm_mrv.lock.drift import Comparison
    from jcm_mrv.lock.model import LockedPoint, LockedSource

_POINT = (
    Key("option", "error", "option"),
    # To treat gaps that the plan left alone counts other tonnes.
    Key("gap_treatment", "error", "treatment of gaps", told="error"),
    Key("rated", "error", "rated power"),
    Key("estimate", "warning", "estimate"),
    Key("meter", "warning", "meter"),
    Key("point", "warning", "number"),
    Key("method", "note", "method"),
    Key("frequency", "note", "frequency"),
)
_SOURCE = (
    Key("sign", "error", "sign"),
    Key("use", "error", "use"),
    Key("gap_treatment", "error", "treatment of gaps", told="error"),
    Key("rated", "error", "rated power"),
    Key("measures", "warning", "kind"),
    Key("unit", "warning", "unit"),
    Key("step", "warning", "step", told="warning"),
    Key("meter", "warning", "meter", told="warning"),
)
_ROLLOVER = Key("rollover", "error", "rollover", code="P082")
_MULTIPLIER = Key("multiplier", "error", "multiplier", code="P082")


def compare_points(scene: Comparison) -> list[Drift]:
    """Compare how each parameter, or member of it, is monitored."""
    old = {(one.parameter, one.member): one for one in scene.lock.monitored}
    new = {(one.parameter, one.member): one for one in scene.now.monitored}
    members = {one.id for one in scene.lock.members} ^ {one.id for one in scene.now.members}
    drifts = []
    for key in sorted({*old, *new}, key=lambda key: (key[0], key[1] or "")):
        before, after = old.get(key), new.get(key)
        if before == after or key[1] in members:
            continue  # a member that came or went is told once, with its set
        what = dotted(("monitored", *(part for part in key if part is not None)))
        who = _named(*key)
        place = _point_place(scene, key)
        if before is None or after is None:
            drifts.append(
                came_or_went(
                    scene,
                    "error",
                    f"the monitoring of {who}",
                    what,
                    place,
                    came=before is None,
                    parameter=key[0],
                )
            )
        else:
            drifts += _compare_point(scene, before, after, place, what)
    return drifts


def _compare_point(
    scene: Comparison, old: LockedPoint, new: LockedPoint, place: Place, what: str
) -> list[Drift]:
    who, name = _named(old.parameter, old.member), old.parameter
    subject = Subject(place, what, f"{who}: its ", parameter=name)
    drifts = compare_keys(scene, _POINT, old, new, subject)
    gone = [one for one in old.sources if one not in new.sources]
    come = [one for one in new.sources if one not in old.sources]
    if len(gone) == 1 and len(come) == 1:
        trail = " of its readings"
        subject = replace(
            subject, what=f"{what}.source", lead=f"{who}: the ", trail=trail, inside=False
        )
        return drifts + _compare_source(scene, new, gone[0], come[0], subject)
    drifts += [_source_drift(scene, "error", new, one, None, place, what) for one in gone]
    drifts += [_source_drift(scene, "warning", new, None, one, place, what) for one in come]
    return drifts


def _compare_source(
    scene: Comparison, point: LockedPoint, old: LockedSource, new: LockedSource, subject: Subject
) -> list[Drift]:
    drifts = compare_keys(scene, _SOURCE, old, new, subject)
    register = replace(subject, trail=" of its register", meter=new.meter or point.meter)
    drifts += compare_keys(scene, [_ROLLOVER], old, new, register)
    for drift in compare_keys(scene, [_MULTIPLIER], old, new, register):
        drifts.append(_with_multiplier(scene, point, old, new, drift))
    return drifts


def _with_multiplier(
    scene: Comparison, point: LockedPoint, old: LockedSource, new: LockedSource, drift: Drift
) -> Drift:
    """Add what the readings would be with the locked multiplier: they are proportional to it."""
    locked, now = parse_exact(old.multiplier), parse_exact(new.multiplier)
    off: dict[Cell, Fraction] = {}
    for one in scene.run.contributions:
        if one.monitored.parameter != point.parameter or one.series is None or not now:
            continue
        if one.monitored.member != point.member or describe_source(one.series.source) != new:
            continue
        for index, part in enumerate(one.segments):
            cell = Cell(point.parameter, one.member, index)
            more = one.sign * part.total * (locked / now - 1)
            off[cell] = off.get(cell, Fraction(0)) + more
    return replace(drift, judgement=replace(drift.judgement, off=off, kind="exact"))


def _source_drift(
    scene: Comparison,
    severity: Severity,
    point: LockedPoint,
    old: LockedSource | None,
    new: LockedSource | None,
    place: Place,
    what: str,
) -> Drift:
    who = _named(point.parameter, point.member)
    before, after = _describe_source(old), _describe_source(new)
    if old is not None:
        message = f"{who}: the locked source of {before} is gone; {RESTORE}"
        place = scene.locked_place(what)
    else:
        message = f"{who}: a source of {after} was not locked; {RESTORE}"
    finding = Finding("P083", severity, place, message, parameter=point.parameter)
    return Drift(Judgement(finding), f"{what}.source", before, after)


def _describe_source(source: LockedSource | None) -> str | None:
    if source is None:
        return None
    parts = [f"{quoted(source.measures)} in {quoted(source.unit)}"]
    parts += [f"each {quoted(source.step)}"] if source.step else []
    parts += [f"by the meter {quoted(source.meter)}"] if source.meter else []
    parts += ["subtracted"] if source.sign < 0 else []
    parts += [f"times {quoted(source.multiplier)}"] if source.multiplier != "1" else []
    parts += [f"used as {quoted(source.use)}"] if source.use != "sum" else []
    return " ".join(parts)


def _named(parameter: str, member: str | None) -> str:
    return parameter if member is None else f"{parameter} of {quoted(member)}"


def _point_place(scene: Comparison, key: tuple[str, str | None]) -> Place:
    for point in scene.project.monitored.get(key[0], ()):
        if point.member == key[1]:
            return point.place
    return scene.place(f"monitored.{key[0]}")
