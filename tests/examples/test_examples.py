"""The six examples give the numbers that an independent script adds up, and say what they are."""

from __future__ import annotations

import ast
import csv
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from jcm_mrv.cli import main

if TYPE_CHECKING:
    from types import ModuleType

EXAMPLES = Path(__file__).parents[2] / "examples"


class Line(NamedTuple):
    """Reference emissions, project emissions, reductions [tCO2] and credits [t], exactly."""

    reference_emissions: str
    project_emissions: str
    emission_reductions: str
    credits: int | None


# Added up by examples/check_sums.py, which imports nothing of jcm-mrv.
EXPECTED: dict[str, dict[str, Line]] = {
    # (EC_IT * 1.8 - EC_DC) * 0.5546: 171.18… and 36.42… are rounded down one by one
    "lao-data-center": {
        "2017": Line("427.8145810932", "256.634566898", "171.1800141952", 171),
        "2018": Line("90.4592320452", "54.037079418", "36.4221526272", 36),
        "total": Line("518.2738131384", "310.671646316", "207.6021668224", 207),
    },
    # 927.40282 MWh * 0.423
    "mexico-rooftop-solar": {
        "2025": Line("392.29139286", "0", "392.29139286", 392),
        "total": Line("392.29139286", "0", "392.29139286", 392),
    },
    # (801.1895 + 518.6116) MWh * 0.525 = 692.8955775 in the two years together
    "philippines-rooftop-solar": {
        "2025": Line("510.3502425", "0", "510.3502425", 510),
        "2026": Line("182.545335", "0", "182.545335", 182),
        "total": Line("692.8955775", "0", "692.8955775", 692),
    },
    # (1,764.862 - 683.207) * 36,000 kWh - (132,706.5 - 51,846.3) kWh = 38,858.7198 MWh; * 0.525
    "philippines-bohol-solar": {
        "2025": Line("8686.4511825", "0", "8686.4511825", 8686),
        "2026": Line("11714.3767125", "0", "11714.3767125", 11714),
        "total": Line("20400.827895", "0", "20400.827895", 20400),
    },
    # (EG_SUP - 0.25 MW * 24 h/day * 184 days and 181 days) * 0.525
    "philippines-cement-whr": {
        "2025": Line("11310.2660475", "0", "11310.2660475", 11310),
        "2026": Line("9923.38452", "0", "9923.38452", 9923),
        "total": Line("21233.6505675", "0", "21233.6505675", 21233),
    },
    # 2.9383558281475 MWh * 0.5; outside of the JCM
    "measured-rooftop-pv": {
        "2016": Line("1.46917791407375", "0", "1.46917791407375", None),
        "total": Line("1.46917791407375", "0", "1.46917791407375", None),
    },
}

# What a reader is told beside the numbers: a gap, invoices that agree, a trial run without meter.
FINDINGS: dict[str, list[tuple[str, str]]] = {
    "lao-data-center": [],
    "mexico-rooftop-solar": [("C210", "note"), ("D173", "note")],
    "philippines-rooftop-solar": [
        ("C210", "note"),
        ("D104", "warning"),
        ("D173", "note"),
        ("D173", "note"),
    ],
    "philippines-bohol-solar": [("C210", "note"), ("D173", "note"), ("D173", "note")],
    "philippines-cement-whr": [
        ("C210", "note"),
        ("D133", "note"),
        ("D133", "note"),
        ("D173", "note"),
    ],
    "measured-rooftop-pv": [
        ("D104", "warning"),
        ("D112", "note"),
        ("P026", "note"),
        ("P052", "warning"),
    ],
}

each_example = pytest.mark.parametrize("name", EXPECTED)


