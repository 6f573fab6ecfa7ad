"""Fixed values against a lock: drift of a number, exact to the tonne."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.calculation.model import fix_values
from jcm_mrv.calculation.timeline import ONE_DAY, Segment
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget
from jcm_mrv.findings import Effect, Finding, Place
from jcm_mrv.lock.drift import RESTORE, Drift, quoted
from jcm_mrv.numbers import NumberError, parse_exact
from jcm_mrv.project.model import FixedValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.findings import Severity
    from jcm_mrv.lock.drift import Comparison
    from jcm_mrv.lock.model import LockedValue
    from jcm_mrv.methodology.evaluation import Value

SHOWN_VALUES = 3

Spans = tuple[tuple[dt.datetime, dt.datetime], ...]


def compare_values(scene: Comparison) -> list[Drift]:
    """Compare the fixed values name by name; a set's members are told together."""
    before, after = _by_name(scene.lock.fixed), _by_name(scene.now.fixed)
    drifts = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, ()), after.get(name, ())
        if old == new:
            continue
        if not old or not new:
            drifts.append(_one_sided(scene, name, old, new))
            continue
        drift = _compare(scene, name, old, new)
        if drift is not None:
            drifts.append(drift)
    return drifts


def _by_name(values: Iterable[LockedValue]) -> dict[str, tuple[LockedValue, ...]]:
    found: dict[str, list[LockedValue]] = defaultdict(list)
    for one in values:
        found[one.name].append(one)
    return {name: tuple(many) for name, many in found.items()}


def _one_sided(
    scene: Comparison, name: str, old: Sequence[LockedValue], new: Sequence[LockedValue]
) -> Drift:
    path = f"fixed.{name}"
    if old:
        message = f"the locked fixed value {name} = {_describe(old)} is gone; {RESTORE}"
        place = scene.locked_place(path)
    else:
        message = f"the fixed value {name} = {_describe(new)} was not locked; {RESTORE}"
        place = _place_of(scene, name, new[0])
    finding = Finding("P087", "error", place, message, parameter=name)
    return Drift(
        Judgement(finding),
        path,
        _describe(old) if old else None,
        _describe(new) if new else None,
    )


def _compare(
    scene: Comparison, name: str, old: Sequence[LockedValue], new: Sequence[LockedValue]
) -> Drift | None:
    # A member that came or went is told once, with its set.
    both = {one.member for one in old} & {one.member for one in new}
    old = [one for one in old if one.member in both]
    new = [one for one in new if one.member in both]
    differing = {one.member for one in {*old} ^ {*new}}
    old = [one for one in old if one.member in differing]
    new = [one for one in new if one.member in differing]
    if not differing:
        return None
    moved = next((one for one in new if one not in old), new[0])
    place = _place_of(scene, name, moved)
    was, now = _describe(old), _describe(new)
    effect, spans = _effect(scene, name, old)
    severity: Severity = "error"
    message = f"the fixed value {name} is {now}, but {was} was locked; {RESTORE}"
    if spans is None:
        severity = "warning"
        if _numbers(scene, name, old) == _numbers(scene, name, new):
            severity = "note"
            if was == now:
                was, now = _sources(old), _sources(new)
                message = f"the source of {name} is {now}, but {was} was locked; {RESTORE}"
        else:
            message = (
                f"the fixed value {name} is {now}, but {was} was locked; it moves nothing in "
                f"this period; {RESTORE}"
            )
    finding = Finding(
        "P081",
        severity,
        place,
        message,
        effect=effect,
        parameter=name,
        span=None if spans is None else (spans[0][0], spans[-1][1]),
    )
    return Drift(Judgement(finding, spans=spans), f"fixed.{name}", was, now)


def _place_of(scene: Comparison, name: str, moved: LockedValue) -> Place:
    for value in scene.project.fixed[name]:
        days = _day(moved.start), _day(moved.until)
        if (value.member, value.start, value.until) == (moved.member, *days):
            return scene.below(value.place, "value", moved)
    return scene.place(f"fixed.{name}")


