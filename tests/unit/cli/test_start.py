"""What ``init`` writes: a project file that reads, once it is filled in."""

from __future__ import annotations

import gzip
import re
import tomllib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.unit.views.everything import parse_everything

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.cli.start import render_new_project, zones_of
from jcm_mrv.cli.template import FILL_IN, render_header, render_project
from jcm_mrv.cli.writing import write_new_files
from jcm_mrv.errors import RefusedError
from jcm_mrv.library import read_library
from jcm_mrv.project.reading import read_project

if TYPE_CHECKING:
    from pathlib import Path

MODULES = [module.id for module in read_library().modules()]
# Day and month cannot be told apart, and no unit stands in the header.
AMBIGUOUS = "Zeit;x\n03/04/2017 00:00;1,5\n04/04/2017 00:00;2\n05/04/2017 00:00;2,5\n"


def write_project(folder: Path, reference: str, data: Path | None = None) -> str:
    """Write a new project and return its project.toml."""
    write_new_files(folder, render_new_project(folder, reference, data=data, methodologies=()))
    return (folder / "project.toml").read_text("utf-8")


def fill_in(text: str) -> str:
    """Fill in every place as a person would, with made-up values."""
    answers = {
        "title": '"Roofs"',
        "country": '"LA"',
        "time_zone": '"Asia/Vientiane"',
        "start": "2024-01-01",
        "end": "2024-12-31",
        "value": "0.5",
        "source": '"Illustrative"',
        "columns": '["x"]',
        "measures": '"energy"',
        "unit": '"kWh"',
        "stamp": '"end"',
        "step": '"1 hour"',
        "time_format": '"DD/MM/YYYY HH:MM"',
    }
    for key, answer in answers.items():
        text = re.sub(
            rf'^{key} = (\["{FILL_IN}"\]|"{FILL_IN}"|"")', f"{key} = {answer}", text, flags=re.M
        )
    return text.replace(f'met = "{FILL_IN}", evidence = ""', 'met = true, evidence = "plan"')


@pytest.mark.parametrize("reference", MODULES)
def test_a_new_project_names_every_parameter(tmp_path: Path, reference: str) -> None:
    """Each parameter stands in the file with its title; every criterion waits for an answer."""
    text = write_project(tmp_path / "new", reference)
    module = read_library().find(f"{reference} 1")
    comments = " ".join(line.removeprefix("# ") for line in text.splitlines() if line[:1] == "#")
    for parameter in module.parameters.values():
        assert parameter.name in text
        assert " ".join(parameter.title.split()) in comments
    assert list(tomllib.loads(text)["eligibility"]) == [one.id for one in module.eligibility]


@pytest.mark.parametrize("reference", MODULES)
def test_what_is_left_open_is_refused_in_place(tmp_path: Path, reference: str) -> None:
    """Every place that nobody filled in is a finding of its own, and none is forgotten."""
    text = write_project(tmp_path / "new", reference)
    open_places = [
        line
        for line in text.splitlines()[1:]
        if FILL_IN in line and not line.startswith("# ") and not line.startswith("source =")
    ]
    with pytest.raises(RefusedError) as refusal:
        read_project(tmp_path / "new")
    places = {finding.where.path for finding in refusal.value.findings}
    assert len(places) >= len(open_places)
    assert {"project.title", "monitoring_period.start", "eligibility.1.met"} <= places


@pytest.mark.parametrize("reference", MODULES)
def test_a_filled_in_project_is_read(tmp_path: Path, reference: str) -> None:
    """Nothing but the open places stands between a new project and a project."""
    text = fill_in(write_project(tmp_path / "new", reference))
    assert FILL_IN not in "\n".join(line.partition("#")[0] for line in text.splitlines())
    (tmp_path / "new" / "project.toml").write_text(text, "utf-8")
    project = read_project(tmp_path / "new")
    assert project.title == "Roofs"
    assert project.findings == ()


@pytest.mark.parametrize("reference", MODULES)
def test_the_columns_of_the_readings_are_those_of_the_project(
    tmp_path: Path, reference: str
) -> None:
    """The CSV that comes along has each column that the project file names."""
    text = write_project(tmp_path / "new", reference)
    header = (tmp_path / "new" / "monitoring" / "readings.csv").read_text("utf-8")
    names = set(re.findall(r'^columns = \["(.*)"\]', text, flags=re.M))
    assert names
    assert header == ",".join(["timestamp", *header.strip().split(",")[1:]]) + "\n"
    assert set(header.strip().split(",")[1:]) == names


