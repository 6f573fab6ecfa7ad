"""Sources that are only compared: registers beside intervals, submeters, multipliers."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.cases.projects import amounts, calculate_text, fixed, found, head, reductions_of

from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.calendar import make_calendar
from jcm_mrv.readings.plan import plan_tables
from jcm_mrv.readings.zones import read_zone
from jcm_mrv.units import standard_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.run import Outcome

MODULE = "data-center-efficiency 1"
# RE = 2 x EC_IT, PE = EC_DC: each MWh of IT equipment is 2 t.
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
DAILY = """
[[monitored.EC_IT.source]]
files = "{file}"
columns = [{columns}]
measures = "energy"
unit = "MWh"
time = "day"
stamp = "start"
step = "1 day"
{more}
"""
REGISTER = """
[[monitored.EC_IT.source]]
files = "register.csv"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "time"
use = "compare"
{more}
"""
JANUARY, MARCH = dt.date(2017, 1, 1), dt.date(2017, 3, 31)


def days(*values: str, start: dt.date = JANUARY, end: dt.date = MARCH, names: str = "it") -> str:
    """Return a CSV with the same readings on every day."""
    row = ",".join(values)
    number = (end - start).days + 1
    stamps = (start + dt.timedelta(days=index) for index in range(number))
    return f"day,{names}\n" + "".join(f"{stamp},{row}\n" for stamp in stamps)


def counts(rows: Iterable[tuple[str, str]]) -> str:
    """Return a CSV of register readings."""
    return "time,count\n" + "".join(f"{time},{count}\n" for time, count in rows)


def quarter(
    folder: Path,
    sources: str,
    files: dict[str, str],
    *,
    point: str = "",
    more: str = "",
) -> Outcome:
    """Calculate January to March 2017, with 100 MWh of the whole centre."""
    dc = amounts("EC_DC", [("2017-01-01", "2017-03-31", "100")], "MWh")
    start = head(MODULE, "2017-01-01", "2017-03-31")
    table = f"[monitored.EC_IT]\npoint = 1\n{point}\n{sources}"
    return calculate_text(folder, start + FACTORS + dc + table + more, files)


def only(outcome: Outcome, code: str) -> Finding:
    """Return the one finding of a code."""
    [finding] = [one for one in outcome.findings if one.code == code]
    return finding


MONTHLY = [
    ("2017-01-01 00:00", "1000"),
    ("2017-02-01 00:00", "1310"),
    ("2017-03-01 00:00", "1590"),
    ("2017-04-01 00:00", "1900"),
]


def test_a_register_that_agrees_with_the_intervals_is_one_note(tmp_path: Path) -> None:
    """10 MWh a day are 310, 280 and 310 MWh, as the register shows; nothing of it is counted."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(more="")

    outcome = quarter(tmp_path, sources, {"it.csv": days("10"), "register.csv": counts(MONTHLY)})

    # 2 x 900 - 100
    assert reductions_of(outcome) == ["1700"]
    note = only(outcome, "D170")
    assert (note.severity, note.parameter) == ("note", "EC_IT")
    assert note.message == (
        "the register of the same meter agrees in 3 months, 2017-01 to 2017-03: 900.000 MWh "
        "count, 900.000 are compared; the largest difference is 0.00 % (2017-01)"
    )
    paths = [one["path"] for one in outcome.document["inputs"]]
    assert paths == ["it.csv", "project.toml", "register.csv"]
    sums = [one["sum"] for one in outcome.document["readings"] if one["parameter"] == "EC_IT"]
    assert sums == ["310", "280", "310"]