def _describe(values: Sequence[LockedValue]) -> str:
    shown = []
    for one in values[:SHOWN_VALUES]:
        text = f"{one.value} {one.unit}" if one.unit not in (None, "1") else one.value
        text = f'"{text}"' if not _is_number(one.value) else text
        if one.member is not None:
            text = f"{text} for {one.member}"
        if one.start is not None:
            text += f" from {one.start}"
        if one.until is not None:
            text += f" until {one.until}"
        shown.append(text[:100])
    more = f" and {len(values) - SHOWN_VALUES:,} more" if len(values) > SHOWN_VALUES else ""
    return "".join(c if c.isprintable() else "?" for c in ", ".join(shown)) + more


def _sources(values: Sequence[LockedValue]) -> str:
    return quoted("; ".join(dict.fromkeys(one.source for one in values)))


def _is_number(text: str) -> bool:
    try:
        parse_exact(text)
    except NumberError:
        return False
    return True


def _records(scene: Comparison, name: str, values: Iterable[LockedValue]) -> list[FixedValue]:
    """Return locked values as the project would have them."""
    parameter = scene.run.model.methodology.parameters.get(name)
    category = parameter is not None and parameter.kind == "category"
    records = []
    for one in values:
        number = not category and _is_number(one.value)
        records.append(
            FixedValue(
                scene.locked_place(f"fixed.{name}"),
                parse_exact(one.value) if number else one.value,
                one.unit,
                one.source,
                _day(one.start),
                _day(one.until),
                None,
                one.member,
            )
        )
    return records


def _numbers(
    scene: Comparison, name: str, values: Iterable[LockedValue]
) -> list[tuple[str, str, str, object]]:
    """Return values with their dates, in the declared unit, so that only words are left out."""
    model = scene.run.model
    found: list[tuple[str, str, str, object]] = []
    for record in _records(scene, name, values):
        one = replace(record, start=None, until=None)
        project = replace(model.project, fixed={name: (one,)})
        value = fix_values(project, model.methodology, model.timeline.segments[:1])[0].get(name)
        found.append((record.member or "", str(record.start), str(record.until), value))
    return sorted(found, key=lambda entry: entry[:3])


def _effect(
    scene: Comparison, name: str, old: Sequence[LockedValue]
) -> tuple[Effect | None, Spans | None]:
    """Return the tonnes of a drift, and the segments in which it moves a number."""
    run, members = scene.run, {one.member for one in old}
    kept = [one for one in scene.project.fixed[name] if one.member not in members]
    locked = (*kept, *_records(scene, name, old))
    project = replace(run.model.project, fixed={**scene.project.fixed, name: locked})
    edges = {one.start for one in locked if one.start}
    edges |= {one.until + ONE_DAY for one in locked if one.until}
    spans: list[tuple[dt.datetime, dt.datetime]] = []
    change: Fraction | None = Fraction(0)
    split = False
    for segment in run.model.timeline.segments:
        pieces = _cut(segment, edges)
        fixed = fix_values(project, run.model.methodology, pieces)
        if all(one.get(name) == run.model.fixed[segment.index].get(name) for one in fixed):
            continue
        spans.append(
            (
                dt.datetime.combine(segment.start, dt.time()),
                dt.datetime.combine(segment.end + ONE_DAY, dt.time()),
            )
        )
        split = split or len(pieces) > 1
        other = _reductions(run, segment, pieces, fixed)
        if change is None or other is None or run.computed is None:
            change = None
        else:
            change += run.computed[segment.index].tonnes("ER") - other
    if not spans:
        return None, None
    # Inside of a segment the readings are known only as a whole: its days share them evenly.
    effect = None if change is None else Effect(change, "estimate" if split else "exact")
    return effect, tuple(spans)


def _cut(segment: Segment, edges: Iterable[dt.date]) -> list[Segment]:
    inner = sorted(edge for edge in edges if segment.start < edge <= segment.end)
    starts = [segment.start, *inner]
    ends = [*(edge - ONE_DAY for edge in inner), segment.end]
    return [replace(segment, start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _reductions(
    run: Run,
    segment: Segment,
    pieces: Sequence[Segment],
    fixed: Sequence[Mapping[str, Value]],
) -> Fraction | None:
    total = Fraction(0)
    for piece, values in zip(pieces, fixed, strict=True):
        every = list(run.model.fixed)
        every[segment.index] = values
        model = replace(run.model, fixed=tuple(every), budget=Budget())
        try:
            computed = model.compute_segment(segment)
        except JcmMrvError:
            return None
        total += computed.tonnes("ER") * Fraction(piece.days, segment.days)
    return total


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
