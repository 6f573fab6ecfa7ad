"""The CSV tables of a project: members, meters, amounts."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.findings import Place
from jcm_mrv.project.model import FixedValue, InputFile, Member
from jcm_mrv.project.tables import TableFault, parse_table, split_heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.project.model import Project

    Read = Callable[..., Project]
    Lines = Callable[..., list[str]]

NO_ROOF = (
    '[[fixed.EF_RE]]\nsystem = "roof-a"\nvalue = 500\nunit = "kgCO2/MWh"\n',
    "[fixed.Z]\nvalue = 1\n",
)
SYSTEMS = '[sets.system]\ntable = "systems.csv"\n'
AMOUNTS = ("[monitored.EC]\n", '[monitored.EC]\namounts = "invoices.csv"\n')
METERS = (
    '[[meters]]\nid = "M1"\nserial_number = "1"\nclass = "0.5S"\nstandard = "IEC 62053-22"\n'
    'mpe = { value = 0.5, unit = "%", source = "certificate 1" }\n'
    'ct = 60\ncalibrations = [\n  { date = 2018-02-01, certificate = "2" },\n'
    '  { date = 2016-02-01, valid_until = 2019-01-31, certificate = "1" },\n]\n',
    "",
)
METERS_FILE = ('schema = "jcm-mrv/project/1"\n', 'schema = "jcm-mrv/project/1"\nmeters = "m.csv"\n')


def findings(project: Project) -> list[str]:
    """Return the lines of what the tables of a project have at fault."""
    return [finding.line() for finding in project.findings]


def test_members_come_from_a_table(read: Read) -> None:
    """Each row is a member; each further column a fixed value of it, with its line as place."""
    table = (
        "id,start,end,EF_RE [tCO2/MWh],source,kind\n"
        'roof-a,2017-03-01,,0.525,"PDD, B.3",grid\n'
        "\n"
        "roof-b,,2017-12-31,5.25e-1,PDD,7\n"
    )
    project = read(NO_ROOF, extra=SYSTEMS, files={"systems.csv": table})

    assert project.findings == ()
    assert project.sets["system"] == (
        Member(Place("systems.csv", "", 2), "roof-a", dt.date(2017, 3, 1), None),
        Member(Place("systems.csv", "", 4), "roof-b", None, dt.date(2017, 12, 31)),
    )
    place = Place("systems.csv", "EF_RE [tCO2/MWh]", 2)
    # 0.525 = 21/40
    assert project.fixed["EF_RE"][0] == FixedValue(
        place, Fraction(21, 40), "tCO2/MWh", "PDD, B.3", set_name="system", member="roof-a"
    )
    assert project.fixed["EF_RE"][1].value == Fraction(21, 40)
    assert [value.value for value in project.fixed["kind"]] == ["grid", Fraction(7)]


def test_a_table_is_an_input_with_its_rows(read: Read) -> None:
    """The digest, size and rows of a table are kept; SHA-256 of an empty text is well known."""
    project = read(NO_ROOF, extra=SYSTEMS, files={"systems.csv": "id\nroof-a\n"})
    table = project.inputs[1]
    # printf 'id\nroof-a\n' | sha256sum
    assert table == InputFile(
        "systems.csv",
        "17bf502bef0a5fe3364d6a456ffe3e96255eff7049ff26d3917108b8c687169e",
        10,
        1,
    )


@pytest.mark.parametrize("head", ["\ufeff", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_blank_lines_and_line_ends_make_no_difference(
    read: Read, head: str, end: str
) -> None:
    """What Excel and editors add around a table is passed over."""
    text = head + "id , source\nroof-a, x \n".replace("\n", end)
    project = read(NO_ROOF, extra=SYSTEMS, files={"systems.csv": text})
    assert project.findings == ()
    assert [member.id for member in project.sets["system"]] == ["roof-a"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ['systems.csv: P063 "systems.csv" is empty; a line of column names is expected']),
        (
            "id;source\nroof-a;x\n",
            [
                'systems.csv:1: P063 "systems.csv" separates columns by semicolon or tab;'
                " save it with commas"
            ],
        ),
        ("id,id\nroof-a,x\n", ['systems.csv:1: P063 column "id" is written twice']),
        ("id,,source\nroof-a,,x\n", ["systems.csv:1: P063 column 2 has no name"]),
        ("source\nx\n", ['systems.csv:1: P063 column "id" is missing (expected one of source)']),
        (
            "id,source\nroof-a,x\nroof-b,x,y\n",
            [
                'systems.csv:3: P063 "systems.csv" has 2 columns, but 3 cells here;'
                " a text with a comma goes in double quotes"
            ],
        ),
        (
            'id,source\n"roof-a,x\n',
            [
                'systems.csv:2: P063 "systems.csv" is not CSV here: a double quote inside a cell'
                " is not closed, not doubled, or a cell is over 131,072 characters"
            ],
        ),
        (
            "id,start\nroof-a,2017-3-1\n",
            ['systems.csv:2: start: P063 "2017-3-1" is not a date; write it as 2017-03-01'],
        ),
        (
            "id,start\nroof-a,2017-02-29\n",
            ['systems.csv:2: start: P063 "2017-02-29" is not a date; write it as 2017-03-01'],
        ),
        (
            "id,start\nroof-a,2560-03-01\n",
            [
                "systems.csv:2: start: P043 the year 2560 is outside of 1990-2100;"
                " did you mean 2017?"
            ],
        ),
        (
            "id,start,end\nroof-a,2017-03-01,2017-02-28\n",
            ["systems.csv:2: end: P063 the end (2017-02-28) is before the start (2017-03-01)"],
        ),
        (
            "id,start\nroof-a,2017-03-01 08:00\n",
            ["systems.csv:2: start: P063 a date without a time is expected"],
        ),
        ("id,source\n,x\n", ["systems.csv:2: id: P063 the cell is empty"]),
        (
            "id\nroof-a\nroof-a\n",
            ['systems.csv:3: id: P063 "roof-a" stands in line 2 already'],
        ),
        (
            'id,EF_RE [tCO2/MWh]\nroof-a,"0,525"\nroof-b,1e999\nroof-c,0.5\n',
            [
                'systems.csv:2: EF_RE [tCO2/MWh]: P063 "0,525" is not a number; write a decimal'
                " point and no separators of thousands",
                "systems.csv:3: EF_RE [tCO2/MWh]: P063 an exponent is from -30 to 30 (got 999)",
            ],
        ),
        (
            "id,EF_RE [tCO2/Mwh]\nroof-a,0.525\n",
            [
                'systems.csv:1: EF_RE [tCO2/Mwh]: P012 "Mwh" in "tCO2/Mwh" is not a unit;'
                ' did you mean "tCO2/MWh"?'
            ],
        ),
        (
            "id\rroof-a\r",
            [
                'systems.csv: P063 "systems.csv" has lines that end in a carriage return alone;'
                " save it with LF"
            ],
        ),
        (
            "id\nro\0of-a\n",
            ['systems.csv: P063 "systems.csv" is binary or UTF-16; save it as CSV in UTF-8'],
        ),
    ],
)
def test_a_faulty_table_of_members_is_told(read: Read, text: str, lines: list[str]) -> None:
    """Each fault of a table has its line, its column and a sentence."""
    project = read(NO_ROOF, extra=SYSTEMS, files={"systems.csv": text})
    expected = [
        line.replace("systems.csv: P063", "project.toml: sets.system.table: P063") for line in lines
    ]
    assert findings(project) == expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "systms.csv",
            '"systms.csv" does not exist in the project\'s folder; did you mean "systems.csv"?',
        ),
        ("s*.csv", '"s*.csv" names several files; name one'),
        (
            "../systems.csv",
            '"../systems.csv" leads out of the project\'s folder with "..";'
            " write a path inside of the project's folder, such as monitoring/*.csv",
        ),
    ],
)
def test_a_table_that_is_not_there_is_a_finding(read: Read, name: str, message: str) -> None:
    """What project.toml points to and cannot be read refuses nothing: it is a finding."""
    extra = SYSTEMS.replace("systems.csv", name)
    project = read(NO_ROOF, extra=extra, files={"systems.csv": "id\nroof-a\n"})
    assert findings(project) == [f"project.toml: sets.system.table: P063 {message}"]
    assert project.sets["system"] == ()


def test_many_faulty_rows_are_counted(read: Read) -> None:
    """Of 5,000 faulty rows 20 are told, and how many more there are: 4,980."""
    rows = "".join(f"roof-{i},x\n" for i in range(5_000))
    project = read(NO_ROOF, extra=SYSTEMS, files={"systems.csv": "id,K [1]\n" + rows})
    lines = findings(project)
    assert len(lines) == 21
    assert lines[0] == 'systems.csv:2: K [1]: P063 "x" is not a number'
    assert lines[-1] == "systems.csv: P063 and 4,980 more rows"


def test_five_thousand_members_are_all_there(read: Read, judge: Lines) -> None:
    """A set of 5,000 members is read and judged whole."""
    rows = "".join(f"roof-{i},0.5,PDD\n" for i in range(5_000))
    files = {"systems.csv": "id,EF_RE [tCO2/MWh],source\n" + rows}
    source = ('system = "roof-a"\noption', "option")
    column = ('stamp = "end"', 'stamp = "end"\nmember_column = "roof"')
    assert len(read(NO_ROOF, source, column, extra=SYSTEMS, files=files).sets["system"]) == 5_000
    assert (
        judge(
            (NO_ROOF[0], ""),
            ('source = "PDD B.3"\n[[monitored.EG]]', "[[monitored.EG]]"),
            source,
            column,
            extra=SYSTEMS,
            files=files,
        )
        == []
    )


def test_an_empty_column_gives_no_value(judge: Lines) -> None:
    """A column that is blank in every row is no parameter and no fault."""
    table = "id,EF_RE [tCO2/MWh],source,notes\nroof-a,0.525,PDD,\n"
    roof = NO_ROOF[0] + 'source = "PDD B.3"\n'
    assert judge((roof, ""), extra=SYSTEMS, files={"systems.csv": table}) == []


def test_a_row_of_amounts_belongs_to_one_set(read: Read) -> None:
    """Two columns that each name a set leave open whose amount it is."""
    project = read(
        ('[[monitored.EG]]\nsystem = "roof-a"', '[[monitored.EG]]\namounts = "invoices.csv"'),
        extra='[[sets.system.member]]\nid = "roof-a"\n[[sets.lamp.member]]\nid = "x"\n',
        files={"invoices.csv": "lamp,system,start,end,value [kWh],evidence\n"},
    )
    assert findings(project) == ["invoices.csv:1: system: P063 a row belongs to one set; keep one"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table has a limit of rows."""
    monkeypatch.setattr("jcm_mrv.project.tables.MAX_ROWS", 2)
    with pytest.raises(TableFault) as caught:
        parse_table(b"id\na\nb\nc\n", "t.csv")
    assert (caught.value.line, str(caught.value)) == (4, '"t.csv" has more than 2 rows')


