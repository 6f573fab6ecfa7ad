"""A filled-in workbook becomes a project, or every cell in the way is named."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.forms.person import fill_small

from jcm_mrv.cli.start import render_from_workbook
from jcm_mrv.cli.writing import write_new_files
from jcm_mrv.errors import RefusedError
from jcm_mrv.forms.book import Fault, Page, Value, read_book
from jcm_mrv.forms.project import Made, build_project, make_project
from jcm_mrv.forms.sheets import lay_out
from jcm_mrv.library import read_library
from jcm_mrv.readings.workbook.cells import column_of
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = "LA_AM001 ver1.0"
Cells = dict[str, Value]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workbook that is filled in."""
    return fill_small(tmp_path_factory.mktemp("small") / "plant.xlsx").save()


@pytest.fixture(scope="module")
def pages(workbook: Path) -> dict[str, Page]:
    """Return its cells."""
    sheets = lay_out(read_library().find(REFERENCE), REFERENCE)
    return read_book(workbook, "plant.xlsx", [sheet.name for sheet in sheets])


@pytest.fixture
def make(workbook: Path, pages: dict[str, Page]) -> Any:
    """Return a function that changes cells, such as ``Project!B8``, and makes the project."""
    module = read_library().find(REFERENCE)

    def change_and_make(changes: Cells) -> Made:
        cells = {name: dict(page.cells) for name, page in pages.items()}
        for place, value in changes.items():
            match = re.fullmatch(r"(.*)!([A-Z]+)([0-9]+)", place)
            assert match is not None
            at = int(match[3]) - 1, column_of(match[2])
            cells[match[1]].pop(at, None)
            if value is not None:
                cells[match[1]][at] = value
        changed = {name: Page(each) for name, each in cells.items()}
        return build_project(workbook, changed, module, REFERENCE)

    return change_and_make


def faults(make: Any, changes: Cells) -> list[tuple[str, str, str]]:
    """Change cells; return code, cell and sentence of each refusal."""
    with pytest.raises(RefusedError) as caught:
        make(changes)
    return [(each.code, each.where.path, each.message) for each in caught.value.findings]


def project(made: Made) -> dict[str, Any]:
    """Return the tables of the project file."""
    return tomllib.loads(made.files["project.toml"].decode(), parse_float=Decimal)


def test_a_small_workbook_gives_the_credits_of_its_cells(workbook: Path, tmp_path: Path) -> None:
    """(80.75 * 1.8 - 121.25) * 0.5546 = 24.1 * 0.5546 = 13.36586 t, so 13 credits."""
    files, notes = render_from_workbook(tmp_path, workbook, [])
    write_new_files(tmp_path, files)
    outcome = calculate(tmp_path)
    assert outcome.findings == ()
    assert outcome.document["totals"]["emission_reductions"]["value"] == "13.36586"
    assert outcome.document["totals"]["credits"] == 13
    assert notes == f"Now run:\n  jcm-mrv check {tmp_path}\n"


def test_pasted_readings_are_written_with_iso_stamps_and_their_own_decimals(make: Any) -> None:
    """A blank stays blank, and a text that is a plain number is one."""
    changes: Cells = {
        "Readings!B7": Decimal("0.30000000000000004"),
        "Readings!C7": Decimal("1E-7"),
        "Readings!B8": None,
        "Readings!C8": "31.5",
        "Readings!A9": "2017-03-03 00:00",
        "Readings!A10": dt.datetime(2017, 3, 4, 0, 0, 30),
    }
    assert make(changes).files["monitoring/readings.csv"].decode() == (
        "timestamp,EC_IT,EC_DC\n"
        "2017-03-01 00:00,0.30000000000000004,0.0000001\n"
        "2017-03-02 00:00,,31.5\n"
        "2017-03-03 00:00,19.25,29\n"
        "2017-03-04 00:00:30,20.5,30.75\n"
    )


