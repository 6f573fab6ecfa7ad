"""project.toml to a project, or every fault of its structure at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn

import pytest

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.model import Answer, Member
from jcm_mrv.project.monitoring import Calibration, Event, Quantity, StatedReading, Step
from jcm_mrv.project.reading import read_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jcm_mrv.project.model import Project

    Read = Callable[..., Project]
    Lines = Callable[..., list[str]]


def refusal(path: Path) -> list[str]:
    """Return the lines of the refusal of a file or folder."""
    with pytest.raises(RefusedError) as caught:
        read_project(path)
    return [finding.line() for finding in caught.value.findings]


def test_a_whole_project_is_read(read: Read, tmp_path: Path) -> None:
    """Every record has its values as written, exact, with its place in the file."""
    project = read()

    assert (project.folder, project.file) == (tmp_path, "project.toml")
    assert (project.reference_number, project.title) == ("LA001", "A project")
    assert (project.country, project.methodology) == ("LA", "LA_AM001 ver1.0")
    assert project.time_zone == "Asia/Vientiane"
    assert project.start_of_operation == dt.date(2017, 3, 1)
    assert (project.start, project.end) == (dt.date(2017, 3, 1), dt.date(2018, 2, 28))
    assert project.eligibility["1"] == Answer(
        Place("project.toml", "eligibility.1"), met=True, evidence="PDD B.2"
    )
    (factor,) = project.fixed["EF"]
    # 0.5546 as written, never as the nearest binary fraction
    assert (factor.value, factor.unit, factor.source) == (
        Fraction(5546, 10_000),
        "tCO2/MWh",
        "PDD B.3",
    )
    assert factor.path == "fixed.EF"
    (of_roof,) = project.fixed["EF_RE"]
    assert (of_roof.path, of_roof.set_name, of_roof.member) == (
        "fixed.EF_RE[0]",
        "system",
        "roof-a",
    )
    assert project.sets == {"system": (Member(Place("project.toml", "fixed.EF_RE[0]"), "roof-a"),)}


def test_monitoring_points_are_read(read: Read) -> None:
    """Points, sources and their defaults are read; a text stands for a list of one."""
    project = read()

    (point,) = project.monitored["EC"]
    assert (point.path, point.point, point.option, point.meter) == ("monitored.EC", "1", "C", "M1")
    assert point.rated == Quantity(Fraction(90), "kW")
    assert point.estimate == Quantity(Fraction(520), "MWh")
    (register,) = point.sources
    assert register.path == "monitored.EC.source[0]"
    assert (register.files, register.columns) == (("a.csv", "b.csv"), ("c1", "c2"))
    assert (register.multiplier, register.step, register.stamp) == (Fraction(60), None, None)
    (roof,) = project.monitored["EG"]
    assert (roof.path, roof.set_name, roof.member) == ("monitored.EG[0]", "system", "roof-a")
    (power,) = roof.sources
    assert power.path == "monitored.EG[0].source[0]"
    assert (power.files, power.columns, power.sign) == (("pv/*.csv",), ("kw",), 1)
    assert (power.step, power.stamp, power.time_format) == (Step(15, "minute"), "end", "iso")


def test_meters_are_read_with_errors_as_ratios(read: Read) -> None:
    """0.5 % is 1/200; calibrations are in the order of their dates."""
    meter = read().meters["M1"]

    assert (meter.mpe, meter.mpe_source) == (Fraction(1, 200), "certificate 1")
    assert (meter.ct, meter.vt, meter.accuracy_class) == (Fraction(60), None, "0.5S")
    assert meter.calibrations == (
        Calibration(dt.date(2016, 2, 1), dt.date(2019, 1, 31), "1"),
        Calibration(dt.date(2018, 2, 1), None, "2"),
    )
    assert meter.path == "meters[0]"


def test_a_monitoring_point_may_have_a_name(read: Read) -> None:
    """The number of a point is kept as text, whichever way it was written."""
    assert read(("point = 1", 'point = "(1a)"')).monitored["EC"][0].point == "(1a)"


def test_a_step_is_written_as_people_write_it() -> None:
    """A step has its length in seconds and its own words."""
    assert (str(Step(15, "minute")), Step(15, "minute").seconds) == ("15 minutes", 900)
    assert (str(Step(1, "day")), Step(1, "day").seconds) == ("1 day", 86_400)


def test_further_keys_of_a_source_are_read(read: Read) -> None:
    """Window, clock, transformers, stated readings: each arrives, inclusive days as midnights."""
    project = read(
        (
            "multiplier = 60\n",
            """multiplier = 60