def test_a_cell_over_several_lines_keeps_the_count() -> None:
    """A line break inside quotes belongs to the cell, and the next row has its physical line."""
    table = parse_table(b'id,source\n"a","x\ny"\nb,z\n', "t.csv")
    assert [(row.line, row.cells["id"]) for row in table.rows] == [(2, "a"), (4, "b")]


def test_text_that_is_not_utf8_is_told_with_its_line() -> None:
    """A table in another encoding is not guessed at."""
    with pytest.raises(TableFault) as caught:
        parse_table("id,source\nroof-a,año\n".encode("latin-1"), "t.csv")
    assert (caught.value.line, str(caught.value)) == (
        2,
        '"t.csv" is not UTF-8; save it as CSV in UTF-8',
    )


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("EF_RE [tCO2/MWh]", ("EF_RE", "tCO2/MWh")),
        ("value[ kWh ]", ("value", "kWh")),
        ("source", ("source", None)),
    ],
)
def test_a_heading_has_a_name_and_may_have_a_unit(
    heading: str, parts: tuple[str, str | None]
) -> None:
    """The unit stands in brackets behind the name."""
    assert split_heading(heading) == parts


def test_amounts_come_from_a_table(read: Read) -> None:
    """Each row is an amount with its line; the unit may stand in the heading."""
    table = (
        "start,end,value [kWh],evidence,use,dates\n"
        "2017-03-01,2017-03-31,15123.4,invoice 3,,\n"
        "2017-04-01 08:00,2017-05-01T08:30:15,100,invoice 4,fill,readings\n"
    )
    project = read(AMOUNTS, files={"invoices.csv": table})

    assert project.findings == ()
    first, second = project.monitored["EC"][0].amounts
    assert first.place == Place("invoices.csv", "", 2)
    assert (first.start, first.end) == (dt.datetime(2017, 3, 1), dt.datetime(2017, 4, 1))
    assert (first.value, first.unit, first.use) == (Fraction(75_617, 5), "kWh", "sum")
    assert (second.start, second.end) == (
        dt.datetime(2017, 4, 1, 8),
        dt.datetime(2017, 5, 1, 8, 30, 15),
    )
    assert (second.use, second.dates, second.evidence) == ("fill", "readings", "invoice 4")


