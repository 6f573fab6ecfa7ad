"""Exactness: how readings are stored changes nothing, and no tonne is lost on the way.

Every expected sum is made here with Python's own integers and fractions.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cases.projects import fixed, head

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[tuple[str, int, int]]

START = datetime(2017, 12, 30)
HOUR = timedelta(hours=1)
TENTHS = 10**4  # readings of the tables below are whole ten-thousandths
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

CENTRE = """
[monitored.EC_IT]
point = 1
[[monitored.EC_IT.source]]
files = {files}
columns = ["it"]
{source}
[monitored.EC_DC]
point = 2
[[monitored.EC_DC.source]]
files = {files}
columns = ["dc"]
{source}
"""
SOURCE = """measures = "energy"
unit = "{unit}"
time = "time"
stamp = "start"
step = "1 hour"
delimiter = "{delimiter}"
decimal = "{decimal}"
"""


@dataclass(frozen=True)
class Storage:
    """Say how the same readings are written down."""

    parts: int = 1
    order: tuple[str, ...] = ("time", "it", "dc")
    packed: bool = False
    decimal: str = "."
    unit: str = "kWh"
    seed: int | None = None
    line: str = "\n"
    files: tuple[str, ...] = field(default=("0.csv", "1.csv", "2.csv", "3.csv"))


def number(tenths: int, storage: Storage) -> str:
    """Write ten-thousandths of a kWh in the unit and with the decimal mark of a storage."""
    digits = 4 if storage.unit == "kWh" else 7
    sign, body = ("-", -tenths) if tenths < 0 else ("", tenths)
    whole, rest = divmod(body, 10**digits)
    return f"{sign}{whole}{storage.decimal}{rest:0{digits}}"


def write(folder: Path, rows: Rows, storage: Storage, end: str = "2018-01-02") -> Path:
    """Write a data centre from 30 December 2017 with its readings."""
    delimiter = ";" if storage.decimal == "," else ","
    written = [
        {"time": time, "it": number(it, storage), "dc": number(dc, storage)}
        for time, it, dc in rows
    ]
    if storage.seed is not None:
        random.Random(storage.seed).shuffle(written)  # noqa: S311
    size = -(-len(written) // storage.parts)
    names = []
    for part in range(storage.parts):
        own = written[part * size : (part + 1) * size]
        lines = [delimiter.join(storage.order)]
        lines += [delimiter.join(row[name] for name in storage.order) for row in own]
        data = (storage.line.join(lines) + storage.line).encode()
        name = storage.files[part] + (".gz" if storage.packed else "")
        (folder / name).write_bytes(gzip.compress(data) if storage.packed else data)
        names.append(name)
    source = SOURCE.format(unit=storage.unit, delimiter=delimiter, decimal=storage.decimal)
    text = head("data-center-efficiency 1", "2017-12-30", end)
    text += fixed("PUE_RE", "1.8") + fixed("EF_elec", "0.5546", "tCO2/MWh")
    text += CENTRE.format(files=json.dumps(names), source=source)
    (folder / "project.toml").write_text(text, encoding="utf-8")
    return folder


def report(rows: Rows, storage: Storage, end: str = "2018-01-02") -> dict[str, Any]:
    """Return the report document of stored readings, without what is about their files alone."""
    with tempfile.TemporaryDirectory() as folder:
        document = calculate(write(Path(folder), rows, storage, end)).document
    del document["inputs"]
    for value in document["values"]:
        value.pop("files", None)
    for point in document["project"]["monitored"]:
        for source in point["sources"]:
            # How the file is spelt, in which unit and in how many parts, is what varies here.
            source.clear()
    # That rows are out of order is told, and changes nothing else.
    document["findings"] = [one for one in document["findings"] if one["code"] != "D157"]
    return document


def hours(values: Sequence[tuple[int, int]]) -> Rows:
    """Give readings, in ten-thousandths of a kWh, the hours from 30 December 2017 on."""
    return [(f"{START + HOUR * n:%Y-%m-%d %H:%M}", it, dc) for n, (it, dc) in enumerate(values)]


def sums(rows: Rows) -> dict[int, tuple[Fraction, Fraction]]:
    """Add readings by year with integers [MWh]."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for time, it, dc in rows:
        found[int(time[:4])][0] += it
        found[int(time[:4])][1] += dc
    mega = TENTHS * 1_000
    return {year: (Fraction(it, mega), Fraction(dc, mega)) for year, (it, dc) in found.items()}


