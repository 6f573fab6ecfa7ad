"""A project of a monitoring workbook gives the workbook's credits; nothing is dropped unsaid."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.unit.forms.monitoring.books import (
    EXAMPLES,
    cell_at,
    changed_report,
    edited,
    name_of,
    report_of,
    save,
    workbook_of,
)

from jcm_mrv.canonical import canonical
from jcm_mrv.cli.start import zones_of
from jcm_mrv.errors import RefusedError
from jcm_mrv.forms.monitoring.making import make_project
from jcm_mrv.forms.monitoring.proposing import propose_project
from jcm_mrv.forms.monitoring.reading import read_stated
from jcm_mrv.forms.monitoring.rebuilding import rebuild_report
from jcm_mrv.forms.monitoring.stated import AddedCells, FindingCells
from jcm_mrv.forms.monitoring.verifying import verify_book
from jcm_mrv.library import read_library
from jcm_mrv.readings.workbook.whole import read_whole
from jcm_mrv.report.reading import parse_report
from jcm_mrv.run import calculate
from jcm_mrv.toml import parse_toml
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import render_workbook

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

CREDITS = {
    "lao-data-center": 207,
    "philippines-rooftop-solar": 692,
    "philippines-cement-whr": 21_233,
    "mexico-rooftop-solar": 392,
    "philippines-bohol-solar": 20_400,
    "measured-rooftop-pv": None,
}
"""As the README of each example has them; a trial run outside of the JCM has none."""

LAO = "lao-data-center"


def made(folder: Path, data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Make a project of a workbook in a folder; return its tables, and what was said."""
    files, notes = make_project(save(folder, data), read_library(()), zones_of)
    project = folder / "project"
    project.mkdir()
    for name, content in files.items():
        (project / name).write_bytes(content)
    return parse_toml(files["project.toml"]), notes


@pytest.mark.parametrize(("example", "credited"), CREDITS.items())
def test_the_project_of_a_workbook_gives_its_credits(
    tmp_path: Path, example: str, credited: int | None
) -> None:
    """The months are stated amounts, fixed values and sets are those of Table 2."""
    if credited is not None:
        readme = (EXAMPLES / example / "README.md").read_text("utf-8").replace(",", "")
        assert re.search(rf"\b{credited}\b", readme)
    made(tmp_path, workbook_of(example))
    document = calculate(tmp_path / "project").document
    assert document["totals"]["credits"] == credited
    reported = json.loads(report_of(example))["totals"]["emission_reductions"]["value"]
    found = document["totals"]["emission_reductions"]["value"]
    assert abs(float(found) - float(reported)) < 1e-6


def test_the_words_of_the_plan_are_carried_over(tmp_path: Path) -> None:
    """Points, options, methods, meters with calibrations, estimates, sources, in their places."""
    tables, notes = made(tmp_path, workbook_of(LAO, "ja"))
    assert tables["project"] == {
        "reference_number": "LA001",
        "title": "Lao PDR Energy Efficient Datacenter Project (LEED)",
        "country": "LA",
        "methodology": "LA_AM001 ver1.0",
        "time_zone": "Asia/Vientiane",
    }
    point = tables["monitored"]["EC_IT"]
    assert (point["point"], point["option"], point["meter"]) == (1, "C", "IT-1")
    assert str(point["estimate"]) == str({"value": 520, "unit": "MWh"})
    assert point["method"].startswith("Multi-circuit power meter in the distribution panel")
    assert point["frequency"] == "Continuous, recorded every hour"
    original = parse_toml((EXAMPLES / LAO / "project.toml").read_bytes())
    for one, other in zip(tables["meters"], original["meters"], strict=True):
        for key in ("id", "serial_number", "class", "standard", "calibrations"):
            assert one.get(key) == other.get(key)
        assert one["mpe"]["value"] == other["mpe"]["value"]
    assert str(tables["fixed"]["PUE_RE"]["value"]) == "1.8"
    assert tables["fixed"]["PUE_RE"]["source"] == original["fixed"]["PUE_RE"]["source"]
    assert tables["fixed"]["IT_POINT"]["value"] == "PDU output"
    assert any("eligibility" in note for note in notes)


def test_a_text_that_looks_like_a_formula_goes_all_the_way_unchanged(tmp_path: Path) -> None:
    """Report, workbook, project: the title stays a text, and is nowhere a formula."""
    for number, title in enumerate(
        ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", '"]\n[project]\nx = 1')
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = changed_report(LAO, title=title)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist()]
        formulas = [one for part in parts for one in re.findall(r"<f[^>]*>([^<]*)</f>", part)]
        assert formulas
        assert not [one for one in formulas if "HYPERLINK" in one or one in ("1+1", "2+3")]
        tables, _ = made(folder, data)
        assert tables["project"]["title"] == title
        assert set(tables["project"]) == {
            "reference_number",
            "title",
            "country",
            "methodology",
            "time_zone",
        }