def test_amounts_of_many_members_come_from_one_table(read: Read) -> None:
    """A column with the name of a set makes a monitoring point for each member."""
    table = (
        "system,start,end,value,unit,evidence\n"
        "roof-a,2017-03-01,2017-03-31,1,MWh,i1\n"
        "roof-b,2017-03-01,2017-03-31,2,MWh,i2\n"
        "roof-a,2017-04-01,2017-04-30,3,MWh,i3\n"
    )
    project = read(
        ('[[monitored.EG]]\nsystem = "roof-a"', '[[monitored.EG]]\namounts = "invoices.csv"'),
        extra='[[sets.system.member]]\nid = "roof-a"\n[[sets.system.member]]\nid = "roof-b"\n',
        files={"invoices.csv": table},
    )
    point, roof_a, roof_b = project.monitored["EG"]
    assert (point.member, len(point.sources), point.amounts) == (None, 1, ())
    assert [(p.set_name, p.member, p.sources) for p in (roof_a, roof_b)] == [
        ("system", "roof-a", ()),
        ("system", "roof-b", ()),
    ]
    assert [amount.value for amount in roof_a.amounts] == [1, 3]
    assert [amount.value for amount in roof_b.amounts] == [2]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "start,end,vlaue,unit,evidence\n",
            [
                'invoices.csv:1: P063 unknown column "vlaue"; did you mean "value"?',
                'invoices.csv:1: P063 column "value" is missing; did you mean "vlaue"?',
            ],
        ),
        (
            "start,end,value [kWh],unit,evidence\n2017-03-01,2017-03-31,1,kWh,x\n",
            ["invoices.csv:1: unit: P063 the unit stands in two headings; keep one"],
        ),
        (
            "start,end,value,unit,evidence\n"
            "2017-03-01,2017-02-28,1,kWh,x\n"
            "2017-03-01,,1,kWh,x\n"
            "2017-03-01,2017-03-31,1,kwh,x\n"
            "2017-03-01,2017-03-31,1,kWh,\n"
            "2017-03-01,2017-03-31,1,,x\n",
            [
                'invoices.csv:2: end: P063 "end" (2017-02-28) is before "start" (2017-03-01)',
                "invoices.csv:3: end: P063 the cell is empty",
                'invoices.csv:4: unit: P012 "kwh" is not a unit; did you mean "kWh"?',
                "invoices.csv:5: evidence: P063 the cell is empty",
                "invoices.csv:6: unit: P063 the cell is empty",
            ],
        ),
        (
            "start,end,value [kWh],evidence,use\n2017-03-01,2017-03-31,1,x,add\n",
            [
                'invoices.csv:2: use: P063 "add" is not a choice'
                " (expected one of sum, fill, compare)"
            ],
        ),
    ],
)
def test_a_faulty_table_of_amounts_is_told(read: Read, text: str, lines: list[str]) -> None:
    """An amount without its dates, unit or evidence is told with its line."""
    assert findings(read(AMOUNTS, files={"invoices.csv": text})) == lines


