"""What of a project is judged by the methodology and the world."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.project.check_world import check_country, check_gwp_set, known_zones
from jcm_mrv.project.checking import check_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project

    Read = Callable[..., Project]
    Lines = Callable[..., list[str]]


def test_a_sound_project_has_no_finding(judge: Lines) -> None:
    """The base of these tests is in order."""
    assert judge() == []


PERIOD = "start = 2017-03-01\nend = 2018-02-28"


@pytest.mark.parametrize(
    ("replacements", "lines"),
    [
        (
            [(PERIOD, "start = 2018-03-01\nend = 2018-02-28")],
            [
                "error: project.toml: monitoring_period.end: P040 the period ends (2018-02-28)"
                " before it starts (2018-03-01); both days are inclusive"
            ],
        ),
        (
            [("start_of_operation = 2017-03-01", "start_of_operation = 2017-03-02")],
            [
                "error: project.toml: monitoring_period.start: P041 the period starts on"
                " 2017-03-01, before the start of operation (2017-03-02); nothing before that day"
                " earns credits: start the period on that day"
            ],
        ),
        (
            [(PERIOD, "start = 2020-12-31\nend = 2021-01-01")],
            [
                "note: project.toml: monitoring_period: P044 the period 2020-12-31 to 2021-01-01"
                " crosses 31 December 2020, the eve of the NDC period; the published periods end"
                " there: report it as two periods, unless your Joint Committee says otherwise"
            ],
        ),
        ([(PERIOD, "start = 2020-01-01\nend = 2020-12-31")], []),
        ([(PERIOD, "start = 2021-01-01\nend = 2021-12-31")], []),
        ([(PERIOD, f"{PERIOD}\ncuts = [2017-03-02, 2018-02-28]")], []),
        (
            [(PERIOD, f"{PERIOD}\ncuts = [2017-03-01]")],
            [
                "error: project.toml: monitoring_period.cuts: P045 the cut 2017-03-01 is not"
                " inside of the period; a cut is the first day of a new line, from 2017-03-02"
                " to 2018-02-28"
            ],
        ),
        (
            [("Asia/Vientiane", "Asia/Vientianne")],
            [
                'error: project.toml: project.time_zone: P042 "Asia/Vientianne" is not a time'
                ' zone; did you mean "Asia/Vientiane"?'
            ],
        ),
        (
            [("Asia/Vientiane", "Vientiane")],
            [
                'error: project.toml: project.time_zone: P042 "Vientiane" is not a time zone;'
                ' did you mean "Asia/Vientiane"?'
            ],
        ),
        (
            [("Asia/Vientiane", "../../etc/passwd")],
            [
                'error: project.toml: project.time_zone: P042 "../../etc/passwd" is not a time'
                " zone; a name such as Asia/Manila is expected"
            ],
        ),
        (
            [("multiplier = 60", 'multiplier = 60\ntime_zone = "GMT+7"')],
            [
                'error: project.toml: monitored.EC.source[0].time_zone: P042 "GMT+7" is not a'
                ' time zone; did you mean "Etc/GMT+7"?'
            ],
        ),
        (
            [('country = "LA"', 'country = "Laos"')],
            [
                'error: project.toml: project.country: P022 "Laos" is not a partner country of'
                ' the JCM; did you mean "LA" (Lao PDR)?'
            ],
        ),
        (
            [('country = "LA"', 'country = "DE"')],
            [
                'error: project.toml: project.country: P022 "DE" is not a partner country of the'
                ' JCM (expected an ISO 3166-1 code such as "LA"; a trial run has country = "none")'
            ],
        ),
        (
            [('country = "LA"', 'country = "None"')],
            [
                'error: project.toml: project.country: P022 "None" is not a partner country of'
                ' the JCM; did you mean "none", a trial run?'
            ],
        ),
        (
            [('country = "LA"', 'country = "KH"')],
            [
                'error: project.toml: project.country: P023 the project lies in "KH", but'
                ' "LA_AM001 ver1.0" was approved for "LA"; use a number of "KH", or name the'
                " module"
            ],
        ),
        (
            [("LA_AM001 ver1.0", "JCM_LA_AM001_ver01.0"), ('country = "LA"', 'country = "KH"')],
            [
                'error: project.toml: project.country: P023 the project lies in "KH", but'
                ' "JCM_LA_AM001_ver01.0" was approved for "LA"; use a number of "KH", or name the'
                " module"
            ],
        ),
        (
            [("LA_AM001 ver1.0", "roofs-and-rooms 1"), ('country = "LA"', 'country = "KH"')],
            [],
        ),
        (
            [
                ('country = "LA"', 'country = "none"'),
                ('1 = { met = true, evidence = "PDD B.2" }\n', ""),
            ],
            [
                'note: project.toml: project.country: P026 country = "none" is a trial run'
                " outside of the JCM: no credits are stated, and the eligibility criteria are not"
                " asked"
            ],
        ),
        (
            [('1 = { met = true, evidence = "PDD B.2" }\n', "")],
            [
                "error: project.toml: eligibility.1: P030 criterion 1 is not answered:"
                ' "The plant is new."; write 1 = { met = true, evidence = "…" } under'
                " [eligibility]"
            ],
        ),
        (
            [("2 = { met = true", "2 = { met = false")],
            [
                "error: project.toml: eligibility.2: P031 criterion 2 is not met:"
                ' "Meters are installed."; a project that does not meet it earns no credits under'
                " this methodology"
            ],
        ),
        (
            [("[eligibility]", '[eligibility]\n3 = { met = true, evidence = "x" }')],
            [
                'error: project.toml: eligibility.3: P032 "3" is not a criterion of'
                " roofs-and-rooms (expected one of 1, 2)"
            ],
        ),
        (
            [("start_of_operation", 'gwp_set = "AR5"\nstart_of_operation')],
            [
                'error: project.toml: project.gwp_set: P025 "AR5" is not a set of global warming'
                " potentials here; roofs-and-rooms needs no such set"
            ],
        ),
    ],
)
def test_calendar_map_and_criteria(
    judge: Lines, replacements: list[tuple[str, str]], lines: list[str]
) -> None:
    """Period, zone, country and criteria are each judged, with what to do."""
    assert judge(*replacements) == lines


def test_of_several_gwp_sets_one_is_chosen(read: Read, methodology: Methodology) -> None:
    """A methodology that offers two sets asks for one of them; one that offers one does not."""
    project = read()
    two = replace(methodology, gwp_sets=("AR4", "AR5"))
    one = replace(methodology, gwp_sets=("AR5",))
    told = [finding.line() for finding in check_gwp_set(project, two)]
    assert told == [
        "project.toml: project.gwp_set: P025 roofs-and-rooms offers several sets of global warming"
        ' potentials (AR4, AR5); choose one: gwp_set = "AR4"'
    ]
    assert list(check_gwp_set(project, one)) == []
    assert list(check_gwp_set(replace(project, gwp_set="AR4"), two)) == []
    told = [finding.line() for finding in check_gwp_set(replace(project, gwp_set="AR6"), two)]
    assert told == [
        'project.toml: project.gwp_set: P025 "AR6" is not a set of global warming potentials here;'
        ' did you mean "AR5"?'
    ]


def test_every_partner_is_accepted(read: Read) -> None:
    """A module named by its id may be used in every partner country."""
    project = replace(read(), methodology="roofs-and-rooms 1")
    for code in ("LA", "MX", "PH", "OM"):
        assert list(check_country(replace(project, country=code))) == []


def test_zones_are_those_of_the_tzdata_package() -> None:
    """Zones come from the pinned package, links such as Asia/Saigon included."""
    assert {"Asia/Vientiane", "Asia/Saigon", "America/Mexico_City", "UTC"} <= known_zones()
    assert "localtime" not in known_zones()


EF = '[fixed.EF]\nvalue = 0.5546\nunit = "tCO2/MWh"\nsource = "PDD B.3"\n'


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (
            "",
            [
                'error: project.toml: fixed.EF: P014 "EF" (factor of the grid) has no value; write'
                ' [fixed.EF] with its unit ("tCO2/MWh") and its source'
            ],
        ),
        (
            '[fixed.EF]\nvalue = 0.5546\nunit = "tCO2/MWh"\n',
            [
                'error: project.toml: fixed.EF.source: P013 "EF" has no source; say where the'
                ' value was read, such as source = "PDD, section B.3"'
            ],
        ),
        (
            '[fixed.EF]\nvalue = 0.5546\nsource = "x"\n',
            ['error: project.toml: fixed.EF.unit: P011 "EF" has no unit; write unit = "tCO2/MWh"'],
        ),
        (
            '[fixed.EF]\nvalue = 0.5546\nunit = "MWh"\nsource = "x"\n',
            [
                'error: project.toml: fixed.EF.unit: P011 "EF" is in tCO2/MWh, which "MWh" cannot'
                " be converted to"
            ],
        ),
        (
            '[fixed.EF]\nvalue = "grid"\nsource = "x"\n',
            [
                'error: project.toml: fixed.EF.value: P005 a number is expected (got text "grid");'
                " write it without quotes and with a decimal point",
                'error: project.toml: fixed.EF.unit: P011 "EF" has no unit; write'
                ' unit = "tCO2/MWh"',
            ],
        ),
        (
            EF + '[fixed.EG]\nvalue = 1\nsource = "x"\n',
            [
                'error: project.toml: fixed.EG: P024 "EG" is not fixed by the project:'
                " it is monitored; write it under [monitored]"
            ],
        ),
        (
            EF + '[fixed.K]\nvalue = 1\nsource = "x"\n',
            [
                'error: project.toml: fixed.K: P024 "K" is not fixed by the project:'
                " the methodology has a value for it; leave it out"
            ],
        ),
        (
            EF + '[fixed.D]\nvalue = 1\nsource = "x"\n',
            [
                'error: project.toml: fixed.D: P024 "D" is not fixed by the project:'
                " it is counted from the monitoring period; leave it out"
            ],
        ),
        (
            EF + '[fixed.PE]\nvalue = 1\nsource = "x"\n',
            [
                'error: project.toml: fixed.PE: P015 "PE" is not a parameter of roofs-and-rooms;'
                " the methodology computes it"
            ],
        ),
        (
            EF + '[fixed.plaec]\nvalue = "ups-output"\n',
            [
                'error: project.toml: fixed.plaec: P015 "plaec" is not a parameter of'
                ' roofs-and-rooms; did you mean "place"?'
            ],
        ),
        (EF + '[fixed.place]\nvalue = "ups-output"\n', []),
        (
            EF + '[fixed.place]\nvalue = "ups output"\n',
            [
                'error: project.toml: fixed.place.value: P019 "ups output" is not a value of the'
                ' category "place"; did you mean "ups-output"?'
            ],
        ),
        (
            EF + "[fixed.place]\nvalue = 2\n",
            [
                'error: project.toml: fixed.place.value: P019 "2" is not a value of the category'
                ' "place" (expected one of ups-output, pdu-output)'
            ],
        ),
        (
            EF.replace("[fixed.EF]", '[fixed.EF]\nsystem = "roof-a"'),
            [
                'error: project.toml: fixed.EF: P062 "system" is neither a key nor the set of'
                ' "EF", which is one for the whole project'
            ],
        ),
    ],
)
def test_fixed_values(judge: Lines, new: str, lines: list[str]) -> None:
    """A fixed value has the right kind, unit, source and category, or is told so."""
    assert judge((EF, new)) == lines


def dated(*spans: tuple[str, str]) -> str:
    """Return values of EF for spans of days."""
    return "".join(
        '[[fixed.EF]]\nvalue = 0.5\nunit = "tCO2/MWh"\nsource = "x"\n'
        + (f"from = {start}\n" if start else "")
        + (f"until = {until}\n" if until else "")
        for start, until in spans
    )


@pytest.mark.parametrize(
    ("spans", "lines"),
    [
        ([("", "2017-06-30"), ("2017-07-01", "")], []),
        ([("2017-07-01", ""), ("", "2017-06-30")], []),
        ([("2010-01-01", "2030-12-31"), ("2031-01-01", "")], []),
        (
            [("", "2017-06-30"), ("2017-07-02", "")],
            [
                'fixed.EF: P046 "EF" has no value from 2017-07-01 to 2017-07-01; give one with'
                ' "from" and "until"'
            ],
        ),
        (
            [("2017-03-02", "2018-02-27")],
            [
                'fixed.EF: P046 "EF" has no value from 2017-03-01 to 2017-03-01; give one with'
                ' "from" and "until"',
                'fixed.EF: P046 "EF" has no value from 2018-02-28 to 2018-02-28; give one with'
                ' "from" and "until"',
            ],
        ),
        (
            [("2019-01-01", "")],
            [
                'fixed.EF: P046 "EF" has no value from 2017-03-01 to 2018-02-28; give one with'
                ' "from" and "until"'
            ],
        ),
        (
            [("", "2017-06-30"), ("2017-06-30", "")],
            [
                'fixed.EF[1]: P046 "EF" has two values from 2017-06-30 to 2017-06-30;'
                ' set "from" and "until" so that each day has one'
            ],
        ),
        (
            [("", ""), ("", "")],
            [
                'fixed.EF[1]: P046 "EF" has two values from 2017-03-01 to 2018-02-28;'
                ' set "from" and "until" so that each day has one'
            ],
        ),
    ],
)
def test_each_day_has_one_fixed_value(
    judge: Lines, spans: list[tuple[str, str]], lines: list[str]
) -> None:
    """Days of the period without a value, or with two, are told by their dates."""
    assert judge((EF, dated(*spans))) == [f"error: project.toml: {line}" for line in lines]


def test_days_without_a_value_touch_only_their_time(read: Read, methodology: Methodology) -> None:
    """The finding on a gap carries its span, so that other years keep their credits."""
    project = read((EF, dated(("", "2017-12-31"), ("2018-01-11", ""))))
    (finding,) = check_project(project, methodology)
    # 1 to 10 January 2018, the end exclusive
    assert finding.span == (dt.datetime(2018, 1, 1), dt.datetime(2018, 1, 11))
    assert finding.parameter == "EF"


def test_a_ratio_in_percent_needs_its_unit(read: Read, methodology: Methodology) -> None:
    """A number without unit is a plain ratio; for a parameter in percent it is asked for."""
    parameters = dict(methodology.parameters)
    for text in ("%", "1"):
        unit = methodology.units.parse(text)
        parameters["N"] = replace(parameters["N"], unit=unit)
        project = read(('unit = "lamp"\n', ""))
        told = [
            finding.line()
            for finding in check_project(project, replace(methodology, parameters=parameters))
        ]
        asked = ['project.toml: fixed.N.unit: P011 "N" has no unit; write unit = "%"']
        assert told == (asked if text == "%" else [])


ROOF_A = '[[fixed.EF_RE]]\nsystem = "roof-a"\n'
MEMBERS = '[[sets.system.member]]\nid = "roof-a"\n[[sets.system.member]]\nid = "roof-b"\n'


@pytest.mark.parametrize(
    ("replacements", "extra", "lines"),
    [
        (
            [],
            MEMBERS,
            [
                'error: project.toml: fixed.EF_RE: P014 "EF_RE" (factor of a system) has no value'
                ' for "roof-b"',
                'error: project.toml: monitored.EG: P017 nothing supplies "EG" (generation) for'
                ' "roof-b"',
            ],
        ),
        (
            [(ROOF_A, '[[fixed.EF_RE]]\nsystem = "roof-c"\n')],
            '[[sets.system.member]]\nid = "roof-a"\n',
            [
                'error: project.toml: fixed.EF_RE[0]: P062 "roof-c" is not a member of "system";'
                ' did you mean "roof-a"?',
                'error: project.toml: fixed.EF_RE: P014 "EF_RE" (factor of a system) has no value'
                ' for "roof-a"',
            ],
        ),
        (
            [(ROOF_A, "[[fixed.EF_RE]]\n")],
            '[[sets.system.member]]\nid = "roof-a"\n',
            [
                'error: project.toml: fixed.EF_RE[0]: P062 "EF_RE" has a value for each member of'
                ' "system"; say which one this is: system = "…"',
                'error: project.toml: fixed.EF_RE: P014 "EF_RE" (factor of a system) has no value'
                ' for "roof-a"',
            ],
        ),
        (
            [(ROOF_A, '[[fixed.EF_RE]]\nchiller = "roof-a"\n')],
            "",
            [
                'error: project.toml: fixed.EF_RE[0]: P062 "chiller" is neither a key nor the set'
                ' of "EF_RE", which is one for each member of "system"',
            ],
        ),
        (
            [
                ('[[monitored.EG]]\nsystem = "roof-a"', "[[monitored.EG]]"),
                ('stamp = "end"', 'stamp = "end"\nmember_column = "roof"'),
            ],
            "",
            [],
        ),
        (
            [("multiplier = 60", 'multiplier = 60\nmember_column = "roof"')],
            "",
            [
                'error: project.toml: monitored.EC.source[0].member_column: P062 "EC" is one for'
                ' the whole project and has no members; choose rows by "where"'
            ],
        ),
        (
            [("[monitored.EC]", "[[monitored.EC]]\npoint = 3\n[[monitored.EC]]")],
            "",
            [
                'error: project.toml: monitored.EC[1]: P064 "EC" is monitored at project.toml:'
                " monitored.EC[0] already; put its sources and amounts there, where they add up",
                'error: project.toml: monitored.EC[0]: P017 nothing supplies "EC" (consumption):'
                ' no source and no amount of use = "sum"',
            ],
        ),
    ],
)
def test_members(
    judge: Lines, replacements: list[tuple[str, str]], extra: str, lines: list[str]
) -> None:
    """Each member has its values and its readings; a name that nobody knows is told."""
    found = judge(*replacements, extra=extra)
    assert [line for line in found if " P046 " not in line] == lines


def test_a_set_without_members_is_told(judge: Lines) -> None:
    """A methodology's set that the project leaves empty is told how to fill it."""
    source = '[[monitored.EG]]\nsystem = "roof-a"'
    found = judge(
        (ROOF_A + 'value = 500\nunit = "kgCO2/MWh"\nsource = "PDD B.3"\n', ""),
        (source, "[[monitored.EG]]"),
        ('stamp = "end"', 'stamp = "end"\nmember_column = "roof"'),
    )
    assert found == [
        'error: project.toml: sets.system: P062 the set "system" (PV systems) has no member;'
        " write [[sets.system.member]] with an id for each, or [sets.system] with"
        ' table = "system.csv"',
        'error: project.toml: fixed.EF_RE: P014 "EF_RE" (factor of a system) has no value; write'
        ' [fixed.EF_RE] with its unit ("tCO2/MWh") and its source for each member of "system"',
    ]