def test_the_project_file_says_what_the_cells_say(make: Any) -> None:
    """Numbers as exact decimals, dates as dates, lists as lists."""
    changes: Cells = {
        "Meters!A6": "IT-1",
        "Meters!E6": Decimal("0.5"),
        "Meters!F6": "certificate",
        "Meters!G6": Decimal(20),
        "Calibrations!A6": "IT-1",
        "Calibrations!B6": dt.datetime(2017, 2, 1),
        "Calibrations!D6": Decimal(4711),
        "Calibrations!E6": Decimal("-0.2"),
        "Monitoring!E6": "IT-1",
        "Monitoring!H6": Decimal(90),
        "Monitoring!I6": "kW",
        "Project!B17": Decimal("17.96"),
        "Project!B19": Decimal(120),
        "Project!B20": "PDD, B.6",
        "Project!A25": "Toyota Tsusho",
        "Events!A6": dt.datetime(2017, 3, 1, 14),
        "Events!B6": dt.datetime(2017, 3, 2),
        "Events!C6": "outage",
        "Events!D6": "log book",
    }
    made = project(make(changes))
    assert made["project"] == {
        "title": "Four days",
        "country": "LA",
        "methodology": REFERENCE,
        "time_zone": "Asia/Vientiane",
    }
    assert made["monitoring_period"] == {"start": dt.date(2017, 3, 1), "end": dt.date(2017, 3, 4)}
    assert made["fixed"]["EF_elec"]["value"] == Decimal("0.5546")
    assert made["monitored"]["EC_IT"]["rated"] == {"value": 90, "unit": "kW"}
    assert made["meters"] == [
        {
            "id": "IT-1",
            "ct": 20,
            "mpe": {"value": Decimal("0.5"), "unit": "%", "source": "certificate"},
            "calibrations": [
                {
                    "date": dt.date(2017, 2, 1),
                    "certificate": "4711",
                    "as_found": {"value": Decimal("-0.2"), "unit": "%"},
                }
            ],
        }
    ]
    assert made["location"] == {"latitude": Decimal("17.96")}
    assert made["estimate"] == {
        "reductions": {"value": 120, "unit": "tCO2"},
        "source": "PDD, B.6",
    }
    assert made["participants"] == [{"name": "Toyota Tsusho"}]
    assert made["events"] == [
        {
            "start": dt.datetime(2017, 3, 1, 14),
            "end": dt.date(2017, 3, 2),
            "kind": "outage",
            "evidence": "log book",
        }
    ]


def test_a_source_in_a_file_says_how_it_is_read(make: Any) -> None:
    """Separator and decimal sign in words; a sheet, a row of headings, two columns of time."""
    changes: Cells = {
        "Sources!C6": "file",
        "Sources!D6": "logs/*.xlsx; more.xlsx",
        "Sources!E6": "Data",
        "Sources!F6": "a; b",
        "Sources!I6": Decimal(3),
        "Sources!J6": "Date; Time",
        "Sources!K6": "DD/MM/YYYY HH:MM",
        "Sources!L6": "semicolon",
        "Sources!M6": "comma",
    }
    made = make(changes)
    source = project(made)["monitored"]["EC_IT"]["source"][0]
    assert source == {
        "files": ["logs/*.xlsx", "more.xlsx"],
        "sheet": ["Data"],
        "columns": ["a", "b"],
        "measures": "energy",
        "unit": "MWh",
        "header_row": 3,
        "time": ["Date", "Time"],
        "time_format": "DD/MM/YYYY HH:MM",
        "stamp": "start",
        "step": "1 day",
        "delimiter": ";",
        "decimal": ",",
    }
    named = [(place.path, pattern) for place, pattern in made.named]
    assert named == [("Sources!D6", "logs/*.xlsx"), ("Sources!D6", "more.xlsx")]


