"""The planted faults: what is wrong, where, and the code that has to tell it.

Each is what a plant, a logger or a spreadsheet really does, one at a time in a clean year. Faults
that a code before would hide (``also``) come with what else they cause.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import openpyxl
import xlsxwriter
from tests.planted.plants import centre, roof

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.planted.plants import Plant, Row

IT_A, IT_B, FACILITY = 1, 2, 3
GENERATION = 1


@dataclass(frozen=True)
class Fault:
    """Hold one planted fault.

    Args:
        name: a sentence.
        code: of the finding that has to tell it.
        plant: puts the fault into a clean plant.
        base: makes the clean plant.
        severity: of that finding.
        also: codes of what else the fault truly causes.
        readings: whether it lies in the CSV files of the readings, where a tool that sees only
            these could find it.
        locked: whether the clean year was locked before.
        until: the day to which the check is asked, where not to the end of the period.
    """

    name: str
    code: str
    plant: Callable[[Plant], None]
    base: Callable[[], Plant] = centre
    severity: Literal["error", "warning", "note"] = "error"
    also: tuple[str, ...] = ()
    readings: bool = True
    locked: bool = False
    until: dt.date | None = None


def _lost_steps(plant: Plant) -> None:
    plant.drop("2023-06-07 10:15", "2023-06-07 11:00")


def _lost_day(plant: Plant) -> None:
    plant.drop("2023-06-07", "2023-06-08")


def _lost_file(plant: Plant) -> None:
    del plant.tables["monitoring/2023-08.csv"]


def _lost_generation(plant: Plant) -> None:
    plant.drop("2023-11-07 09:00", "2023-11-08 12:00")


def _empty_cells(plant: Plant) -> None:
    for row in plant.rows("2023-06-07 10:00", "2023-06-07 16:00"):
        row[FACILITY] = ""


def _month_twice(plant: Plant) -> None:
    plant.tables["monitoring/2023-05-copy.csv"] = plant.tables["monitoring/2023-05.csv"]


def _overlapping_exports(plant: Plant) -> None:
    june = plant.tables["monitoring/2023-06.csv"]
    june[1:1] = plant.tables["monitoring/2023-05.csv"][-96:]


def _two_values(plant: Plant) -> None:
    rows = plant.tables["monitoring/2023-05.csv"]
    rows.insert(801, [*rows[800][:FACILITY], "18.999"])


def _shuffled(plant: Plant) -> None:
    rows = plant.tables["monitoring/2023-05.csv"]
    rows[101:501], rows[501:901] = rows[501:901], rows[101:501]


def _ten_minutes(plant: Plant) -> None:
    rows = plant.tables["monitoring/2023-05.csv"]
    moment = dt.datetime(2023, 5, 1)
    for row in rows[1:]:
        row[0] = f"{moment:%Y-%m-%d %H:%M}"
        moment += dt.timedelta(minutes=10)


def _drifting_clock(plant: Plant) -> None:
    for row in plant.rows("2023-05-10", "2023-06-01"):
        row[0] = row[0][:-1] + str(int(row[0][-1]) + 2)


def _day_first(plant: Plant) -> None:
    for row in plant.rows("2023-05-01", "2023-06-01"):
        day, time = row[0].split()
        year, month, number = day.split("-")
        row[0] = f"{number}/{month}/{year} {time}"


def _buddhist_year(plant: Plant) -> None:
    for row in plant.rows("2023-05-01", "2023-06-01"):
        row[0] = row[0].replace("2023", "2566")


def _future(plant: Plant) -> None:
    moment = dt.datetime(2024, 1, 1)
    for step in range(3 * 96):
        stamp = f"{moment + step * dt.timedelta(minutes=15):%Y-%m-%d %H:%M}"
        plant.tables["monitoring/2023-12.csv"].append([stamp, "7.6", "6.7", "16.9"])


def _skipped_hour(plant: Plant) -> None:
    # The clocks went from 24:00 on 2 September to 01:00 on 3 September.
    rows = plant.tables["monitoring/2023-09.csv"]
    place = next(n for n, row in enumerate(rows) if "2023-09-03" <= row[0] < "3")
    rows[place:place] = [[f"2023-09-03 00:{m}", "-0.004", "0"] for m in ("00", "15", "30", "45")]


def _utc_stamps(plant: Plant) -> None:
    for row in plant.rows("2023-05-01", "2023-09-01"):
        moment = dt.datetime.fromisoformat(row[0]) + dt.timedelta(hours=4)
        row[0] = f"{moment:%Y-%m-%d %H:%M}"


def _old_clock_rule(plant: Plant) -> None:
    # The country moved its spring change from August to September; this logger did not.
    for row in plant.rows("2023-08-13", "2023-09-03"):
        moment = dt.datetime.fromisoformat(row[0]) + dt.timedelta(hours=1)
        row[0] = f"{moment:%Y-%m-%d %H:%M}"
    _skip_first_hour_after(plant)


def _skip_first_hour_after(plant: Plant) -> None:
    rows = plant.tables["monitoring/2023-09.csv"]
    rows[1:] = [row for row in rows[1:] if not "2023-09-03 00" <= row[0] < "2023-09-03 01"]


def _no_header_column(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"][0][FACILITY] = "facility"


def _text_in_a_cell(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"][700][FACILITY] = "Bad input"


def _thousands(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"][700][FACILITY] = '"1,016.4"'


def _spreadsheet_error(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"][700][FACILITY] = "#REF!"


def _empty_file(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"] = []


def _utf_16(plant: Plant) -> None:
    rows = plant.tables.pop("monitoring/2023-05.csv")
    text = "".join(",".join(row) + "\n" for row in rows)
    plant.texts["monitoring/2023-05.csv"] = text.encode("utf-16")


def _digits(plant: Plant) -> None:
    plant.tables["monitoring/2023-05.csv"][700][FACILITY] = "16.1234567890123456789"


def _negative(plant: Plant) -> None:
    plant.change(FACILITY, "2023-05-09 12:00", "2023-05-09 13:00", lambda value: -value)


def _missing_code(plant: Plant) -> None:
    plant.change(FACILITY, "2023-05-09 12:00", "2023-05-09 13:00", lambda _: "-999")


def _above_rated(plant: Plant) -> None:
    plant.change(IT_A, "2023-05-09 12:00", "2023-05-09 12:15", lambda value: value + 20)


def _one_spike(plant: Plant) -> None:
    plant.replace("value = 130,", "value = 400,")
    plant.change(FACILITY, "2023-05-09 12:00", "2023-05-09 12:15", lambda value: value * 3)


def _catch_up(plant: Plant) -> None:
    lost = sum(Decimal(row[IT_A]) for row in plant.rows("2023-05-09 10:00", "2023-05-09 12:00"))
    plant.drop("2023-05-09 10:00", "2023-05-09 12:00")
    plant.change(IT_A, "2023-05-09 12:00", "2023-05-09 12:15", lambda value: value + lost)


def _stuck(plant: Plant) -> None:
    plant.change(FACILITY, "2023-05-09", "2023-05-12", lambda _: "16.871")


def _watt_hours(plant: Plant) -> None:
    plant.change(GENERATION, "2023-01-01", "2024-01-01", lambda value: value / 1_000)


def _megajoules(plant: Plant) -> None:
    plant.change(FACILITY, "2023-01-01", "2024-01-01", lambda value: value * Decimal("3.6"))


def _power_for_energy(plant: Plant) -> None:
    plant.change(IT_A, "2023-01-01", "2024-01-01", lambda value: value * 4)
    plant.change(IT_B, "2023-01-01", "2024-01-01", lambda value: value * 4)


def _swapped_columns(plant: Plant) -> None:
    def swap(row: Row) -> None:
        total = Decimal(row[IT_A]) + Decimal(row[IT_B])
        row[IT_A], row[IT_B], row[FACILITY] = row[FACILITY], "0.000", str(total)

    for row in plant.rows("2023-01-01", "2024-01-01"):
        swap(row)


def _calibration_ran_out(plant: Plant) -> None:
    plant.replace(
        '2022-02-01, valid_until = 2024-12-31, certificate = "C-2" }',
        '2022-02-01, valid_until = 2023-05-31, certificate = "C-2" }, '
        '{ date = 2023-07-01, valid_until = 2025-06-30, certificate = "C-4" }',
    )


def _no_calibration(plant: Plant) -> None:
    plant.toml = re.sub(r"calibrations = \[\n.*C-2.*\n.*C-12.*\n\]\n", "", plant.toml)


def _no_later_calibration(plant: Plant) -> None:
    plant.toml = re.sub(r".*C-12.*\n", "", plant.toml)


def _long_interval(plant: Plant) -> None:
    plant.replace('id = "FAC-1"', 'id = "FAC-1"\ncalibration_interval = "1 year"')


def _nameless_meter(plant: Plant) -> None:
    plant.replace('serial_number = "A-2"\nclass = "0.5S"\n', "")


def _untested_meter(plant: Plant) -> None:
    """Replace the meter of the centre in the middle of the year."""
    start = plant.toml.index("[[monitored.EC_DC.source]]")
    end = plant.toml.index("# The register of the same meter")
    source = plant.toml[start:end].rstrip()
    old = source + '\nmeter = "OLD-1"\nuntil = 2023-06-30\n\n'
    plant.toml = plant.toml[:start] + old + source + "\nfrom = 2023-07-01\n\n" + plant.toml[end:]
    plant.toml += """