def test_a_value_is_needed_while_a_member_belongs(judge: Lines) -> None:
    """A member that joins in July needs its value from July only."""
    member = '[[sets.system.member]]\nid = "roof-a"\nstart = 2017-07-01\n'
    joined = (ROOF_A, ROOF_A + "from = 2017-07-01\n")
    late = (ROOF_A, ROOF_A + "from = 2017-07-02\n")
    assert judge(joined, extra=member) == []
    assert judge(late, extra=member) == [
        'error: project.toml: fixed.EF_RE: P046 "EF_RE" of "roof-a" has no value from 2017-07-01'
        ' to 2017-07-01; give one with "from" and "until"'
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (
            "monitored.EC",
            "monitored.ECC",
            [
                'monitored.ECC: P015 "ECC" is not a parameter of roofs-and-rooms;'
                ' did you mean "EC"?',
                'monitored.EC: P017 nothing supplies "EC" (consumption); write'
                " [[monitored.EC.source]] or [[monitored.EC.amount]]",
            ],
        ),
        (
            "[monitored.T]",
            "[monitored.EF]\n[[monitored.EF.source]]\n"
            'files = "t.csv"\ncolumns = "t"\nmeasures = "state"\nunit = "tCO2/MWh"\n'
            'time = "s"\nstamp = "start"\nstep = "1 day"\n[monitored.T]',
            [
                'monitored.EF: P024 "EF" is not monitored in roofs-and-rooms; its kind is "fixed":'
                " write it under [fixed]"
            ],
        ),
        (
            'option = "C"\nmeter = "M1"\nrated',
            'option = "B"\nmeter = "M1"\nrated',
            ['monitored.EC.option: P018 monitoring option "B" may not supply "EC" (expected C)'],
        ),
        (
            'estimate = { value = 520, unit = "MWh" }',
            'estimate = { value = 520, unit = "kW" }',
            ['monitored.EC.estimate.unit: P011 "EC" is in MWh, which "kW" cannot be converted to'],
        ),
        (
            'rated = { value = 90, unit = "kW" }',
            'rated = { value = 90, unit = "kWh" }',
            [
                'monitored.EC.rated.unit: P011 "EC" is in MWh, which "kWh" does not add up to'
                " over time"
            ],
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nrated = { value = 90, unit = "kWh" }',
            [
                'monitored.EC.source[0].rated.unit: P011 "EC" is in MWh, which "kWh" does not add'
                " up to over time"
            ],
        ),
        (
            'measures = "register"\nunit = "kWh"',
            'measures = "register"\nunit = "kvarh"',
            [
                'monitored.EC.source[0].unit: P011 "EC" is in MWh, which "kvarh" cannot be'
                " converted to"
            ],
        ),
        (
            'measures = "power"',
            'measures = "energy"',
            [
                'monitored.EG[0].source[0].unit: P011 "EG" is in MWh, which "kW" cannot be'
                ' converted to; write measures = "power"'
            ],
        ),
        (
            'unit = "kW"\ntime',
            'unit = "kWh"\ntime',
            [
                'monitored.EG[0].source[0].unit: P011 "EG" is in MWh, which "kWh" does not add up'
                ' to over time; write measures = "energy"'
            ],
        ),
        (
            'measures = "state"\nunit = "degC"',
            'measures = "state"\nunit = "delta_degC"',
            [
                'monitored.T.source[0].unit: P011 "T" is in degC, which "delta_degC" cannot be'
                " converted to"
            ],
        ),
        (
            'measures = "state"\nunit = "degC"',
            'measures = "power"\nunit = "degC"',
            [
                'monitored.T.source[0].measures: P027 "T" is the mean of its readings; "power"'
                " does not give it (expected state)"
            ],
        ),
        (
            'measures = "power"',
            'measures = "state"',
            [
                'monitored.EG[0].source[0].measures: P027 "EG" is the sum of its readings;'
                ' "state" does not give it (expected energy, power or register)'
            ],
        ),
        (
            "[monitored.T]",
            '[monitored.T]\nrated = { value = 50, unit = "kW" }',
            ['monitored.T.rated.unit: P011 "T" is in degC, which "kW" cannot be converted to'],
        ),
        (
            'option = "C"\nmeter = "M1"\nrated',
            'option = "C"\nmeter = "M2"\nrated',
            ['monitored.EC.meter: P050 "M2" is not a meter of this project (expected one of M1)'],
        ),
        (
            "multiplier = 60",
            'multiplier = 60\nmeter = "counter"',
            [
                'monitored.EC.source[0].meter: P050 "counter" is not a meter of this project'
                " (expected one of M1)"
            ],
        ),
        (
            "multiplier = 60",
            "multiplier = 40",
            [
                "monitored.EC.source[0].multiplier: P051 the multiplier is 40, but the"
                ' transformers of the meter "M1" give 60 (ct 60); write multiplier = 60, or'
                " correct the meter"
            ],
        ),
        (
            "ct = 60",
            "ct = 60\nvt = 600",
            [
                "monitored.EC.source[0].multiplier: P051 the multiplier is 60, but the"
                ' transformers of the meter "M1" give 36000 (ct 60 x vt 600); write'
                " multiplier = 36000, or correct the meter"
            ],
        ),
        ("ct = 60\n", "", []),
    ],
)
def test_monitored_parameters(judge: Lines, old: str, new: str, lines: list[str]) -> None:
    """Names, options, units, what is measured and meters are judged against the methodology."""
    assert judge((old, new)) == [f"error: project.toml: {line}" for line in lines]


