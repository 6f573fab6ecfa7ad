"""Meters against a lock: who they are, how exact, behind which transformers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.lock.compare_keys import Key, Subject, compare_keys
from jcm_mrv.lock.drift import Drift, came_or_went, changed, quoted
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from jcm_mrv.findings import Place, Severity
    from jcm_mrv.lock.drift import Comparison
    from jcm_mrv.lock.model import LockedMeter

_METER = (
    Key("serial_number", "error", "serial number", code="P082"),
    Key("ct", "error", "current transformer ratio", code="P082"),
    Key("vt", "error", "voltage transformer ratio", code="P082"),
    Key("mpe", "error", "maximum permissible error", code="P082", percent=True),
    Key("standard", "note", "standard", code="P082"),
    Key("calibration_interval", "warning", "calibration interval", code="P082"),
)


def compare_meters(scene: Comparison) -> list[Drift]:
    """Compare the meters: who they are, how exact, behind which transformers."""
    old = {one.id: one for one in scene.lock.meters}
    new = {one.id: one for one in scene.now.meters}
    drifts = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        meter = scene.project.meters.get(key)
        place = meter.place if meter is not None else scene.locked_place(dotted(("meters", key)))
        if before is None or after is None:
            drifts.append(
                came_or_went(
                    scene,
                    "warning",
                    f"the meter {quoted(key)}",
                    dotted(("meters", key)),
                    place,
                    came=before is None,
                    meter=key,
                )
            )
        else:
            drifts += _compare_meter(scene, before, after, place)
    return drifts


def _compare_meter(
    scene: Comparison, old: LockedMeter, new: LockedMeter, place: Place
) -> list[Drift]:
    who, what = f"meter {quoted(old.id)}: its ", dotted(("meters", old.id))
    drifts = compare_keys(scene, _METER, old, new, Subject(place, what, who, meter=old.id))
    if old.accuracy_class != new.accuracy_class:
        drifts.append(_compare_class(old, new, scene.below(place, "class", new.accuracy_class)))
    return drifts


def _compare_class(old: LockedMeter, new: LockedMeter, place: Place) -> Drift:
    before, after = old.accuracy_class, new.accuracy_class
    subject = f"meter {quoted(old.id)}: its class"
    better = before is None or _is_better(after, before)
    if better is False:
        subject = f"meter {quoted(old.id)} is less exact than the plan says: its class"
    severity: Severity = "note" if better else "error"
    what = dotted(("meters", old.id, "class"))
    return changed("P082", severity, place, subject, what, before, after, meter=old.id)


def _is_better(one: str | None, other: str | None) -> bool | None:
    """Tell whether a class is more exact than another; None where that cannot be told.

    The index of an IEC class is its limit of error in percent; an S behind it holds that limit
    at small currents too. Of the classes A, B and C of the European directive, C is the best.
    """
    ranks = [_rank(text) for text in (one, other)]
    if ranks[0] is None or ranks[1] is None or ranks[0][0] != ranks[1][0]:
        return None
    return ranks[0] < ranks[1]


def _rank(text: str | None) -> tuple[str, Fraction, int] | None:
    clean = (text or "").strip().lower().removeprefix("class").strip()
    if clean in ("a", "b", "c"):
        return "letter", Fraction("abc".index(clean)) * -1, 0
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(s?)", clean)
    return None if match is None else ("number", Fraction(match[1]), 0 if match[2] else 1)