def test_a_jcm_number_gives_country_and_time_zone(tmp_path: Path) -> None:
    """Nothing is asked that the number tells; without a version the newest is meant."""
    text = write_project(tmp_path / "new", "th_am001")
    project = tomllib.loads(text)["project"]
    assert project["methodology"] == "TH_AM001 ver3.0"
    assert (project["country"], project["time_zone"]) == ("TH", "Asia/Bangkok")


def test_a_country_of_several_zones_names_them(tmp_path: Path) -> None:
    """Which of them is meant is for the person to say."""
    assert zones_of("LA") == ("Asia/Vientiane",)
    text = write_project(tmp_path / "new", "ID_AM013 ver1.0")
    assert (
        "# Zones of the country: Asia/Jakarta, Asia/Jayapura, Asia/Makassar, Asia/Pontianak\n"
        f'time_zone = "{FILL_IN}"'
    ) in text


def test_readings_from_elsewhere_are_copied_and_proposed(tmp_path: Path) -> None:
    """The bytes stay as they are; what the file cannot tell is left open."""
    data = tmp_path / "logger.csv"
    data.write_bytes(AMBIGUOUS.encode())
    text = write_project(tmp_path / "new", "rooftop-solar", data)
    assert (tmp_path / "new" / "monitoring" / "logger.csv").read_bytes() == AMBIGUOUS.encode()
    source = text[text.index("[[monitored.EG.source]]") :].partition("\n\n")[0]
    assert source == (
        "[[monitored.EG.source]]\n"
        'files = "monitoring/logger.csv"\n'
        "# Proposed from what the file holds; please check every line.\n"
        'columns = ["x"]\n'
        f'measures = "{FILL_IN}"   # energy in each step | power | register | state\n'
        f'unit = "{FILL_IN}"   # the header names none\n'
        'time = "Zeit"\n'
        "# Day and month cannot be told apart in 03/04/2017 00:00; the choices are:\n"
        '# time_format = "DD/MM/YYYY HH:MM"\n'
        '# time_format = "MM/DD/YYYY HH:MM"\n'
        f'time_format = "{FILL_IN}"\n'
        "# The first stamp is 03/04/2017 00:00, the last one looked at 05/04/2017 00:00.\n"
        f'stamp = "{FILL_IN}"   # start | end of the step: the logger\'s manual tells\n'
        'step = "1 day"\n'
        'delimiter = ";"\n'
        'decimal = ","'
    )


def test_a_parquet_file_is_proposed_from_as_its_text_would_be(tmp_path: Path) -> None:
    """Columns, step and unit of four half-hours, whose stamps need no format."""
    data = tmp_path / "logger.parquet"
    stamps = [datetime(2017, 3, 1) + timedelta(minutes=30 * n) for n in range(4)]
    pl.DataFrame({"at": stamps, "eg_kwh": [1.5, 2.0, 2.5, 1.0]}).write_parquet(data)
    text = write_project(tmp_path / "new", "rooftop-solar", data)

    assert (tmp_path / "new" / "monitoring" / "logger.parquet").read_bytes() == data.read_bytes()
    for line in ('columns = ["eg_kwh"]', 'unit = "kWh"', 'time = "at"', 'step = "30 minutes"'):
        assert f"{line}\n" in text
    assert "time_format" not in text.partition("[[monitored.EG.source]]")[2]


def test_a_parquet_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """The words are those of the finding."""
    data = tmp_path / "logger.parquet"
    data.write_bytes(b"PAR1" + b"\0" * 40)

    with pytest.raises(UsageError, match="it does not end with PAR1"):
        write_project(tmp_path / "new", "rooftop-solar", data)


def test_a_proposal_is_read_once_it_is_filled_in(tmp_path: Path) -> None:
    """Every line of a proposal is one that a project may have."""
    data = tmp_path / "logger.csv"
    data.write_bytes(AMBIGUOUS.encode())
    text = fill_in(write_project(tmp_path / "new", "rooftop-solar", data))
    (tmp_path / "new" / "project.toml").write_text(text, "utf-8")
    (source,) = read_project(tmp_path / "new").monitored["EG"][0].sources
    assert (source.delimiter, source.decimal, str(source.step)) == (";", ",", "1 day")