def test_a_meter_without_calibration_is_a_warning(judge: Lines) -> None:
    """Option C without a known calibration is told, once for each parameter of the meter."""
    calibrations = (
        'calibrations = [\n  { date = 2018-02-01, certificate = "2" },\n'
        '  { date = 2016-02-01, valid_until = 2019-01-31, certificate = "1" },\n]\n'
    )
    known_by_none = (
        'warning: project.toml: meters[0]: P052 no calibration of the meter "M1" is known; write'
        " calibrations with date, valid_until and certificate"
    )
    assert judge((calibrations, "")) == [known_by_none, known_by_none]
    assert judge(('option = "C"\nmeter = "M1"\nrated', 'option = "C"\nrated')) == [
        'warning: project.toml: monitored.EC.source[0]: P052 option "C" is a measurement with own'
        " equipment, but no meter is named, so that its calibration is not known; write"
        ' meter = "…" and a [[meters]] table'
    ]


RATED = 'rated = { value = 90, unit = "kW" }\n'


@pytest.mark.parametrize(
    ("treatment", "needs"),
    [
        ("maximum", 'the most that the point can carry: rated = { value = …, unit = "kW" }'),
        ("invoice", 'amounts of use = "fill" to fill the gaps with'),
        ("substitute", 'a source of use = "substitute", the redundant meter'),
        ("outage", 'an [[events]] table of kind = "outage" that says when'),
        ("zero", None),
        ("no-claim", None),
    ],
)
@pytest.mark.parametrize("place", ["monitored.EC", "monitored.EC.source[0]"])
def test_a_treatment_has_what_it_needs(
    judge: Lines, treatment: str, needs: str | None, place: str
) -> None:
    """A treatment of gaps rests on a figure, invoices, a second meter or an event."""
    declared = f'gap_treatment = "{treatment}"\n'
    if place == "monitored.EC":
        found = judge((RATED, declared))
    else:
        found = judge((RATED, ""), ("multiplier = 60\n", f"multiplier = 60\n{declared}"))
    assert found == (
        []
        if needs is None
        else [
            f"error: project.toml: {place}.gap_treatment: P061 the treatment"
            f' "{treatment}" needs {needs}'
        ]
    )


