"""A lock sees what readings add up to, and nothing of how they are stored."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.test_exactness import TENTHS, Storage, hours, storages, write

from jcm_mrv.run import calculate, check, lock

if TYPE_CHECKING:
    from jcm_mrv.findings import Finding

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = 4 * 24
reading = st.integers(0, 10**9)
whole_periods = st.lists(st.tuples(reading, reading), min_size=DAYS, max_size=DAYS).map(hours)
started_periods = st.lists(st.tuples(reading, reading), min_size=40, max_size=DAYS).map(hours)


def lock_folder(folder: Path) -> bytes:
    """Write the lock of a project and return its bytes."""
    made = lock(folder)
    assert made.data is not None
    made.path.write_bytes(made.data)
    return made.data


def drifts(findings: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings that compare with a lock."""
    return [one.code for one in findings if one.code.startswith("P08") or one.code == "D180"]


class TestSilence:
    """Plan against report: the same readings are no drift, however they are written down."""

    @FEW
    @given(started_periods, storages, storages)
    def test_storage_is_no_drift(
        self, rows: list[tuple[str, int, int]], one: Storage, other: Storage
    ) -> None:
        """Order of rows and columns, packing, and how many files share them change nothing."""
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), rows, one)
            lock_folder(folder)
            write(folder, rows, other)
            assert drifts(check(folder)) == []
            assert lock(folder).added == 0

    @FEW
    @given(whole_periods, st.integers(1, DAYS - 1))
    def test_a_lock_in_steps_is_the_lock_at_once(
        self, rows: list[tuple[str, int, int]], cut: int
    ) -> None:
        """Readings that come later are no drift; in the end the bytes are the same."""
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), rows[:cut], Storage())
            lock_folder(folder)
            write(folder, rows, Storage())
            assert drifts(calculate(folder).findings) == []
            in_steps = lock_folder(folder)
            (folder / "project.lock").unlink()
            assert lock_folder(folder) == in_steps


class TestTonnes:
    """The effect of a month is exact: ER = (1.8 x EC_IT - EC_DC) x 0.5546."""

    @FEW
    @given(
        whole_periods,
        st.integers(0, DAYS - 1),
        st.tuples(st.integers(-(10**5), 10**5), st.integers(-(10**5), 10**5)),
    )
    def test_a_reading_that_changed_tells_its_tonnes(
        self, rows: list[tuple[str, int, int]], at: int, more: tuple[int, int]
    ) -> None:
        """One reading of each parameter moves: the effects are those of the differences."""
        stamp, it, dc = rows[at]
        moved = stamp, max(0, it + more[0]), max(0, dc + more[1])
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), rows, Storage())
            lock_folder(folder)
            write(folder, [*rows[:at], moved, *rows[at + 1 :]], Storage())
            found = [one for one in check(folder) if one.code == "D180"]
        by_name = {one.parameter: one.effect for one in found}
        factor = Fraction("0.5546") / (TENTHS * 1_000)
        expected = {}
        if moved[1] != it:
            expected["EC_IT"] = Fraction("1.8") * (moved[1] - it) * factor
        if moved[2] != dc:
            expected["EC_DC"] = -(moved[2] - dc) * factor
        assert {name: effect.tonnes for name, effect in by_name.items() if effect} == expected
        assert all(effect and effect.kind == "exact" for effect in by_name.values())