time_format = "DD/MM/YYYY HH:MM"
clock = "-06:00"
delimiter = ";"
decimal = ","
encoding = "UTF-16"
missing = ["-999", "Bad"]
where = { meter = "PV-2" }
sign = -1
meter = "M1"
from = 2017-03-01
until = 2017-06-15
decimals = 3
rollover = 1e6
first = { time = 2017-03-01T08:00:00, value = 998750 }
last = { time = 2017-06-15T10:00:00, value = 4310.5 }
rated = { value = 5, unit = "kW" }
gap_treatment = "maximum"
use = "substitute"
""",
        )
    )

    source = project.monitored["EC"][0].sources[0]
    assert (source.time_format, source.clock) == ("DD/MM/YYYY HH:MM", "-06:00")
    assert (source.delimiter, source.decimal, source.encoding) == (";", ",", "utf-16")
    assert (source.missing, source.where) == (("-999", "Bad"), {"meter": "PV-2"})
    assert (source.sign, source.meter, source.decimals) == (-1, "M1", 3)
    assert source.start == dt.datetime(2017, 3, 1)
    assert source.until == dt.datetime(2017, 6, 16)
    assert source.rollover == 10**6
    assert source.first == StatedReading(dt.datetime(2017, 3, 1, 8), Fraction(998_750))
    assert source.last == StatedReading(dt.datetime(2017, 6, 15, 10), Fraction(8621, 2))
    assert source.rated == Quantity(Fraction(5), "kW")
    assert (source.gap_treatment, source.use) == ("maximum", "substitute")


def test_a_time_of_day_ends_a_source_at_that_time(read: Read) -> None:
    """`until` with a clock time is exclusive as it stands."""
    project = read(("multiplier = 60", "multiplier = 60\nuntil = 2017-06-15T12:30:00"))
    assert project.monitored["EC"][0].sources[0].until == dt.datetime(2017, 6, 15, 12, 30)


def test_amounts_are_read_both_ways(read: Read) -> None:
    """Inclusive dates end at the next midnight; dates of readings end where they say."""
    project = read(
        extra="""
[[monitored.EC.amount]]
start = 2017-03-01
end = 2017-03-31
value = 15123.4
unit = "kWh"
evidence = "invoices/2017-03.pdf"
[[monitored.EC.amount]]
start = 2017-04-01
end = 2017-04-30
value = 1
unit = "kWh"
evidence = "invoices/2017-04.pdf"
dates = "readings"
use = "fill"
"""
    )
    inclusive, readings = project.monitored["EC"][0].amounts
    assert (inclusive.start, inclusive.end) == (dt.datetime(2017, 3, 1), dt.datetime(2017, 4, 1))
    assert (inclusive.value, inclusive.use) == (Fraction(151_234, 10), "sum")
    assert inclusive.path == "monitored.EC.amount[0]"
    assert (readings.start, readings.end) == (dt.datetime(2017, 4, 1), dt.datetime(2017, 4, 30))
    assert (readings.use, readings.dates) == ("fill", "readings")


def test_the_words_of_the_form_are_read(read: Read) -> None:
    """Participants, responsible persons, events, schemes, location and cover are kept."""
    project = read(
        (
            'time_zone = "Asia/Vientiane"',
            'time_zone = "Asia/Vientiane"\ngwp_set = "AR5"',
        ),
        ("[eligibility]", "cuts = [2017-10-01, 2017-07-01, 2017-10-01]\n[eligibility]"),
        extra="""
