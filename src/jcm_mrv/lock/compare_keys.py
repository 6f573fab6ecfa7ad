"""Tables of a plan against those of a lock, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.lock.drift import Drift, changed, is_same, said
from jcm_mrv.lock.model import LockedQuantity
from jcm_mrv.numbers import format_exact, parse_exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.findings import Place, Severity
    from jcm_mrv.lock.drift import Comparison


@dataclass(frozen=True, slots=True)
class Key:
    """Say how drift of one key is judged.

    Args:
        name: of the key, in the lock and in project.toml.
        severity: of a drift.
        words: how a message names it.
        told: severity where the plan left it open, and the project tells it now.
        code: of the finding.
        percent: whether it is a ratio that is shown as a percentage.
    """

    name: str
    severity: Severity
    words: str
    told: Severity = "note"
    code: str = "P083"
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what a table is about.

    Args:
        place: of the table.
        what: the table in the list of a named change.
        lead: begins a sentence in front of the key's words.
        trail: follows them.
        inside: whether the keys stand right below the place.
        parameter: that it concerns.
        meter: that it concerns.
    """

    place: Place
    what: str
    lead: str
    trail: str = ""
    inside: bool = True
    parameter: str | None = None
    meter: str | None = None


def compare_keys(
    scene: Comparison, keys: Iterable[Key], old: object, new: object, subject: Subject
) -> list[Drift]:
    """Return a drift for each key in which two tables differ."""
    drifts = []
    for key in keys:
        before, after = getattr(old, key.name), getattr(new, key.name)
        if before == after:
            continue
        severity = key.told if before is None else key.severity
        if isinstance(before, LockedQuantity) and is_same(scene.run, before, after):
            severity = "note"
        place = subject.place
        drifts.append(
            changed(
                key.code,
                severity,
                scene.below(place, key.name, after) if subject.inside else place,
                f"{subject.lead}{key.words}{subject.trail}",
                f"{subject.what}.{key.name}",
                _shown(key, before),
                _shown(key, after),
                parameter=subject.parameter,
                meter=subject.meter,
            )
        )
    return drifts


def _shown(key: Key, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, LockedQuantity):
        return said(value)
    return f"{format_exact(100 * parse_exact(value))} %" if key.percent else str(value)