reading = st.integers(0, 10**9)
tables = st.lists(st.tuples(reading, reading), min_size=40, max_size=96).map(hours)
storages = st.builds(
    Storage,
    parts=st.integers(1, 4),
    order=st.permutations(["time", "it", "dc"]).map(tuple),
    packed=st.booleans(),
    decimal=st.sampled_from([".", ","]),
    seed=st.none() | st.integers(0, 99),
    line=st.sampled_from(["\n", "\r\n"]),
)


class TestStorage:
    """Contracts 7 and design 2.8: same input, same bytes; how it is stored is no input."""

    @FEW
    @given(rows=tables, storage=storages)
    def test_storage_changes_nothing(self, rows: Rows, storage: Storage) -> None:
        """Shuffled, split, packed, with a decimal comma, columns in another order: one report."""
        assert report(rows, storage) == report(rows, Storage())

    @FEW
    @given(rows=tables)
    def test_units_change_no_tonne(self, rows: Rows) -> None:
        """The same readings in MWh give the same equations, totals and months."""
        small, large = report(rows, Storage()), report(rows, Storage(unit="MWh"))

        for part in ("vintages", "totals", "equations", "readings"):
            assert large[part] == small[part]

    @FEW
    @given(rows=tables)
    def test_sums_are_those_of_integers(self, rows: Rows) -> None:
        """RE and PE of each year are those that integers give, to the last digit."""
        expected = sums(rows)

        for line in report(rows, Storage())["vintages"]:
            it, dc = expected.get(line["year"], (Fraction(0), Fraction(0)))
            factor = Fraction("0.5546")
            assert Fraction(line["reference_emissions"]["value"]) == it * Fraction("1.8") * factor
            assert Fraction(line["project_emissions"]["value"]) == dc * factor


class TestParts:
    """Contracts 9: nothing but whole tonnes is rounded, so that parts add up to the whole."""

    @FEW
    @given(rows=tables, cut=st.integers(1, 3))
    def test_cut_periods_add_up(self, rows: Rows, cut: int) -> None:
        """A period cut in two lines inside of its years gives the same ER in all."""
        day = date(2017, 12, 30) + timedelta(days=cut)
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), rows, Storage())
            whole = calculate(folder).document
            text = (folder / "project.toml").read_text(encoding="utf-8")
            (folder / "project.toml").write_text(
                text.replace("end = 2018-01-02\n", f"end = 2018-01-02\ncuts = [{day}]\n"),
                encoding="utf-8",
            )
            parts = calculate(folder).document

        assert len(parts["vintages"]) == len(whole["vintages"]) + (day != date(2018, 1, 1))
        for key in ("reference_emissions", "project_emissions", "emission_reductions"):
            assert parts["totals"][key] == whole["totals"][key]

    @FEW
    @given(rows=tables, cut=st.integers(1, 3))
    def test_two_periods_add_up(self, rows: Rows, cut: int) -> None:
        """Two projects that follow each other have together the ER of one over both periods."""
        day = date(2017, 12, 30) + timedelta(days=cut)
        found = []
        with tempfile.TemporaryDirectory() as name:
            folder = write(Path(name), rows, Storage())
            text = (folder / "project.toml").read_text(encoding="utf-8")
            ends = (
                ("start = 2017-12-30\n", f"start = {day}\n"),
                (
                    "end = 2018-01-02\n",
                    f"end = {day - timedelta(days=1)}\n",
                ),
            )
            for one in (text, text.replace(*ends[0]), text.replace(*ends[1])):
                (folder / "project.toml").write_text(one, encoding="utf-8")
                totals = calculate(folder).document["totals"]
                found.append(Fraction(totals["emission_reductions"]["value"]))

        assert found[0] == found[1] + found[2]

    @FEW
    @given(rows=tables)
    def test_months_add_up(self, rows: Rows) -> None:
        """The months of a parameter add up to its operands in the equations."""
        document = report(rows, Storage())
        months: dict[str, Fraction] = defaultdict(Fraction)
        for entry in document["readings"]:
            months[entry["parameter"]] += Fraction(entry["sum"])
        operands: dict[str, Fraction] = defaultdict(Fraction)
        for equation in document["equations"]:
            for name in ("EC_IT", "EC_DC"):
                if equation["name"] == {"EC_IT": "RE", "EC_DC": "PE"}[name]:
                    operands[name] += Fraction(equation["operands"][name]["value"])

        assert months == operands