def test_readings_inside_the_folder_stay_where_they_are(tmp_path: Path) -> None:
    """A packed file is looked into; it is named by its path inside the project."""
    folder = tmp_path / "new"
    folder.mkdir()
    data = folder / "roof x.csv.gz"
    data.write_bytes(gzip.compress(AMBIGUOUS.encode()))
    assert 'files = "roof x.csv.gz"\n' in write_project(folder, "rooftop-solar", data)
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitattributes",
        "project.toml",
        "roof x.csv.gz",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x1f\x8b\x08damaged", "the gzip file is damaged."),
        (b"a,b\n\x00", "it holds NUL bytes; expected a table as text (CSV)."),
    ],
)
def test_readings_that_cannot_be_proposed_from_are_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    """The file is named, and nothing is written."""
    data = tmp_path / "logger.csv"
    data.write_bytes(content)
    with pytest.raises(UsageError) as refusal:
        write_project(tmp_path / "new", "rooftop-solar", data)
    assert str(refusal.value) == f"{data}: {message}"
    assert not (tmp_path / "new").exists()


def test_git_is_told_to_leave_readings_alone(tmp_path: Path) -> None:
    """A checkout on another machine must not turn line ends, or digests change."""
    write_project(tmp_path / "new", "rooftop-solar")
    attributes = (tmp_path / "new" / ".gitattributes").read_text("utf-8").splitlines()
    assert "*.csv -text" in attributes


def test_every_kind_of_parameter_has_its_lines() -> None:
    """Categories name their choices, defaults and periods ask for nothing, options stay marks."""
    module = parse_everything()
    text = render_project(
        module,
        "everything 2",
        country=None,
        zones=(),
        file="monitoring/readings.csv",
        proposal=None,
    )
    assert render_header(module) == "timestamp,EC [kWh],T [delta_degC]\n"
    for lines in (
        '[[sets.chiller.member]]\nid = "chiller-1"\n',
        '[[fixed.use]]\nchiller = "chiller-1"\nvalue = "FILL IN"   # one of: ac, process\n',
        "# COP [1]: Reference COP.\n"
        "# The methodology's own value (chosen by other values) counts; nothing to fill in.\n",
        "# EF [tCO2/MWh]: Factor.\n"
        "# The methodology's own value (0.5) counts; nothing to fill in.\n",
        "# Optional: remove these lines, or the marks in front of them.\n# [fixed.N]\n",
        'measures = "state"     # energy in each step | power | register | state\n'
        'unit = "delta_degC"\n',
    ):
        assert lines in text
    assert tomllib.loads(text)["fixed"].keys() == {"use", "CAP"}


def test_a_column_is_found_by_the_name_of_its_parameter(tmp_path: Path) -> None:
    """Two parameters take their own columns of one file; what is no number there is missing."""
    data = tmp_path / "logger.csv"
    rows = [f"2017-03-01 {hour:02}:00,{hour % 5}.5,{hour}" for hour in range(24)]
    rows[3] = "2017-03-01 03:00,Bad,3"
    data.write_text("\n".join(["t,EC_IT_kwh,ecdc (MWh)", *rows, ""]), "utf-8")
    text = write_project(tmp_path / "new", "data-center-efficiency", data)
    sources = [part.partition("\n\n")[0] for part in text.split(".source]]\n")[1:]]
    assert sources[0] == (
        'files = "monitoring/logger.csv"\n'
        "# Proposed from what the file holds; please check every line.\n"
        'columns = ["EC_IT_kwh"]\n'
        'measures = "energy"\n'
        'unit = "kWh"\n'
        'time = "t"\n'
        "# The first stamp is 2017-03-01 00:00, the last one looked at 2017-03-01 23:00.\n"
        f'stamp = "{FILL_IN}"   # start | end of the step: the logger\'s manual tells\n'
        'step = "1 hour"\n'
        'missing = ["Bad"]   # no reading, not zero'
    )
    assert sources[1] == (
        'files = "monitoring/logger.csv"\n'
        "# Proposed from what the file holds; please check every line.\n"
        'columns = ["ecdc (MWh)"]\n'
        "# A register, as it only rises; the energy of each step needs stamp and step.\n"
        'measures = "register"\n'
        'unit = "MWh"\n'
        'time = "t"'
    )


def test_columns_that_no_parameter_is_named_after_are_listed(tmp_path: Path) -> None:
    """Which column is meant is for the person to say."""
    data = tmp_path / "logger.csv"
    data.write_text("t,a,b\n2017-03-01,1,2\n2017-03-02,2,1\n2017-03-03,1,2\n", "utf-8")
    text = write_project(tmp_path / "new", "rooftop-solar", data)
    assert f'# Columns of numbers: "a", "b"\ncolumns = ["{FILL_IN}"]\n' in text