def test_a_month_that_differs_from_the_register_is_named_with_both_values(tmp_path: Path) -> None:
    """The register shows 330 MWh for February, the intervals 280: -15.15 %, worth 100 t."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(more="")
    rows = [*MONTHLY[:2], ("2017-03-01 00:00", "1640"), ("2017-04-01 00:00", "1950")]

    outcome = quarter(tmp_path, sources, {"it.csv": days("10"), "register.csv": counts(rows)})

    # (280 - 330) / 330 = -15.15 %; 50 MWh x 2 t
    warning = only(outcome, "D170")
    assert warning.severity == "warning"
    assert "2017-02 (280.000 count, 330.000 compared, -15.15 %)" in warning.message
    assert warning.message.endswith(
        "by the register of the same meter the reductions would be 100.000 t more"
    )
    assert warning.effect is not None
    assert (warning.effect.tonnes, warning.effect.kind) == (Fraction(-100), "estimate")
    assert warning.span == (dt.datetime(2017, 2, 1), dt.datetime(2017, 3, 1))
    assert reductions_of(outcome) == ["1700"]


def test_months_run_from_reading_to_reading_of_a_register(tmp_path: Path) -> None:
    """A register read at noon of the 3rd and of the 2nd is compared over just that time."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(more="")
    rows = [
        ("2017-01-01 00:00", "1000"),
        ("2017-02-03 12:00", "1335"),  # 33.5 days
        ("2017-03-02 12:00", "1605"),  # 27 days
        ("2017-03-31 12:00", "1895"),  # 29 days
    ]

    outcome = quarter(tmp_path, sources, {"it.csv": days("10"), "register.csv": counts(rows)})

    note = only(outcome, "D170")
    # 33.5 + 27 + 29 = 89.5 days
    assert note.severity == "note"
    assert "895.000 MWh count, 895.000 are compared" in note.message
    assert note.message.endswith("months run from reading to reading of the register")


def test_the_last_digit_of_a_register_is_no_difference(tmp_path: Path) -> None:
    """Behind a multiplier of 20 a register without decimals is 20 MWh coarse; 25 MWh is more."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(
        more="multiplier = 20"
    )
    # 310 MWh are 15.5, 280 are 14: the counter shows 0, 15, 29, 45, that is 300, 280, 320 MWh.
    rows = list(zip((time for time, _ in MONTHLY), ("0", "15", "29", "45"), strict=True))
    files = {"it.csv": days("10"), "register.csv": counts(rows)}
    assert only(quarter(tmp_path, sources, files), "D170").severity == "note"

    # 0, 15, 29, 46 are 340 MWh in March: 30 more than the 310 of the intervals.
    rows[-1] = (rows[-1][0], "46")
    files["register.csv"] = counts(rows)
    assert only(quarter(tmp_path, sources, files), "D170").severity == "warning"


def test_what_the_register_shows_for_a_gap_is_told_and_is_no_difference(tmp_path: Path) -> None:
    """Two days without a reading, in which the register went on, are a gap and nothing else."""
    text = "".join(line for line in days("10").splitlines(keepends=True) if line[:10] not in GAP)
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(more="")

    outcome = quarter(tmp_path, sources, {"it.csv": text, "register.csv": counts(MONTHLY)})

    assert found(outcome, "D104") == ["warning"]
    note = only(outcome, "D170")
    assert note.severity == "note"
    assert note.message.endswith(
        "48.00 h in them have no reading, where the register has 20.000 more"
    )


GAP = ("2017-02-10", "2017-02-11")


def test_a_gap_does_not_explain_more_than_the_largest_reading(tmp_path: Path) -> None:
    """The register shows 60 MWh more than the intervals, but two days hold at most 20 MWh."""
    text = "".join(line for line in days("10").splitlines(keepends=True) if line[:10] not in GAP)
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(more="")
    rows = [*MONTHLY[:2], ("2017-03-01 00:00", "1630"), ("2017-04-01 00:00", "1940")]

    outcome = quarter(tmp_path, sources, {"it.csv": text, "register.csv": counts(rows)})

    # 1630 - 1310 = 320 against 26 x 10 = 260: -18.75 %
    warning = only(outcome, "D170")
    assert "2017-02 (260.000 count, 320.000 compared, -18.75 %)" in warning.message


METERS = """
[[meters]]
id = "MAIN"
mpe = { value = 0.5, unit = "%", source = "by hand" }
[[meters]]
id = "SUB-1"
mpe = { value = 0.5, unit = "%", source = "by hand" }
[[meters]]
id = "SUB-2"
mpe = { value = 1.0, unit = "%", source = "by hand" }
"""


def _submeters(folder: Path, first: str, second: str) -> Outcome:
    sub = 'use = "compare"\nmeter = "{}"'
    sources = (
        DAILY.format(file="it.csv", columns='"it"', more="")
        + DAILY.format(file="it.csv", columns='"a"', more=sub.format("SUB-1"))
        + DAILY.format(file="it.csv", columns='"b"', more=sub.format("SUB-2"))
    )
    text = days("10", first, second, names="it,a,b")
    return quarter(folder, sources, {"it.csv": text}, point='meter = "MAIN"', more=METERS)


def test_submeters_add_up_and_are_compared_with_the_main_meter(tmp_path: Path) -> None:
    """6 and 4 MWh a day are the 10 of the main meter: one note, and the sums stay 10 a day."""
    outcome = _submeters(tmp_path, "6", "4")

    note = only(outcome, "D171")
    assert note.severity == "note"
    assert note.message.startswith("the 2 submeters (SUB-1, SUB-2) together agree in 3 months")
    assert "900.000 MWh count, 900.000 are compared" in note.message
    assert found(outcome, "D170") == []
    [one] = [one for one in outcome.document["inputs"] if one["path"] == "it.csv"]
    assert one["rows"] == 90
    assert reductions_of(outcome) == ["1700"]


def test_the_permissible_errors_of_both_sides_are_the_tolerance(tmp_path: Path) -> None:
    """0.5 % of the main meter and 1 % of the worse submeter are 1.5 %."""
    # 6 + 3.86 = 9.86: (10 - 9.86) / 9.86 = 1.42 %; 6 + 3.84 = 9.84: 1.63 %
    assert only(_submeters(tmp_path, "6", "3.86"), "D171").severity == "note"
    warning = only(_submeters(tmp_path, "6", "3.84"), "D171")
    assert warning.severity == "warning"
    assert "by more than 1.5 % in 3 of 3 months" in warning.message


def test_submeters_that_share_no_time_are_told(tmp_path: Path) -> None:
    """A source to compare with that has readings of another year compares nothing."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + DAILY.format(
        file="old.csv", columns='"it"', more='use = "compare"'
    )
    old = days("10", start=dt.date(2016, 1, 1), end=dt.date(2016, 3, 31))

    outcome = quarter(tmp_path, sources, {"it.csv": days("10"), "old.csv": old})

    warning = only(outcome, "D170")
    assert warning.severity == "warning"
    assert "share no time" in warning.message