def treated(folder: Path) -> bytes:
    """Return the workbook of the data centre with 1 MWh more of EC_DC in 2017, by a treatment."""
    whole = read_whole(save(folder, workbook_of(LAO)), "book.xlsx")
    stated, _ = read_stated(whole, "book.xlsx")
    added = AddedCells("EC_DC", "", 0, "D104", "maximum", "1", 0)
    finding = FindingCells(
        0, "warning", "D104", "an hour is missing", "a.csv", ("EC_DC",), "maximum", None, "", (0,)
    )
    module = read_library(()).find("LA_AM001 ver1.0")
    document = rebuild_report(replace(stated, added=(added,), findings=(finding,)), module, None)
    return render_workbook(parse_report(canonical(document)), read_language("en"))


def test_what_treatments_added_is_in_the_amounts_and_said(tmp_path: Path) -> None:
    """The last month of the segment has it, and its evidence names both cells.

    PE grows by 1 * 0.5546 t: 171.1800141952 - 0.5546 = 170.6254141952, so 170 t in 2017.
    """
    data = treated(tmp_path)
    assert verify_book(save(tmp_path, data)).verdict == "REPRODUCED"
    tables, notes = made(tmp_path, data)
    assert "meter" not in tables["monitored"]["EC_DC"]
    assert any("EC_DC: what was added to the months (D104)" in note for note in notes)
    rows = (tmp_path / "project" / "amounts-EC_DC.csv").read_text("utf-8").splitlines()
    december = next(row for row in rows if row.startswith("2017-12-01"))
    assert december.count("Readings!") == 2
    line = calculate(tmp_path / "project").document["vintages"][0]
    assert line["emission_reductions"]["value"] == "170.6254141952"
    assert line["credits"] == 170


def test_credits_that_a_finding_withholds_are_not_given_by_amounts(tmp_path: Path) -> None:
    """An error of the workbook leaves the criteria unanswered: no line gets credits, and why."""
    whole = read_whole(save(tmp_path, workbook_of(LAO)), "book.xlsx")
    stated, _ = read_stated(whole, "book.xlsx")
    finding = FindingCells(
        0, "error", "D104", "hours are missing", "a.csv", ("EC_DC",), "", None, "", (1,)
    )
    module = read_library(()).find("LA_AM001 ver1.0")
    document = rebuild_report(replace(stated, findings=(finding,)), module, None)
    assert [one["credits"] for one in document["vintages"]] == [171, None]
    data = render_workbook(parse_report(canonical(document)), read_language("en"))
    assert verify_book(save(tmp_path, data)).verdict == "REPRODUCED"
    tables, notes = made(tmp_path, data)
    assert "eligibility" not in tables
    assert any("withhold credits (D104)" in note for note in notes)
    lines = calculate(tmp_path / "project").document["vintages"]
    assert [one["credits"] for one in lines] == [None, None]


def test_a_tonne_that_hangs_on_digits_of_a_cell_is_said(tmp_path: Path) -> None:
    """2/3 MWh times 1.5 tCO2/MWh is a tonne; of 0.6666666666666666 it is none.

    The formula ROUNDDOWN(ROUND(x,6),0) of the workbook gives the tonne, and so does verify.
    """
    whole = read_whole(save(tmp_path, workbook_of("mexico-rooftop-solar")), "book.xlsx")
    stated, _ = read_stated(whole, "book.xlsx")
    months = (replace(stated.months[0], total="2/3"),)
    fixed = (replace(stated.fixed[0], value="1.5"),)
    thirds = replace(stated, months=months, fixed=fixed)
    module = read_library(()).find("rooftop-solar 1")
    document = rebuild_report(thirds, module, None)
    assert [one["credits"] for one in document["vintages"]] == [1]
    data = render_workbook(parse_report(canonical(document)), read_language("en"))
    _, notes = made(tmp_path, data)
    assert any(note.startswith("2025: the cells hold too few digits") for note in notes)
    assert verify_book(save(tmp_path, data)).verdict == "REPRODUCED"


def test_a_parameter_that_counts_by_its_mean_is_refused(tmp_path: Path) -> None:
    """Amounts of months add up; the refusal names the cell and what to do instead."""
    whole = read_whole(save(tmp_path, workbook_of(LAO)), "book.xlsx")
    stated, _ = read_stated(whole, "book.xlsx")
    module = read_library(()).find("LA_AM001 ver1.0")
    mean = replace(module.parameters["EC_IT"], aggregate="mean")
    other = replace(module, parameters={**module.parameters, "EC_IT": mean})
    with pytest.raises(RefusedError) as refusal:
        propose_project(stated, other, None, "book.xlsx", ("Asia/Vientiane",))
    [finding] = refusal.value.findings
    assert finding.code == "P093"
    assert finding.where.path == "Readings!G8"
    assert '"EC_IT" counts by its mean' in finding.message


def test_a_workbook_with_a_cell_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """Every such cell is named, and nothing is written."""
    month = cell_at(LAO, "/readings/0/count", "Readings")
    data = edited(workbook_of(LAO), month.sheet, name_of(month), "1.5")
    with pytest.raises(RefusedError) as refusal:
        make_project(save(tmp_path, data), read_library(()), zones_of)
    [finding] = refusal.value.findings
    assert finding.code == "P092"
    assert finding.where.path == f"Readings!{name_of(month)}"