class TestThreads:
    """Design 2.8: no thread count in a result."""

    def test_one_thread_and_eight_give_the_same_bytes(self, tmp_path: Path) -> None:
        """200,000 rows lie in many pieces; the report is the same to the last byte."""
        dice = random.Random(1)  # noqa: S311
        minute = timedelta(minutes=1)
        rows = [
            (f"{START + minute * n:%Y-%m-%d %H:%M}", dice.randrange(10**6), dice.randrange(10**6))
            for n in range(139 * 1_440)
        ]
        folder = write(tmp_path, rows, Storage(seed=2, parts=3), end="2018-05-17")
        text = (folder / "project.toml").read_text(encoding="utf-8")
        (folder / "project.toml").write_text(
            text.replace('step = "1 hour"', 'step = "1 minute"'), encoding="utf-8"
        )
        program = [sys.executable, "-m", "jcm_mrv.cli", "calculate", "--format", "json"]

        reports = [
            subprocess.run(
                [*program, str(folder)],
                env={**os.environ, "POLARS_MAX_THREADS": str(threads)},
                capture_output=True,
                check=False,
            ).stdout
            for threads in (1, 8)
        ]

        assert reports[0] == reports[1]
        expected = sums(rows)
        for line in json.loads(reports[0])["vintages"]:
            it, dc = expected[line["year"]]
            reduction = (it * Fraction("1.8") - dc) * Fraction("0.5546")
            assert Fraction(line["emission_reductions"]["value"]) == reduction


ROOF = """
[[sets.system.member]]
id = "roof"
[[monitored.EG]]
system = "roof"
point = 1
[[monitored.EG.source]]
files = "eg.csv"
columns = ["eg"]
measures = "energy"
unit = "kWh"
time = "time"
stamp = "start"
step = "1 hour"
"""


def whole_tonnes(seed: int) -> tuple[int, int, list[str], Fraction]:
    """Make readings whose total is a whole number of tonnes.

    Returns:
        The tonnes, the days, the readings [kWh] as texts, the emission factor [t/MWh].
    """
    dice = random.Random(seed)  # noqa: S311
    days, tonnes = dice.randint(1, 3), dice.randint(1, 400)
    factor = Fraction(dice.choice(["0.5", "0.25", "0.8", "0.64", "0.125", "1"]))
    decimals = dice.randint(1, 6)
    units = tonnes * 1_000 / factor * 10**decimals
    assert units.denominator == 1
    cuts = sorted(dice.randrange(int(units)) for _ in range(24 * days - 1))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, int(units)], strict=True)]
    texts = [f"{part // 10**decimals}.{part % 10**decimals:0{decimals}}" for part in parts]
    assert sum(map(Fraction, texts)) * factor / 1_000 == tonnes
    return tonnes, days, texts, factor


SEEDS = range(300)


@pytest.mark.parametrize("block", range(10))
def test_whole_tonnes_stay_whole(block: int, tmp_path: Path) -> None:
    """Thirty of three hundred sets whose true total is a whole tonne: each gives that tonne."""
    for seed in SEEDS[block::10]:
        tonnes, days, texts, factor = whole_tonnes(seed)
        last = date(2017, 3, 1) + timedelta(days=days - 1)
        text = head("rooftop-solar 1", "2017-03-01", str(last)) + ROOF
        text += fixed("EF_RE", str(float(factor)), "tCO2/MWh", 'system = "roof"')
        (tmp_path / "project.toml").write_text(text, encoding="utf-8")
        start = datetime(2017, 3, 1)
        (tmp_path / "eg.csv").write_text(
            "time,eg\n"
            + "".join(f"{start + HOUR * n:%Y-%m-%d %H:%M},{one}\n" for n, one in enumerate(texts)),
            encoding="utf-8",
        )

        document = calculate(tmp_path).document

        assert document["totals"]["emission_reductions"]["value"] == str(tonnes), seed
        assert document["totals"]["credits"] == tonnes, seed


def test_binary_floats_would_lose_tonnes() -> None:
    """The sets above are hard ones: summed as floats, many of them lose a tonne."""
    lost = 0
    for seed in SEEDS:
        tonnes, _, texts, factor = whole_tonnes(seed)
        total = 0.0
        for text in texts:
            total += float(text)
        lost += floor(total * float(factor) / 1_000) != tonnes

    assert lost > 50