def test_two_values_of_one_parameter_take_a_free_row(make: Any) -> None:
    """A factor that changes on a day: both count, each on its days."""
    changes: Cells = {
        "Fixed values!G7": dt.datetime(2017, 3, 2),
        "Fixed values!A10": "EF_elec",
        "Fixed values!C10": Decimal("0.5"),
        "Fixed values!D10": "kgCO2/kWh",
        "Fixed values!E10": "PDD, B.5",
        "Fixed values!F10": "2017-03-03",
    }
    first, second = project(make(changes))["fixed"]["EF_elec"]
    assert (first["value"], first["until"]) == (Decimal("0.5546"), dt.date(2017, 3, 2))
    assert (second["value"], second["from"]) == (Decimal("0.5"), dt.date(2017, 3, 3))


def test_a_text_that_a_program_made_a_number_of_is_the_same_text(make: Any) -> None:
    """The criterion "1" and the unit "1", as some programs save them again."""
    changes: Cells = {
        "Eligibility!A6": Decimal(1),
        "Eligibility!A7": Decimal(2),
        "Fixed values!D6": Decimal(1),
        "Monitoring!C6": Decimal(7),
    }
    made = project(make(changes))
    assert list(made["eligibility"]) == ["1", "2"]
    assert made["fixed"]["PUE_RE"]["unit"] == "1"
    assert made["monitored"]["EC_IT"]["point"] == "7"


def test_a_replaced_meter_has_two_rows_of_sources(make: Any) -> None:
    """Both belong to the one point, each until or from the hour of the replacement."""
    changes: Cells = {
        "Sources!T6": dt.datetime(2017, 3, 2, 9),
        "Sources!A9": "EC_IT",
        "Sources!C9": "workbook",
        "Sources!F9": "EC_IT",
        "Sources!G9": "energy",
        "Sources!H9": "MWh",
        "Sources!N9": "start",
        "Sources!O9": "1 day",
        "Sources!S9": dt.datetime(2017, 3, 2, 9),
    }
    first, second = project(make(changes))["monitored"]["EC_IT"]["source"]
    assert first["until"] == second["from"] == dt.datetime(2017, 3, 2, 9)


def test_invoices_become_a_table_beside_the_project(make: Any) -> None:
    """One file a parameter, with the columns that were used."""
    changes: Cells = {
        "Invoices!A6": "EC_DC",
        "Invoices!B6": dt.datetime(2017, 3, 1),
        "Invoices!C6": dt.datetime(2017, 3, 4),
        "Invoices!D6": Decimal("121.5"),
        "Invoices!E6": "MWh",
        "Invoices!F6": "bill, March",
        "Invoices!G6": "compare",
    }
    made = make(changes)
    assert project(made)["monitored"]["EC_DC"]["amounts"] == "invoices.csv"
    assert made.files["invoices.csv"].decode() == (
        'start,end,value,unit,evidence,use\n2017-03-01,2017-03-04,121.5,MWh,"bill, March",compare\n'
    )