def test_meters_come_from_a_table(read: Read) -> None:
    """A further row with the same id adds a calibration; percentages become ratios."""
    table = (
        "id,serial_number,class,standard,mpe [%],mpe_source,ct,vt,calibration_date,valid_until,"
        "certificate,as_found [%]\n"
        "M1,77,0.5S,IEC 62053-22,0.5,certificate 1,60,,2018-02-01,,2,-0.3\n"
        "M1,,0.5S,,,,,,2016-02-01,2019-01-31,1,\n"
        "M2,78,,,,,,,,,,\n"
    )
    project = read(METERS, METERS_FILE, files={"m.csv": table})

    assert project.findings == ()
    meter = project.meters["M1"]
    assert (meter.place, meter.serial_number) == (Place("m.csv", "", 2), "77")
    assert (meter.mpe, meter.ct, meter.vt) == (Fraction(1, 200), Fraction(60), None)
    assert [(c.date.year, c.certificate, c.as_found) for c in meter.calibrations] == [
        (2016, "1", None),
        (2018, "2", Fraction(-3, 1000)),
    ]
    assert project.meters["M2"].calibrations == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "id,mpe\nM1,0.5\n",
            [
                "m.csv:1: mpe: P016 a bare number leaves open whether it is a ratio or a"
                ' percentage; name the column "mpe [%]"'
            ],
        ),
        (
            "id,mpe [%]\nM1,0.5\n",
            ["m.csv:2: mpe_source: P063 say where the error was read"],
        ),
        (
            "id,mpe [%],mpe_source\nM1,101,x\n",
            ["m.csv:2: mpe [%]: P063 a number from 0 to 100 is expected"],
        ),
        ("id,ct\nM1,0\n", ["m.csv:2: ct: P063 a number above 0 is expected"]),
        (
            "id,serial_number\nM1,77\nM1,78\n",
            [
                "m.csv:3: serial_number: P063 differs from line 2, which has the same id;"
                " a further row of a meter only adds a calibration"
            ],
        ),
        (
            "id,calibration_date,valid_until,certificate\n"
            "M1,2017-02-01,2017-01-01,1\n"
            "M1,2017-02-01,,\n"
            "M1,,2017-02-01,2\n",
            [
                "m.csv:2: valid_until: P063 2017-01-01 is before the calibration (2017-02-01)",
                "m.csv:3: certificate: P063 the cell is empty",
                "m.csv:4: calibration_date: P063 the cell is empty",
            ],
        ),
    ],
)
def test_a_faulty_table_of_meters_is_told(read: Read, text: str, lines: list[str]) -> None:
    """A meter's error, transformers and calibrations are held to the rules of project.toml."""
    assert findings(read(METERS, METERS_FILE, files={"m.csv": text})) == lines


def test_what_faulty_tables_leave_open_is_not_judged(judge: Lines) -> None:
    """Where a table has faults, only these are told, not what is missing because of them."""
    assert judge(NO_ROOF, extra=SYSTEMS, files={"systems.csv": "id,id\n"}) == [
        'error: systems.csv:1: P063 column "id" is written twice'
    ]
