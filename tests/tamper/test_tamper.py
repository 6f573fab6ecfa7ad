"""A signed report that was tampered with is never reproduced, and the right step tells it.

Every leaf of every example, and 100,000 damaged files, are the matter of ``make tamper``; here
is the part of it that runs in seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tamper.attacks import (
    NEVER_COMPARED,
    edit_and_sign,
    edit_signed,
    form_attacks,
    input_attacks,
    is_caught,
    methodology_attacks,
)
from tests.tamper.fuzz import fuzzed, is_told
from tests.tamper.leaves import Change, apply, changes_of
from tests.tamper.signed import EXAMPLES, Once, judge, resigned, signed

import jcm_mrv.run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.tamper.attacks import Attack

pytestmark = pytest.mark.xdist_group("tamper")  # what is made once is made by one worker

LAO = next(path for path in EXAMPLES if path.parent.name == "lao-data-center")
ROOFS = next(path for path in EXAMPLES if path.parent.name == "philippines-rooftop-solar")
EACH = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
PARTS = 2
EVERY = 6
"""Of the leaves of one report every sixth is tried here, and each by ``make tamper``."""

SOME = 251
"""One change in so many is tried on the examples whose every leaf is left to ``make tamper``."""


@pytest.fixture(autouse=True)
def recompute_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tampered reports leave the inputs as they are: these are calculated once."""
    monkeypatch.setattr(jcm_mrv.run, "recompute", _ONCE)


_ONCE = Once(jcm_mrv.run.recompute)


def missed(attacks: Iterable[Attack]) -> list[str]:
    """Return the attacks that were not told, or not at the right step."""
    return [f"{one.kind}: {one.name}" for one in attacks if not is_caught(one, judge(one.request))]


@EACH
def test_an_untouched_report_is_reproduced(path: Path) -> None:
    """What is signed and left alone is reproduced: not everything is called tampered."""
    outcome = judge(signed(path).request)
    assert outcome.verdict == "REPRODUCED"
    assert [step.mark for step in outcome.steps] == ["held"] * 6


@pytest.mark.parametrize("part", range(PARTS))
def test_every_leaf_counts(part: int) -> None:
    """One change of every sixth leaf, signed by the participant, is told by its section's step."""
    one = signed(LAO)
    first: dict[tuple[str | int, ...], Change] = {}
    for change in changes_of(one.document):
        if not isinstance(change.value, (dict, list)):
            first.setdefault(change.trail, change)
    chosen = list(first.values())[::EVERY][part::PARTS]
    attacks = [attack for change in chosen if (attack := edit_and_sign(one, change))]
    assert len(attacks) > 50
    assert missed(attacks) == []


@EACH
def test_changes_of_every_kind_count(path: Path) -> None:
    """Digits, signs, types, texts, orders, entries dropped, doubled and added: each is told."""
    one = signed(path)
    every = list(changes_of(one.document))
    assert {change.kind for change in every} == {
        *("digit", "sign", "type", "text", "order", "dropped", "doubled", "added")
    }
    chosen = every[::SOME]
    after = [edit_signed(one, change) for change in chosen[::5]]
    before = [attack for change in chosen if (attack := edit_and_sign(one, change))]
    assert missed([*after, *before]) == []


def test_the_version_that_made_a_report_is_never_compared() -> None:
    """Another version number alone, signed, changes no verdict: numbers count, not programs."""
    one = signed(LAO)
    version = one.document["software"]["version"]
    other = apply(one.document, Change(NEVER_COMPARED, "digit", version.rpartition(".")[0] + ".9"))
    assert judge(resigned(one, other)).verdict in ("REPRODUCED", "UNVERIFIABLE")


def test_the_form_of_a_report_and_its_envelope_count() -> None:
    """Doubled keys, depth, cut and foreign envelopes, replays: the first step tells each."""
    attacks = list(form_attacks(signed(LAO), signed(ROOFS)))
    assert {one.kind for one in attacks} == {
        "form of the report",
        "statement, signed again",
        "envelope",
        "envelope cut short",
        "replayed signature",
        "another key",
    }
    assert missed(attacks) == []


def test_every_region_of_every_input_counts(tmp_path: Path) -> None:
    """A byte in each eighth of each file, files dropped, swapped, added, links: all are told."""
    assert missed(input_attacks(signed(LAO), tmp_path)) == []


@EACH
def test_every_number_of_a_methodology_counts(path: Path, tmp_path: Path) -> None:
    """A report made with another factor, operator or side is told by the verifier's own copy."""
    attacks = list(methodology_attacks(signed(path), tmp_path))
    assert attacks
    assert missed(attacks) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_damage_ends_in_a_verdict(part: int) -> None:
    """Random damage to reports and envelopes never reproduces anything, and never raises."""
    one = signed(ROOFS)
    untold = [seed for seed in range(part, 120, PARTS) if not is_told(one, fuzzed(one, seed))]
    assert untold == []