def test_faults_of_all_kinds_are_named_at_once(make: Any) -> None:
    """Four sheets, four kinds; the project is refused with all of them."""
    changes: Cells = {
        "Project!B8": None,
        "Fixed values!C7": "0,5546",
        "Monitoring!D6": "A",
        "Monitoring!E6": "IT-1",
        "Eligibility!D7": Fault("#DIV/0!"),
        "Readings!A8": None,
    }
    assert [(code, cell) for code, cell, _ in faults(make, changes)] == [
        ("P091", "Project!B8"),
        ("P092", "Fixed values!C7"),
        ("P092", "Monitoring!D6"),
        ("P094", "Eligibility!D7"),
        ("P093", "Monitoring!E6"),
        ("P091", "Readings!A8"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"Fixed values!D6": "kWh"},
            ("P092", "Fixed values!D6", '"PUE_RE" is in 1, which "kWh" cannot be converted to'),
        ),
        (
            {"Fixed values!D7": "tCO2/MHW"},
            ("P092", "Fixed values!D7", '"MHW" in "tCO2/MHW" is not a unit'),
        ),
        (
            {"Fixed values!E6": None},
            ("P091", "Fixed values!E6", '"Source" is empty; fill it in: document and page'),
        ),
        (
            {"Fixed values!C6": None, "Fixed values!E6": None},
            ("P091", "Fixed values!C6", '"PUE_RE" (Power usage effectiveness of the reference'),
        ),
        (
            {"Fixed values!G6": "2017-03-02"},
            ("P092", "Fixed values!C6", '"PUE_RE" has no value from 2017-03-03 to 2017-03-04'),
        ),
        (
            {"Fixed values!C8": "PDU", "Fixed values!E8": "x"},
            ("P092", "Fixed values!C8", '"PDU" is not on the list (expected one of UPS output'),
        ),
        (
            {"Monitoring!F7": Decimal(500)},
            ("P091", "Monitoring!G7", "a number and its unit stand together; write both"),
        ),
        (
            {"Monitoring!H7": Decimal(500), "Monitoring!I7": "kWh"},
            ("P092", "Monitoring!I7", '"kWh" does not add up to over time'),
        ),
        (
            {"Monitoring!A8": "EC_IT", "Monitoring!D8": "B"},
            ("P093", "Monitoring!A8", '"EC_IT" has a row above already'),
        ),
        (
            {"Monitoring!A8": "EC_XX"},
            ("P092", "Monitoring!A8", '"EC_XX" is not on the list'),
        ),
        (
            {"Monitoring!J6": "outage"},
            ("P092", "Monitoring!J6", 'the treatment "outage" needs an [[events]] table'),
        ),
        (
            {f"Sources!{column}6": None for column in "CFGHNO"},
            ("P091", "Sources!C6", '"EC_IT" has neither a row of readings here nor an invoice'),
        ),
        (
            {"Sources!F6": "EC_TI"},
            ("P092", "Sources!F6", '"EC_TI" is not a column of the sheet Readings; did you mean'),
        ),
        (
            {"Sources!D6": "a.csv"},
            ("P092", "Sources!D6", "this belongs to a file; leave it out for readings of the"),
        ),
        (
            {"Sources!C6": "file", "Sources!J6": "day"},
            ("P091", "Sources!D6", "the readings are in a file; name the file"),
        ),
        (
            {"Sources!O6": "1 month"},
            ("P092", "Sources!O6", "a step is a number and second, minute, hour or day"),
        ),
        ({"Sources!O6": None}, ("P091", "Sources!O6", 'key "step" is missing')),
        (
            {"Calibrations!A6": "IT-1", "Calibrations!B6": "2017-02-01", "Calibrations!D6": "1"},
            ("P093", "Calibrations!A6", '"IT-1" does not stand on the sheet Meters'),
        ),
        (
            {"Meters!A6": "IT-1", "Meters!A7": "IT-1"},
            ("P093", "Meters!A7", 'the meter "IT-1" stands above already'),
        ),
        (
            {"Meters!A6": "IT-1", "Meters!E6": Decimal("0.5")},
            ("P091", "Meters!F6", "an error and its source stand together; write both"),
        ),
        (
            {"Eligibility!C6": "maybe"},
            ("P092", "Eligibility!C6", '"maybe" is not on the list (expected one of yes, no)'),
        ),
        (
            {"Eligibility!C6": None, "Eligibility!D6": None},
            ("P091", "Eligibility!C6", '"Met" is empty; fill it in: yes or no'),
        ),
        (
            {"Project!B13": dt.datetime(2560, 3, 4)},
            ("P092", "Project!B13", "outside of 1990-2100; did you mean 2017?"),
        ),
        (
            {"Project!B13": dt.datetime(2017, 2, 4)},
            ("P092", "Project!B13", "the period ends (2017-02-04) before it starts"),
        ),
        (
            {"Project!B11": "Asia/Vientian"},
            ("P092", "Project!B11", '"Asia/Vientian" is not a time zone; did you mean'),
        ),
        (
            {"Project!B10": "PH"},
            ("P092", "Project!B10", 'was approved for "LA"'),
        ),
        (
            {"Readings!B11": Decimal(1)},
            ("P091", "Readings!A11", "the readings of this row have no stamp"),
        ),
        (
            {"Readings!D6": "EC_IT"},
            ("P093", "Readings!D6", 'the column "EC_IT" stands beside it already'),
        ),
    ],
)
def test_a_cell_at_fault_is_named(
    make: Any, changes: Cells, expected: tuple[str, str, str]
) -> None:
    """Sheet, cell, what was found and what to do; nothing else is at fault."""
    code, cell, words = expected
    ((found, place, sentence),) = faults(make, changes)
    assert (found, place) == (code, cell)
    assert words in sentence