TRANSFORMER = """
[[meters]]
id = "M-1"
ct = 60
"""


def _transformed(folder: Path, reading: str, more: str = "", point: str = "") -> Outcome:
    """Compare daily readings with a register that shows 900 MWh behind a transformer of 60."""
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + REGISTER.format(
        more="multiplier = 60"
    )
    # 310, 280 and 310 MWh through 60 are 5.166…, 4.666… and 5.166…, to four decimals
    rows = [
        ("2017-01-01 00:00", "100.0000"),
        ("2017-02-01 00:00", "105.1667"),
        ("2017-03-01 00:00", "109.8333"),
        ("2017-04-01 00:00", "115.0000"),
    ]
    return quarter(
        folder,
        sources,
        {"it.csv": days(reading), "register.csv": counts(rows)},
        point=f'meter = "M-1"\n{point}',
        more=TRANSFORMER + more,
    )


def test_a_multiplier_applied_twice_is_named_in_place_of_the_difference(tmp_path: Path) -> None:
    """600 MWh a day against 10 is the 60 of the current transformer."""
    outcome = _transformed(tmp_path, "600")

    warning = only(outcome, "D172")
    assert warning.severity == "warning"
    assert warning.meter == "M-1"
    assert "are 60 times what the register of the same meter says in 3 of 3 months" in (
        warning.message
    )
    assert "applied twice in the readings" in warning.message
    assert found(outcome, "D170") == []