[[participants]]
name = "A Ltd"
country = "JP"
role = "focal point"
[[responsible]]
name = "B"
role = "manager"
[[events]]
start = 2017-09-22T11:00:00
end = 2017-09-23
kind = "outage"
evidence = "log"
[[other_schemes]]
scheme = "I-REC"
start = 2017-01-01
[location]
latitude = 17.9757
longitude = -102.6
city = "Vientiane"
[report]
version = "1"
date = 2018-03-15
""",
    )
    assert project.cuts == (dt.date(2017, 7, 1), dt.date(2017, 10, 1))
    assert project.gwp_set == "AR5"
    assert [(each.name, each.country) for each in project.participants] == [("A Ltd", "JP")]
    assert [(each.name, each.path) for each in project.responsible] == [("B", "responsible[0]")]
    assert project.events == (
        Event(
            Place("project.toml", "events[0]"),
            dt.datetime(2017, 9, 22, 11),
            dt.datetime(2017, 9, 24),
            "outage",
            "log",
        ),
    )
    assert [each.scheme for each in project.other_schemes] == ["I-REC"]
    assert project.location is not None
    assert project.location.latitude == Fraction(179_757, 10_000)
    assert project.report is not None
    assert project.report.date == dt.date(2018, 3, 15)


def test_the_file_is_an_input_with_its_digest(read: Read, tmp_path: Path) -> None:
    """project.toml is listed by path, SHA-256 and size, so that a report can name it."""
    (own,) = read().inputs
    data = (tmp_path / "project.toml").read_bytes()
    assert (own.path, own.size, own.rows) == ("project.toml", len(data), None)
    assert own.sha256 == hashlib.sha256(data).hexdigest()


def test_a_project_is_named_by_its_file_too(read: Read, tmp_path: Path) -> None:
    """The path of the file gives what the path of its folder gives, under any name."""
    project = read(('unit = "lamp"', 'unit = "1"'))
    (tmp_path / "other.toml").write_bytes((tmp_path / "project.toml").read_bytes())
    other = read_project(tmp_path / "other.toml")
    assert (other.file, other.folder) == ("other.toml", project.folder)
    assert other.fixed["EF"][0].value == project.fixed["EF"][0].value


def test_all_faults_are_told_at_once(refuse: Lines) -> None:
    """A typing error, a missing key, a wrong type, a number and a unit come in one refusal."""
    assert refuse(
        ('country = "LA"\n', ""),
        ('unit = "MWh"', 'unit = "Mwh"'),
        ("value = 0.5546", "value = 1e999999999"),
        ('stamp = "end"', 'stamp = "end"\nencodign = "utf-8"'),
        ('columns = ["c1", "c2"]', "columns = 7"),
        ('mpe = { value = 0.5, unit = "%", source = "certificate 1" }', "mpe = 0.5"),
        ("start_of_operation = 2017-03-01", "start_of_operation = 2560-03-01"),
    ) == [
        'project.toml: project.country: P004 key "country" is missing',
        "project.toml: project.start_of_operation: P043 the year 2560 is outside of 1990-2100;"
        " did you mean 2017?",
        "project.toml: fixed.EF.value: P006 an exponent is from -30 to 30 (got +999999999)",
        'project.toml: monitored.EG[0].source[0].encodign: P003 unknown key "encodign";'
        ' did you mean "encoding"?',
        "project.toml: monitored.EC.source[0].columns: P005 text in quotes is expected"
        " (got number 7)",
        "project.toml: meters[0].mpe: P016 a bare number leaves open whether it is a ratio or a"
        ' percentage; write { value = 0.5, unit = "%", source = "certificate …" }',
        'project.toml: monitored.EC.estimate.unit: P012 "Mwh" is not a unit; did you mean "MWh"?',
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "value = 0.5546",
            'value = "0.5546"',
            'fixed.EF: P005 a value with a unit is a number, without quotes (got "0.5546")',
        ),
        (
            "value = 0.5546",
            "value = nan",
            'fixed.EF.value: P006 "NaN" is not a number',
        ),
        (
            "value = 0.5546",
            "value = -inf",
            'fixed.EF.value: P006 "-Infinity" is not a number',
        ),
        (
            "value = 0.5546",
            "value = true",
            "fixed.EF.value: P005 a number is expected (got true)",
        ),
        (
            "start = 2017-03-01",
            'start = "2017-03-01"',
            "monitoring_period.start: P005 a date such as 2017-03-01, without quotes, is expected"
            ' (got text "2017-03-01")',
        ),
        (
            "start = 2017-03-01",
            "start = 2017-03-01T00:00:00",
            "monitoring_period.start: P005 a date such as 2017-03-01, without quotes, is expected"
            " (got date and time 2017-03-01 00:00:00)",
        ),
        (
            "start = 2017-03-01",
            "start = 0001-01-01",
            "monitoring_period.start: P043 the year 0001 is outside of 1990-2100",
        ),
        (
            "end = 2018-02-28",
            "end = 9999-12-31",
            "monitoring_period.end: P043 the year 9999 is outside of 1990-2100",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nuntil = 9999-12-31",
            "monitored.EC.source[0].until: P043 the year 9999 is outside of 1990-2100",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nfrom = 2017-03-01T00:00:00+07:00",
            "monitored.EC.source[0].from: P005 a local time is expected, without offset;"
            " the project's time zone applies",
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nfrom = "2017"',
            "monitored.EC.source[0].from: P005 a date such as 2017-03-01, or 2017-03-01T08:00:00,"
            ' is expected, without quotes (got text "2017")',
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nfrom = 2017-03-02\nuntil = 2017-03-01",
            'monitored.EC.source[0]: P005 "until" (2017-03-01) is before "from" (2017-03-02)',
        ),
        (
            "multiplier = 60",
            "multiplier = 0",
            "monitored.EC.source[0].multiplier: P005 a number above 0 is expected (got 0)",
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nstamp = "start"',
            'monitored.EC.source[0]: P005 a register is read at an instant; leave "stamp" out',
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nfirst = { time = 2017-03-01, value = 1 }",
            "monitored.EC.source[0].first.time: P005 a date and time such as 2017-03-01T08:00:00"
            " is expected, without quotes (got 2017-03-01)",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\ndecimals = 19",
            "monitored.EC.source[0].decimals: P005 a number from 0 to 18 is expected (got 19)",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nsign = 2",
            "monitored.EC.source[0].sign: P005 number 2 is not a choice (expected one of 1, -1)",
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nclock = "UTC-6"',
            'monitored.EC.source[0].clock: P005 an offset such as "-06:00" is expected'
            ' (got "UTC-6")',
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nclock = "-06:00"\ntime_zone = "Asia/Manila"',
            'monitored.EC.source[0]: P005 "time_zone" and "clock" both say what the stamps mean;'
            " keep one",
        ),
        (
            "multiplier = 60",
            'multiplier = 60\ndecimal = ","',
            'monitored.EC.source[0]: P005 "delimiter" and "decimal" are both a comma;'
            ' a ";" often separates then',
        ),
        (
            "multiplier = 60",
            'multiplier = 60\ntime_format = "DD/MM/YY HH:MM"',
            'monitored.EC.source[0].time_format: P005 "DD/MM/YY HH:MM" is not a time format on'
            ' the list; did you mean "DD/MM/YYYY HH:MM"?',
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nencoding = "utf8"',
            'monitored.EC.source[0].encoding: P005 "utf8" is not an encoding on the list;'
            ' did you mean "utf-8"?',
        ),
        (
            "multiplier = 60",
            'multiplier = 60\ngap_treatment = "maximun"',
            'monitored.EC.source[0].gap_treatment: P005 text "maximun" is not a choice;'
            ' did you mean "maximum"?',
        ),
        (
            'measures = "register"',
            'measures = "energy"\nstep = "1 hour"',
            'monitored.EC.source[0]: P004 key "stamp" is missing: say whether a stamp is the'
            ' "start" or the "end" of its step',
        ),
        (
            'stamp = "end"\nstep = "15 minutes"',
            'stamp = "end"',
            'monitored.EG[0].source[0]: P004 key "step" is missing: readings of power stand for a'
            ' step, such as step = "1 hour"',
        ),
        (
            'step = "15 minutes"',
            'step = "15min"',
            "monitored.EG[0].source[0].step: P005 a step is a number and second, minute, hour or"
            ' day, such as "15 minutes" (got text "15min")',
        ),
        (
            'step = "15 minutes"',
            'step = "1 month"',
            "monitored.EG[0].source[0].step: P005 a step is a number and second, minute, hour or"
            ' day, such as "15 minutes" (got text "1 month"); months and years vary in length:'
            " state such values as amounts",
        ),
        (
            'step = "15 minutes"',
            "step = 15",
            "monitored.EG[0].source[0].step: P005 a step is a number and second, minute, hour or"
            ' day, such as "15 minutes" (got a number)',
        ),
        (
            'step = "15 minutes"',
            'step = "0 hours"',
            "monitored.EG[0].source[0].step: P005 a step is from 1 second to 366 days"
            ' (got text "0 hours")',
        ),
        (
            'step = "15 minutes"',
            'step = "15 minutes"\nrollover = 10',
            'monitored.EG[0].source[0]: P005 "rollover" belongs to a register'
            ' (measures = "register")',
        ),
        (
            'files = "pv/*.csv"',
            "files = []",
            "monitored.EG[0].source[0].files: P005 too short: at least 1 entry",
        ),
        (
            'files = "pv/*.csv"',
            'files = "a\\u001b[31m"',
            "monitored.EG[0].source[0].files: P005 the text holds a control character",
        ),
        (
            'title = "A project"',
            f'title = "{"x" * 10_001}"',
            "project.title: P005 the text has 10,001 characters; at most 10,000 are read",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nfrom = true",
            "monitored.EC.source[0].from: P005 a date such as 2017-03-01, or 2017-03-01T08:00:00,"
            " is expected, without quotes (got true)",
        ),
        (
            "multiplier = 60",
            "multiplier = 60\nfrom = [2017]",
            "monitored.EC.source[0].from: P005 a date such as 2017-03-01, or 2017-03-01T08:00:00,"
            " is expected, without quotes (got a list or a table)",
        ),
        (
            'certificate = "2" }',
            'certificate = "2", as_found = { value = -101, unit = "%" } }',
            "meters[0].calibrations[0].as_found.value: P005 a number from -100 to 100 is expected"
            " (got -101)",
        ),
        (
            'title = "A project"',
            'title = "  "',
            "project.title: P005 the text is empty",
        ),
        (
            "point = 1",
            "point = 1.5",
            "monitored.EC.point: P005 a monitoring point is a number, such as 1 (got a number)",
        ),
        (
            "ct = 60",
            'ct = "300/5"',
            'meters[0].ct: P005 a number is expected (got text "300/5")',
        ),
        (
            "mpe = { value = 0.5,",
            "mpe = { value = 101,",
            "meters[0].mpe.value: P005 a number from 0 to 100 is expected (got 101)",
        ),
        (
            'mpe = { value = 0.5, unit = "%"',
            'mpe = { value = 0.5, unit = "1"',
            'meters[0].mpe.unit: P005 text "1" is not a choice (expected one of %)',
        ),
        (
            'certificate = "2" }',
            'certificate = "2", as_found = 0.3 }',
            "meters[0].calibrations[0].as_found: P016 a bare number leaves open whether it is a"
            ' ratio or a percentage; write { value = 0.5, unit = "%", source = "certificate …" }',
        ),
        (
            "date = 2018-02-01,",
            "date = 2018-02-01, valid_until = 2017-02-01,",
            'meters[0].calibrations[0]: P005 "valid_until" (2017-02-01) is before "date"'
            " (2018-02-01)",
        ),
        (
            'system = "roof-a"\nvalue',
            "system = 7\nvalue",
            'fixed.EF_RE[0].system: P005 the name of a member of "system" is expected, in quotes',
        ),
        (
            "[monitored.EC]\n",
            '[monitored.EC]\noptoin = "C"\n',
            'monitored.EC.optoin: P003 unknown key "optoin"; did you mean "option"?',
        ),
        (
            "value = 0.5546\nunit",
            "value = 0.5546\nfrom = 2018-01-01\nuntil = 2017-01-01\nunit",
            'fixed.EF: P005 "until" (2017-01-01) is before "from" (2018-01-01)',
        ),
        (
            'unit = "tCO2/MWh"',
            'unit = "9**9**9"',
            'fixed.EF.unit: P012 "9**9**9" is not a unit: names are joined by "*" and "/",'
            ' as in "tCO2/MWh" or "m^2"',
        ),
        (
            "1 = { met = true,",
            '1 = { met = "yes",',
            'eligibility.1.met: P005 true or false is expected (got text "yes")',
        ),
    ],
)
def test_a_single_fault_is_told_with_its_place(
    refuse: Lines, old: str, new: str, line: str
) -> None:
    """Each kind of wrong value gets what was found, what is expected, and what to do."""
    assert refuse((old, new)) == [f"project.toml: {line}"]


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        (
            "[[monitored.EC.amount]]\nstart = 2017-04-01\nend = 2017-03-31\nvalue = 1\n"
            'unit = "kWh"\nevidence = "x"',
            'monitored.EC.amount[0]: P005 "end" (2017-03-31) is before "start" (2017-04-01)',
        ),
        (
            "[[monitored.EC.amount]]\nstart = 2017-04-01\nend = 2017-04-01\nvalue = 1\n"
            'unit = "kWh"\nevidence = "x"\ndates = "readings"',
            'monitored.EC.amount[0]: P005 "end" (2017-04-01) is not after "start" (2017-04-01)',
        ),
        (
            "[[monitored.EC.amount]]\nstart = 2017-04-01T08:00:00\nend = 2017-04-30\nvalue = 1\n"
            'unit = "kWh"\nevidence = "x"',
            "monitored.EC.amount[0]: P005 an amount from one clock time to another needs"
            ' dates = "readings"; inclusive dates have no time',
        ),
        (
            '[[meters]]\nid = "M1"',
            'meters: P005 meter "M1" is written twice',
        ),
        (
            "[sets.system]\n",
            'sets.system: P005 a set has either "table", a CSV file, or "member" tables',
        ),
        (
            '[[sets.system.member]]\nid = "roof-a"\n[[sets.system.member]]\nid = "roof-a"',
            'sets.system: P005 member "roof-a" is written twice',
        ),
        (
            "[location]\nlatitude = 91",
            "location.latitude: P005 a number from -90 to 90 is expected (got 91)",
        ),
        (
            '[[events]]\nstart = 2017-09-22\nend = 2017-09-21\nkind = "outage"\nevidence = "x"',
            'events[0]: P005 "end" (2017-09-21) is before "start" (2017-09-22)',
        ),
    ],
)
def test_a_fault_in_a_further_table_is_told(refuse: Lines, extra: str, line: str) -> None:
    """Amounts, meters, sets, events and places are held to their own rules."""
    assert refuse(extra=extra) == [f"project.toml: {line}"]


def test_a_key_that_is_no_set_is_unknown_where_sets_are_declared(refuse: Lines) -> None:
    """Beside declared sets no other key names a member, and the nearest set is proposed."""
    assert refuse(
        ('[[monitored.EG]]\nsystem = "roof-a"', '[[monitored.EG]]\nsytem = "roof-a"'),
        extra='[[sets.system.member]]\nid = "roof-a"',
    ) == ['project.toml: monitored.EG[0].sytem: P003 unknown key "sytem"; did you mean "system"?']


def test_another_schema_is_refused_alone(refuse: Lines) -> None:
    """Of a later schema nothing else is judged: its keys may mean something else."""
    assert refuse(("project/1", "project/2"), ("value = 0.5546", "value = nan")) == [
        'project.toml: schema: P010 "jcm-mrv/project/2" is not a schema that this version reads'
        ' (expected "jcm-mrv/project/1")'
    ]


def test_a_missing_schema_is_a_missing_key(refuse: Lines) -> None:
    """Without a schema the file may be anything, and the key is asked for."""
    assert refuse(('schema = "jcm-mrv/project/1"\n', "")) == [
        'project.toml: schema: P004 key "schema" is missing'
    ]


def test_units_of_the_methodology_are_known(read: Read, tmp_path: Path) -> None:
    """A unit of a module's own is accepted with it, and refused without."""
    assert read().fixed["N"][0].unit == "lamp"
    assert refusal(tmp_path) == ['project.toml: fixed.N.unit: P012 "lamp" is not a unit']