def amount(start: str, end: str, use: str = "sum", dates: str = "inclusive") -> str:
    """Return an amount of EC."""
    return (
        f"[[monitored.EC.amount]]\nstart = {start}\nend = {end}\nvalue = 1\nunit = 'kWh'\n"
        f"evidence = 'i'\nuse = '{use}'\ndates = '{dates}'\n"
    )


def test_a_treatment_is_satisfied_by_what_it_names(judge: Lines) -> None:
    """Invoices to fill with, a substitute source, an outage and a rated value suffice."""
    substitute = (
        '[[monitored.EC.source]]\nfiles = "s.csv"\ncolumns = "c"\nmeasures = "register"\n'
        'unit = "kWh"\ntime = "t"\nuse = "substitute"\nmultiplier = 60\n'
    )
    outage = '[[events]]\nstart = 2017-05-01\nend = 2017-05-02\nkind = "outage"\nevidence = "log"\n'
    for treatment, extra in (
        ("invoice", amount("2017-03-01", "2017-03-31", "fill")),
        ("substitute", substitute),
        ("outage", outage),
        ("maximum", ""),
    ):
        point = (RATED, f'{RATED}gap_treatment = "{treatment}"\n')
        assert judge(point, extra=extra) == []


def test_invoices_may_not_share_a_day(judge: Lines) -> None:
    """Inclusive dates that share a day are told, with the way to write dates of readings."""
    april = amount("2017-03-31", "2017-04-30")
    assert judge(extra=april + amount("2017-03-01", "2017-03-31")) == [
        "error: project.toml: monitored.EC.amount[0]: P060 this amount shares 2017-03-31 with"
        " that of project.toml: monitored.EC.amount[1]; where both dates are days on which the"
        ' meter was read, write dates = "readings", which does not count the end day'
    ]