[[meters]]
id = "OLD-1"
serial_number = "A-0"
class = "0.5S"
standard = "IEC 62053-22"
mpe = { value = 0.5, unit = "%", source = "Illustrative" }
calibrations = [{ date = 2022-02-01, valid_until = 2024-12-31, certificate = "C-0" }]
"""


def _weak_intervals(plant: Plant) -> None:
    plant.change(GENERATION, "2023-05-01", "2023-06-01", lambda value: value * Decimal("0.9"))


def _a_feed_without_submeter(plant: Plant) -> None:
    """Let the main meter of the servers see a feed that no submeter sees."""
    for name, rows in plant.tables.items():
        if name.startswith("monitoring/2"):
            rows[0].append("it_main_kwh")
            for row in rows[1:]:
                row.append(str(Decimal(row[IT_A]) + Decimal(row[IT_B]) + 1))
    plant.replace(
        "[monitored.EC_DC]",
        """[[monitored.EC_IT.source]]
use = "compare"
meter = "FAC-1"
files = "monitoring/2023-*.csv"
columns = ["it_main_kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "15 minutes"

[monitored.EC_DC]""",
    )


def _primary_counts(plant: Plant) -> None:
    for row in plant.tables["monitoring/register.csv"][1:]:
        row[1] = str(Decimal(row[1]) * 40)


def _dirty_sensor(plant: Plant) -> None:
    for row in plant.rows("2023-05-01", "2023-06-01"):
        row[2] = str(int(row[2]) // 2)


def _overlapping_period(plant: Plant) -> None:
    plant.replace("end = 2022-12-31", "end = 2023-01-31")


def _other_than_before(plant: Plant) -> None:
    plant.replace("EC_IT = { value = 440", "EC_IT = { value = 300")


def _beyond_the_estimate(plant: Plant) -> None:
    plant.replace("reductions = { value = 185", "reductions = { value = 150")


def _wrong_invoice(plant: Plant) -> None:
    plant.tables["invoices.csv"][5][2] = "50424"


def _invoice_across_new_year(plant: Plant) -> None:
    plant.toml += """
[[monitored.EC_DC.amount]]
start = 2023-12-16
end = 2024-01-15
value = 100
unit = "kWh"
evidence = "diesel generator"
"""
    plant.replace("end = 2023-12-31\n\n[fixed.PUE", "end = 2024-01-01\n\n[fixed.PUE")
    plant.tables["monitoring/2024-01.csv"] = [plant.tables["monitoring/2023-01.csv"][0]] + [
        [row[0].replace("2023", "2024"), *row[1:]]
        for row in plant.tables["monitoring/2023-01.csv"][1:97]
    ]
    plant.toml = plant.toml.replace("monitoring/2023-*.csv", "monitoring/202?-*.csv")


def _register_source(plant: Plant, more: str = "") -> None:
    """Let the roof count by the register alone."""
    start = plant.toml.index("[[monitored.EG.source]]")
    end = plant.toml.index("[[meters]]")
    plant.toml = (
        plant.toml[:start]
        + f"""[[monitored.EG.source]]
files = "monitoring/register.csv"
columns = ["count"]
measures = "register"
unit = "kWh"
time = "read_at"
multiplier = 40
{more}

"""
        + plant.toml[end:]
    )


def _register_reset(plant: Plant) -> None:
    _register_source(plant)
    for row in plant.tables["monitoring/register.csv"][8:]:
        row[1] = str(Decimal(row[1]) - 5_000)


def _multiplier(plant: Plant) -> None:
    _register_source(plant)
    plant.replace("multiplier = 40", "multiplier = 4")


def _no_such_file(plant: Plant) -> None:
    plant.toml = plant.toml.replace("monitoring/2023-*.csv", "monitoring/2032-*.csv")


def _no_source_of_factor(plant: Plant) -> None:
    plant.replace('unit = "tCO2/MWh"\nsource = "Illustrative"', 'unit = "tCO2/MWh"')


def _power_as_energy_unit(plant: Plant) -> None:
    plant.toml = plant.toml.replace(
        'measures = "energy"\nunit = "kWh"', 'measures = "energy"\nunit = "kW"'
    )


def _factor_of_heat(plant: Plant) -> None:
    plant.replace('unit = "tCO2/MWh"', 'unit = "tCO2/t"')


def _unanswered(plant: Plant) -> None:
    plant.replace('2 = { met = true, evidence = "Illustrative" }\n', "")


def _not_met(plant: Plant) -> None:
    plant.replace("2 = { met = true,", "2 = { met = false,")


def _too_early(plant: Plant) -> None:
    plant.replace("start_of_operation = 2022-03-01", "start_of_operation = 2023-03-01")


def _low_reference(plant: Plant) -> None:
    plant.replace("value = 1.8", "value = 0.95")


def _unit_row(plant: Plant) -> None:
    for name, rows in plant.tables.items():
        if name.startswith("monitoring/2"):
            rows.insert(1, ["", "kWh", "kWh", "MWh" if name.endswith("05.csv") else "kWh"])
    plant.toml = plant.toml.replace('time = "timestamp"\n', 'time = "timestamp"\nunit_row = true\n')


def _not_computed(plant: Plant) -> None:
    """Hand in a month as a workbook in which a formula has no value, as a script wrote it."""
    rows = plant.tables.pop("monitoring/2023-05.csv")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("May")
    sheet.write_row(0, 0, rows[0])
    for number, row in enumerate(rows[1:], 1):
        sheet.write_string(number, 0, row[0])
        sheet.write_row(number, 1, [float(cell) for cell in row[1:]])
    sheet.write_formula(700, FACILITY, "=B701+C701+2", value="")
    book.close()
    plant.texts["monitoring/2023-05.xlsx"] = stream.getvalue()
    plant.toml = plant.toml.replace("2023-*.csv", "2023-*.*")


def _spreadsheet_error_value(plant: Plant) -> None:
    """Hand in a month as a workbook in which a cell holds an error."""
    _not_computed(plant)
    stream = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(plant.texts["monitoring/2023-05.xlsx"]))
    book["May"].cell(701, FACILITY + 1).value = "#REF!"
    book["May"].cell(701, FACILITY + 1).data_type = "e"
    book.save(stream)
    plant.texts["monitoring/2023-05.xlsx"] = stream.getvalue()


def _certificates(plant: Plant) -> None:
    plant.toml += '[[other_schemes]]\nscheme = "I-REC"\nstart = 2023-07-01\n'


def _other_factor(plant: Plant) -> None:
    plant.replace("value = 0.5546", "value = 0.56")


def _worse_meter(plant: Plant) -> None:
    meter = plant.toml.index('id = "FAC-1"')
    plant.toml = plant.toml[:meter] + plant.toml[meter:].replace('"0.5S"', '"1"', 1)


def _other_option(plant: Plant) -> None:
    first = plant.toml.index('option = "C"')
    plant.toml = plant.toml[:first] + 'option = "B"' + plant.toml[first + len('option = "C"') :]


def _edited_month(plant: Plant) -> None:
    plant.change(FACILITY, "2023-05-20", "2023-05-21", lambda value: value - 1)


def _other_multiplier(plant: Plant) -> None:
    plant.replace('rated = { value = 200, unit = "kW" }', 'rated = { value = 800, unit = "kW" }')
    plant.change(GENERATION, "2023-05-01", "2023-06-01", lambda value: value * 4)


def _renamed(plant: Plant, old: str, new: str) -> None:
    for name, rows in plant.tables.items():
        if name.startswith("monitoring/2"):
            rows[0] = [cell.replace(old, new) for cell in rows[0]]
    plant.toml = plant.toml.replace(f'"{old}"', f'"{new}"')


def _reactive(plant: Plant) -> None:
    _renamed(plant, "facility_kwh", "facility_kvarh")


def _total_beside_parts(plant: Plant) -> None:
    for name, rows in plant.tables.items():
        if name.startswith("monitoring/2"):
            rows[0].append("it_kwh")
            for row in rows[1:]:
                row.append(str(Decimal(row[IT_A]) + Decimal(row[IT_B])))
    plant.replace('["it_a_kwh", "it_b_kwh"]', '["it_a_kwh", "it_b_kwh", "it_kwh"]')


def _typed_digits(plant: Plant) -> None:
    _register_source(plant)
    plant.replace('id = "PV-1"', 'id = "PV-1"\nresolution = { value = 0.1, unit = "kWh" }')
    for row in plant.tables["monitoring/register.csv"][1:]:
        row[1] = str(round(Decimal(row[1]), 1))
    plant.tables["monitoring/register.csv"][6][1] += "37"


FAULTS = (
    Fault("an hour less a quarter is lost", "D104", _lost_steps),
    Fault("a whole day is lost", "D104", _lost_day, also=("D133",)),
    Fault("the file of a month was not handed in", "D104", _lost_file, also=("D133",)),
    Fault("a day of generation is lost", "D104", _lost_generation, roof, "warning"),
    Fault("cells of a column are empty for six hours", "D104", _empty_cells),
    Fault("the file of a month was handed in twice", "D110", _month_twice, severity="note"),
    Fault("two exports share a day", "D110", _overlapping_exports, severity="note"),
    Fault("one stamp has two values", "D111", _two_values, severity="warning", also=("D110",)),
    Fault("the logger went to 10-minute steps for a month", "D123", _ten_minutes),
    Fault("the logger's clock drifts by two minutes", "D123", _drifting_clock),
    Fault("stamps of a month have the day first", "D107", _day_first),
    Fault("stamps of a month have Buddhist years", "D128", _buddhist_year),
    Fault("readings go on after the period", "D109", _future, severity="note"),
    Fault("stamps lie in the hour that the clocks skip", "D121", _skipped_hour, roof),
    Fault("a column is named otherwise in one file", "D105", _no_header_column),
    Fault("a cell holds the logger's words", "D106", _text_in_a_cell),
    Fault("a cell has a thousands separator", "D106", _thousands),
    Fault("a cell holds a spreadsheet's error", "D106", _spreadsheet_error),
    Fault("the file of a month is empty", "D127", _empty_file),
    Fault("the file of a month is UTF-16", "D103", _utf_16),
    Fault("a reading has more digits than can be kept", "D120", _digits),
    Fault("an hour of consumption is negative", "D112", _negative),
    Fault(
        "the logger's code for a bad reading was left in",
        "D112",
        _missing_code,
        also=("D133", "D170"),
    ),
    Fault("a reading is above what the feeder carries", "D113", _above_rated),
    Fault("a meter stands still for three days", "D114", _stuck, severity="warning"),
    Fault("Wh were exported as kWh", "D115", _watt_hours, roof, "warning", also=("D170",)),
    Fault(
        "MJ were exported as kWh",
        "D116",
        _megajoules,
        severity="note",
        also=("C205", "D113", "D133", "D170"),
    ),
    Fault(
        "columns of servers and centre are swapped",
        "C206",
        _swapped_columns,
        severity="warning",
        also=("C210", "D133", "D170"),
    ),
    Fault(
        "a calibration ran out for a month",
        "D117",
        _calibration_ran_out,
        severity="warning",
        readings=False,
    ),
    Fault(
        "a meter was never calibrated", "P052", _no_calibration, severity="warning", readings=False
    ),
    Fault(
        "an invoice is 4 % below the meter",
        "D133",
        _wrong_invoice,
        severity="warning",
        readings=False,
    ),
    Fault(
        "an invoice reaches across New Year",
        "D125",
        _invoice_across_new_year,
        severity="note",
        readings=False,
    ),
    Fault("a register falls", "D118", _register_reset, roof, also=("D130",), readings=False),
    Fault(
        "the multiplier is not the transformers' ratio",
        "P051",
        _multiplier,
        roof,
        also=("D130",),
        readings=False,
    ),
    Fault("the pattern of the files fits none", "D101", _no_such_file, readings=False),
    Fault("the emission factor has no source", "P013", _no_source_of_factor, readings=False),
    Fault(
        "a power was declared where energy is measured",
        "P011",
        _power_as_energy_unit,
        readings=False,
    ),
    Fault("the factor is per tonne of fuel", "P011", _factor_of_heat, readings=False),
    Fault("a criterion of eligibility is unanswered", "P030", _unanswered, readings=False),
    Fault("a criterion of eligibility is not met", "P031", _not_met, readings=False),
    Fault("the period starts before operation", "P041", _too_early, readings=False),
    Fault(
        "the reference PUE is below 1",
        "C206",
        _low_reference,
        severity="warning",
        also=("C205",),
        readings=False,
    ),
    Fault("the unit row of one file says MWh", "D134", _unit_row),
    Fault("a formula of a workbook has no value", "D138", _not_computed, readings=False),
    Fault("a cell of a workbook holds an error", "D140", _spreadsheet_error_value, readings=False),
    Fault("certificates are sold for half of the year", "P070", _certificates, readings=False),
    Fault("the factor is not that of the plan", "P081", _other_factor, readings=False, locked=True),
    Fault("a meter is worse than planned", "P082", _worse_meter, readings=False, locked=True),
    Fault("the option is not that of the plan", "P083", _other_option, readings=False, locked=True),
    Fault("an accepted month was edited", "D180", _edited_month, locked=True),
    Fault("one reading is three times what is usual", "D150", _one_spike, severity="warning"),
    Fault(
        "two lost hours come back in one reading",
        "D151",
        _catch_up,
        severity="warning",
        also=("D104",),
    ),
    Fault(
        "a month of sunshine is four times too strong",
        "D152",
        _other_multiplier,
        roof,
        also=("C210", "D170", "D175"),
    ),
    Fault("four months are stamped in UTC", "D153", _utc_stamps, roof, "warning", ("D104", "D110")),
    Fault(
        "a register was typed with more digits than it shows",
        "D154",
        _typed_digits,
        roof,
        "warning",
        ("D130",),
        readings=False,
    ),
    Fault("the column is reactive energy", "D155", _reactive),
    Fault(
        "the total is summed together with its parts",
        "D156",
        _total_beside_parts,
        also=("C206", "C210", "D113", "D176"),
    ),
    Fault("rows of a file are out of order", "D157", _shuffled, severity="note"),
    Fault(
        "the logger follows an older rule of daylight saving time",
        "D158",
        _old_clock_rule,
        roof,
        "warning",
        also=("D104", "D153"),
    ),
    Fault(
        "readings are there for days to come",
        "D159",
        lambda _: None,
        severity="warning",
        until=dt.date(2023, 12, 1),
    ),
    Fault(
        "mean power was summed as energy",
        "D160",
        _power_for_energy,
        severity="warning",
        also=("C206", "C210", "D113"),
    ),
    Fault(
        "a meter has no later calibration yet",
        "D173",
        _no_later_calibration,
        severity="note",
        readings=False,
    ),
    Fault(
        "calibrations lie farther apart than planned",
        "D177",
        _long_interval,
        severity="warning",
        readings=False,
    ),
    Fault(
        "the specification of a meter is missing",
        "P053",
        _nameless_meter,
        severity="note",
        readings=False,
    ),
    Fault(
        "a meter was replaced and not tested",
        "D174",
        _untested_meter,
        severity="warning",
        readings=False,
    ),
    Fault(
        "intervals of a month miss what the register counted",
        "D170",
        _weak_intervals,
        roof,
        "warning",
    ),
    Fault("one feed has no submeter", "D171", _a_feed_without_submeter, severity="warning"),
    Fault(
        "the multiplier was applied twice",
        "D172",
        _primary_counts,
        severity="warning",
        readings=False,
    ),
    Fault("the irradiance sensor was dirty for a month", "D175", _dirty_sensor, roof, "warning"),
    Fault("the period overlaps the one before", "D176", _overlapping_period, readings=False),
    Fault(
        "the servers use far more than the year before",
        "D176",
        _other_than_before,
        severity="warning",
        readings=False,
    ),
    Fault(
        "the reductions are a fifth above the estimate",
        "C210",
        _beyond_the_estimate,
        severity="warning",
        readings=False,
    ),
)