def test_an_unknown_methodology_is_told_beside_the_other_faults(read: Read, tmp_path: Path) -> None:
    """The library's refusal joins the faults of the file; units are then not judged."""
    with pytest.raises(RefusedError):
        read(("value = 40", "value = nan"))

    def units_of(reference: str) -> NoReturn:
        place = Place("project.toml", "project.methodology")
        raise RefusedError([Finding("P020", "error", place, f"{reference} is unknown")])

    with pytest.raises(RefusedError) as caught:
        read_project(tmp_path, units_of)
    assert [finding.line() for finding in caught.value.findings] == [
        "project.toml: project.methodology: P020 LA_AM001 ver1.0 is unknown",
        'project.toml: fixed.N.value: P006 "NaN" is not a number',
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "project.toml: P002 the file is empty"),
        (
            b'\xef\xbb\xbfschema = "x"',
            "project.toml:1: P002 the file begins with a byte-order mark; save it as UTF-8"
            " without one (without BOM)",
        ),
        (
            b"a = 1\na = 2\n",
            "project.toml:2: P002 key a is written twice (column 6)",
        ),
        (
            b"\x00\x01\x02",
            "project.toml: P002 the file is binary or UTF-16; a text file in UTF-8 is expected",
        ),
        (
            b"a = " + b"[" * 20_000,
            "project.toml: P002 lists or tables are nested too deeply",
        ),
        (
            b"a = 1" + b"0" * 5_000,
            "project.toml:1: P002 a whole number has thousands of digits",
        ),
    ],
)
def test_what_is_not_toml_is_refused(tmp_path: Path, data: bytes, line: str) -> None:
    """Empty, binary, nested or doubled input gives one sentence and its line."""
    (tmp_path / "project.toml").write_bytes(data)
    assert refusal(tmp_path) == [line]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 10 MB is refused by its size."""
    (tmp_path / "project.toml").write_bytes(b"#" * 10_000_000)
    path = (tmp_path / "project.toml").as_posix()
    assert refusal(tmp_path) == [
        f'{path}: P001 the project file cannot be read: "project.toml" is larger than'
        " 4,000,000 bytes, the limit here"
    ]


def test_deep_tables_are_refused_in_words(tmp_path: Path) -> None:
    """Tables nested to what TOML still reads end in findings, not in a recursion."""
    deep = "{ a = " * 80 + "1" + " }" * 80
    (tmp_path / "project.toml").write_text(
        f'schema = "jcm-mrv/project/1"\nfixed.X.value = {deep}\nmonitored.Y = {deep}\n'
        f"meters = [{deep}]\n",
        encoding="utf-8",
    )
    lines = refusal(tmp_path)
    assert "project.toml: fixed.X.value: P005 a number is expected (got a table)" in lines
    assert any(line.startswith('project.toml: meters[0].a: P003 unknown key "a"') for line in lines)


def test_a_folder_without_a_project_is_told_what_to_run(tmp_path: Path) -> None:
    """A folder that holds no project.toml gets the command that writes one."""
    assert refusal(tmp_path) == [
        f'{(tmp_path / "project.toml").as_posix()}: P001 there is no "project.toml" here;'
        ' run "jcm-mrv init" in this folder to begin a project'
    ]


def test_a_path_to_nowhere_is_told(tmp_path: Path) -> None:
    """A path of which not even the folder exists is told as it was typed."""
    path = tmp_path / "none" / "p.toml"
    assert refusal(path) == [f"{path.as_posix()}: P001 this file or folder does not exist"]


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    """A FIFO as project.toml is never waited for."""
    os.mkfifo(tmp_path / "project.toml")
    path = (tmp_path / "project.toml").as_posix()
    assert refusal(tmp_path) == [
        f'{path}: P001 the project file cannot be read: "project.toml" is a FIFO,'
        " where a file is expected"
    ]


def test_a_folder_named_project_toml_is_refused(tmp_path: Path) -> None:
    """A folder where the file is expected is told as a folder."""
    (tmp_path / "project.toml").mkdir()
    path = (tmp_path / "project.toml").as_posix()
    assert refusal(tmp_path) == [
        f'{path}: P001 the project file cannot be read: "project.toml" is a folder,'
        " where a file is expected"
    ]


def test_a_file_without_permission_is_told(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be read is told in our words."""
    read()

    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "words of the operating system")

    monkeypatch.setattr(os, "open", refuse)
    path = (tmp_path / "project.toml").as_posix()
    assert refusal(tmp_path) == [
        f'{path}: P001 the project file cannot be read: "project.toml" may not be read;'
        " give yourself permission to read it"
    ]