def test_a_criterion_that_is_not_met_is_no_fault_of_the_workbook(make: Any) -> None:
    """The answer is no: that is for jcm-mrv check to judge, not for the cells."""
    made = project(make({"Eligibility!C6": "no"}))
    assert made["eligibility"]["1"] == {"met": False, "evidence": "PDD, A.2"}


def test_a_trial_run_need_not_answer_the_criteria(make: Any) -> None:
    """Outside of the JCM nobody asks."""
    empty: Cells = {f"Eligibility!{cell}": None for cell in ("C6", "D6", "C7", "D7")}
    made = project(make({"Project!B10": "none", **empty}))
    assert made["project"]["country"] == "none"
    assert "eligibility" not in made


def test_readings_that_no_source_names_are_not_lost_in_silence(make: Any) -> None:
    """They stand there, but nobody said what they are."""
    changes: Cells = {}
    for row in (6, 7):
        changes |= {f"Sources!C{row}": "file", f"Sources!D{row}": "a.csv", f"Sources!J{row}": "day"}
    assert [each[:2] for each in faults(make, changes)] == [("P093", "Readings!A7")]


def test_faults_of_readings_are_named_cell_by_cell_up_to_twenty(make: Any) -> None:
    """A column of texts does not bury all else."""
    changes: Cells = {}
    for row in range(11, 11 + 25):
        changes[f"Readings!A{row}"] = dt.datetime(2017, 3, 1) + dt.timedelta(days=row)
        changes[f"Readings!B{row}"] = "n/a"
    found = faults(make, changes)
    assert [each[:2] for each in found[:2]] == [("P092", "Readings!B11"), ("P092", "Readings!B12")]
    assert len(found) == 20 + 1
    assert found[-1][2] == "and 5 more cells like these on this sheet"


def test_a_workbook_whose_cells_were_moved_is_refused(make: Any) -> None:
    """A value would be taken for another one."""
    assert faults(make, {"Fixed values!A6": "EF_elec", "Fixed values!A7": "PUE_RE"}) == [
        (
            "P090",
            "Fixed values!A6",
            '"PUE_RE" is expected here (got "EF_elec"): rows or columns were moved; copy what was'
            " filled in to a new workbook from jcm-mrv template",
        )
    ]


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B5", None, "this is no workbook that jcm-mrv template wrote"),
        ("B5", "jcm-mrv/workbook/9", "is a layout that this version does not read"),
        ("B6", "LA_AM999 ver1.0", '"LA_AM999 ver1.0" is not in the library'),
        ("B6", None, "the methodology is missing here"),
    ],
)
def test_a_workbook_of_another_kind_is_refused(
    tmp_path: Path, cell: str, value: str | None, words: str
) -> None:
    """Its layout and its methodology are asked before any other cell."""
    person = fill_small(tmp_path / "plant.xlsx")
    person.sheet("Project")[cell] = value
    with pytest.raises(RefusedError) as caught:
        make_project(person.save(), read_library())
    (found,) = caught.value.findings
    assert (found.code, found.where.path) == ("P090", f"Project!{cell}")
    assert words in found.message