def test_dates_of_readings_meet_without_sharing(judge: Lines) -> None:
    """The same dates, written as dates of readings, follow each other."""
    march = amount("2017-03-01", "2017-03-31", dates="readings")
    april = amount("2017-03-31", "2017-04-30", dates="readings")
    assert judge(extra=march + april) == []


def test_amounts_of_another_use_may_cover_the_same_time(judge: Lines) -> None:
    """An amount that is only compared, or fills, shares no day with one that adds up."""
    assert (
        judge(
            extra=amount("2017-03-01", "2017-03-31")
            + amount("2017-03-01", "2017-03-31", "fill")
            + amount("2017-03-01", "2017-03-31", "compare")
        )
        == []
    )


def test_two_amounts_of_one_time_are_told(judge: Lines) -> None:
    """A whole month that is there twice is told with its span; a longer one hides none."""
    year = amount("2017-03-01", "2018-02-28")
    april, june = amount("2017-04-01", "2017-04-30"), amount("2017-06-01", "2017-06-30")
    assert judge(extra=year + april + june) == [
        "error: project.toml: monitored.EC.amount[1]: P060 this amount shares the time from"
        " 2017-04-01 00:00:00 to 2017-05-01 00:00:00 with that of project.toml:"
        " monitored.EC.amount[0]; two accounts of one time are added into one amount",
        "error: project.toml: monitored.EC.amount[2]: P060 this amount shares the time from"
        " 2017-06-01 00:00:00 to 2017-07-01 00:00:00 with that of project.toml:"
        " monitored.EC.amount[0]; two accounts of one time are added into one amount",
    ]