def load(path: Path) -> ModuleType:
    """Import a script by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def calculate(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, dict[str, Any]]:
    """Run ``jcm-mrv calculate`` on an example; return the exit code and the report document."""
    code = main(["calculate", str(EXAMPLES / name), "--format", "json"])
    document: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    return code, document


def line_of(entry: dict[str, Any]) -> Line:
    """Return a vintage or the totals of a report as a line, its units checked on the way."""
    quantities = {key: entry[key] for key in Line._fields if key != "credits"}
    assert {quantity["unit"] for quantity in quantities.values()} == {"tCO2"}
    values = {key: quantity["value"] for key, quantity in quantities.items()}
    return Line(**values, credits=entry["credits"])


@each_example
def test_calculate_gives_the_sums_of_the_script(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The calculator gives each year and the total of an example to the last digit."""
    code, document = calculate(name, capfdbinary)

    lines = {str(entry["year"]): line_of(entry) for entry in document["vintages"]}
    lines["total"] = line_of(document["totals"])

    assert (0, EXPECTED[name]) == (code, lines)


@each_example
def test_findings_are_those_that_the_readme_announces(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """An example shows the findings that it is there to show, and no other."""
    _, document = calculate(name, capfdbinary)

    found = [(finding["code"], finding["severity"]) for finding in document["findings"]]

    assert sorted(found) == FINDINGS[name]


@each_example
def test_script_gives_the_sums_of_the_tests(name: str) -> None:
    """The script without jcm-mrv gives the same numbers as are written down here."""
    script = load(EXAMPLES / "check_sums.py")

    lines = {line.period: tuple(line[1:]) for line in script.compute_lines(name)}

    assert lines == {
        period: (*(Fraction(number) for number in line[:3]), line.credits)
        for period, line in EXPECTED[name].items()
    }


def test_script_imports_nothing_of_the_calculator() -> None:
    """The independent sums rest on Python's own library alone."""
    tree = ast.parse((EXAMPLES / "check_sums.py").read_text(encoding="utf-8"))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert {module.partition(".")[0] for module in imported} <= set(sys.stdlib_module_names)


@each_example
def test_readme_shows_the_results(name: str) -> None:
    """The table in an example's README is the one that the script prints."""
    script = load(EXAMPLES / "check_sums.py")
    readme = (EXAMPLES / name / "README.md").read_text(encoding="utf-8").splitlines()

    shown = [line for line in readme if re.match(r"\| (\d{4}|total) \|", line)]

    assert shown == [script.render_line(line) for line in script.compute_lines(name)]


@each_example
def test_every_fixed_value_is_marked_illustrative(name: str) -> None:
    """No example passes off a fixed value as that of an approved methodology or a real plant."""
    project = tomllib.loads((EXAMPLES / name / "project.toml").read_text(encoding="utf-8"))
    tables = project.get("fixed", {}).values()
    sources = [
        entry["source"]
        for table in tables
        for entry in (table if isinstance(table, list) else [table])
    ]
    for table in project.get("sets", {}).values():
        if "table" in table:
            text = (EXAMPLES / name / table["table"]).read_text(encoding="utf-8")
            sources += [row["source"] for row in csv.DictReader(text.splitlines())]

    assert sources
    assert [source for source in sources if not source.startswith("Illustrative")] == []


def test_simulation_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """The seeded generator reproduces the committed readings of the plants that need no pvlib."""
    names = ["lao-data-center", "philippines-cement-whr"]
    script = str(EXAMPLES / "simulate.py")

    subprocess.run([sys.executable, script, "--into", str(tmp_path), *names], check=True)

    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    committed = {
        path.relative_to(EXAMPLES): path.read_bytes()
        for name in names
        for path in (EXAMPLES / name / "monitoring").iterdir()
    }
    assert len(committed) == 14
    assert written == committed


def test_measured_readings_are_untouched() -> None:
    """The measured file has the bytes that its publisher gave it."""
    path = EXAMPLES / "measured-rooftop-pv" / "monitoring" / "serf_east_15min_ac_power.csv"

    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert digest == "b7e28c4a1004fd4a3fdb838241f178e6cbe10dc4a9d4ea054a076dd503836bee"