def test_a_multiplier_that_was_left_out_is_named(tmp_path: Path) -> None:
    """1/6 MWh a day against 10 is a multiplier that the logger did not apply."""
    warning = only(_transformed(tmp_path, "0.1667"), "D172")

    # 0.1667 / 10 x 60 = 1.0002
    assert "are 1/60 of what the register of the same meter says" in warning.message
    assert "not at all to the readings" in warning.message


def test_another_factor_is_a_plain_difference(tmp_path: Path) -> None:
    """54 times too much is 10 % from the 60 of the transformer, and no case for its ratio."""
    outcome = _transformed(tmp_path, "540")

    assert found(outcome, "D172") == []
    assert found(outcome, "D170") == ["warning"]


def test_invoices_show_a_multiplier_too(tmp_path: Path) -> None:
    """Two invoices of a sixtieth of the readings are one finding on the multiplier."""
    bills = "".join(
        f"[[monitored.EC_IT.amount]]\nstart = {start}\nend = {end}\nvalue = {value}\n"
        f'unit = "MWh"\nevidence = "{start}"\nuse = "compare"\n'
        # 310 and 280 MWh over 60
        for start, end, value in (
            ("2017-01-01", "2017-01-31", "5.17"),
            ("2017-02-01", "2017-02-28", "4.67"),
        )
    )
    sources = DAILY.format(file="it.csv", columns='"it"', more="") + bills

    outcome = quarter(
        tmp_path, sources, {"it.csv": days("10")}, point='meter = "M-1"', more=TRANSFORMER
    )

    warning = only(outcome, "D172")
    assert "what 2017-01-01 says (310.000 MWh read, 5.170 billed; so 1 other invoice)" in (
        warning.message
    )
    assert found(outcome, "D133") == []


def test_the_plan_shows_a_multiplier_and_no_slip_of_units_beside_it(tmp_path: Path) -> None:
    """10 MWh a day are 3,650 a year; a plan of 60 MWh is 60.8 times less: the transformer."""
    outcome = quarter(
        tmp_path,
        DAILY.format(file="it.csv", columns='"it"', more=""),
        {"it.csv": days("10")},
        point='meter = "M-1"\nestimate = { value = 60, unit = "MWh" }',
        more=TRANSFORMER,
    )

    assert "60 times the plan's estimate (here 60.83 times)" in only(outcome, "D172").message
    assert found(outcome, "D115") == []
    assert found(outcome, "C210") == []


def test_what_lies_in_one_file_is_read_once(tmp_path: Path) -> None:
    """Submeters in further columns of the main meter's file share its one table."""
    _submeters(tmp_path, "6", "4")
    project = read_project(tmp_path)
    calendar = make_calendar(read_zone(project.time_zone), project.start, project.end)

    plan = plan_tables(project, calendar, standard_units(), tmp_path)

    assert [[column.name for column in table.columns] for table in plan.tables] == [
        ["it", "a", "b"]
    ]
    assert [planned.source.use for planned in plan.planned] == ["sum", "compare", "compare"]


def test_a_check_meter_is_compared_where_both_have_readings(tmp_path: Path) -> None:
    """A day that only one of two meters lacks is left out of both sums."""
    sources = DAILY.format(file="it.csv", columns='"it"', more='meter = "SUB-1"') + DAILY.format(
        file="check.csv", columns='"it"', more='use = "compare"\nmeter = "SUB-2"'
    )
    text = "".join(line for line in days("10").splitlines(keepends=True) if line[:10] not in GAP)

    outcome = quarter(tmp_path, sources, {"it.csv": days("10"), "check.csv": text}, more=METERS)

    # 90 days less two
    note = only(outcome, "D171")
    assert note.severity == "note"
    assert note.meter == "SUB-2"
    assert "880.000 MWh count, 880.000 are compared" in note.message
    assert found(outcome, "D104") == []


def test_a_source_to_compare_with_supplies_nothing(tmp_path: Path) -> None:
    """What is compared never counts, so that it alone supplies nothing."""
    sources = DAILY.format(file="it.csv", columns='"it"', more='use = "compare"')

    outcome = quarter(tmp_path, sources, {"it.csv": days("10")})

    assert found(outcome, "P017") == ["error"]
    assert found(outcome, "D170") == []