def test_an_amount_of_a_mean_is_refused(judge: Lines) -> None:
    """A stated amount is a sum; a mean temperature has none."""
    text = amount("2017-03-01", "2017-03-31").replace("monitored.EC", "monitored.T")
    assert judge(extra=text) == [
        'error: project.toml: monitored.T.amount[0]: P027 "T" is a mean of readings; a stated'
        " amount is a sum"
    ]


def test_an_amount_of_power_is_refused(judge: Lines) -> None:
    """A stated amount has the dimension of its parameter."""
    text = amount("2017-03-01", "2017-03-31").replace("kWh", "kW")
    assert judge(extra=text) == [
        'error: project.toml: monitored.EC.amount[0].unit: P011 "EC" is in MWh, which "kW" cannot'
        " be converted to"
    ]


def test_what_only_fills_or_is_compared_supplies_nothing(judge: Lines) -> None:
    """A parameter needs a source or an amount that adds up."""
    found = judge(
        ("multiplier = 60", 'multiplier = 60\nuse = "substitute"'),
        extra=amount("2017-03-01", "2017-03-31", "fill"),
    )
    assert found == [
        'error: project.toml: monitored.EC: P017 nothing supplies "EC" (consumption): no source'
        ' and no amount of use = "sum"'
    ]


def test_findings_that_are_alike_are_counted(judge: Lines) -> None:
    """Of 30 values without a source 20 are told, and that there are 10 more."""
    rows = "".join(f"roof-{i},0.5\n" for i in range(30))
    found = judge(
        (ROOF_A + 'value = 500\nunit = "kgCO2/MWh"\nsource = "PDD B.3"\n', ""),
        ('[[monitored.EG]]\nsystem = "roof-a"', "[[monitored.EG]]"),
        ('stamp = "end"', 'stamp = "end"\nmember_column = "roof"'),
        extra='[sets.system]\ntable = "s.csv"\n',
        files={"s.csv": "id,EF_RE [tCO2/MWh]\n" + rows},
    )
    assert len(found) == 20
    sentence = '"EF_RE" has no source; say where the value was read, such as'
    assert found[0] == (
        f'error: s.csv:2: EF_RE [tCO2/MWh]: P013 {sentence} source = "PDD, section B.3"'
    )
    assert found[-1] == (
        f'error: s.csv:21: EF_RE [tCO2/MWh]: P013 {sentence} source = "PDD, section B.3"'
        " (and 10 more like this)"
    )
