"""A small methodology with one parameter of each kind, and projects that use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.errors import RefusedError
from jcm_mrv.methodology.loading import parse_methodology
from jcm_mrv.project.checking import check_project
from jcm_mrv.project.reading import read_project

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project

Read = Callable[..., "Project"]
Lines = Callable[..., list[str]]

METHODOLOGY = b"""
schema = "jcm-mrv/methodology/1"
id = "roofs-and-rooms"
version = "1.0.0"
title = "For tests"
summary = "One parameter of each kind."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "none"
url = "https://example.org/"
[[approved]]
number = "LA_AM001"
version = "1.0"
country = "LA"
read = "list"
[[eligibility]]
id = "1"
text = "The plant is new."
[[eligibility]]
id = "2"
text = "Meters are installed."
[[emission_sources]]
in = "reference"
source = "Grid"
gas = "CO2"
[units]
lamp = "a lamp"
[sets.system]
title = "PV systems"
[parameters.EG]
symbol = "EG"
title = "generation"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
options = ["B", "C"]
over = "system"
[parameters.EF_RE]
symbol = "EF"
title = "factor of a system"
kind = "fixed"
unit = "tCO2/MWh"
over = "system"
[parameters.EC]
symbol = "EC"
title = "consumption"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "high"
options = ["C"]
[parameters.T]
symbol = "T"
title = "temperature"
kind = "monitored"
unit = "degC"
aggregate = "mean"
conservative = "high"
options = ["C"]
[parameters.place]
symbol = "c"
title = "where it is metered"
kind = "category"
values = ["ups-output", "pdu-output"]
optional = true
[parameters.EF]
symbol = "EF"
title = "factor of the grid"
kind = "fixed"
unit = "tCO2/MWh"
[parameters.N]
symbol = "N"
title = "lamps"
kind = "fixed"
unit = "lamp"
[parameters.K]
symbol = "K"
title = "a default"
kind = "default"
unit = "1"
value = 1.5
source = "somewhere"
[parameters.D]
symbol = "D"
title = "days"
kind = "period"
unit = "day"
[equations.RE]
symbol = "RE"
section = "F"
title = "reference"
unit = "tCO2"
formula = "sum(EG[i] * EF_RE[i] for i in system)"
[equations.PE]
symbol = "PE"
section = "G"
title = "project"
unit = "tCO2"
formula = "EC * EF * K"
[equations.ER]
symbol = "ER"
section = "H"
title = "reductions"
unit = "tCO2"
formula = "RE - PE"
[[plausibility]]
title = "days"
formula = 'D >= q("1 day") and T >= q("1 degC") and N > q("0 lamp") and place == "ups-output"'
severity = "warning"
"""

BASE = """
schema = "jcm-mrv/project/1"
[project]
reference_number = "LA001"
title = "A project"
country = "LA"
methodology = "LA_AM001 ver1.0"
time_zone = "Asia/Vientiane"
start_of_operation = 2017-03-01
[monitoring_period]
start = 2017-03-01
end = 2018-02-28
[eligibility]
1 = { met = true, evidence = "PDD B.2" }
2 = { met = true, evidence = "PDD B.2" }
[fixed.EF]
value = 0.5546
unit = "tCO2/MWh"
source = "PDD B.3"
[fixed.N]
value = 40
unit = "lamp"
source = "inventory"
[[fixed.EF_RE]]
system = "roof-a"
value = 500
unit = "kgCO2/MWh"
source = "PDD B.3"
[[monitored.EG]]
system = "roof-a"
option = "C"
meter = "M1"
[[monitored.EG.source]]
files = "pv/*.csv"
columns = "kw"
measures = "power"
unit = "kW"
time = "stamp"
stamp = "end"
step = "15 minutes"
[monitored.EC]
point = 1
option = "C"
meter = "M1"
rated = { value = 90, unit = "kW" }
estimate = { value = 520, unit = "MWh" }
[[monitored.EC.source]]
files = ["a.csv", "b.csv"]
columns = ["c1", "c2"]
measures = "register"
unit = "kWh"
time = "stamp"
multiplier = 60
[monitored.T]
[[monitored.T.source]]
files = "t.csv"
columns = ["t"]
measures = "state"
unit = "degC"
time = "stamp"
stamp = "start"
step = "1 day"
[[meters]]
id = "M1"
serial_number = "1"
class = "0.5S"
standard = "IEC 62053-22"
mpe = { value = 0.5, unit = "%", source = "certificate 1" }
ct = 60
calibrations = [
  { date = 2018-02-01, certificate = "2" },
  { date = 2016-02-01, valid_until = 2019-01-31, certificate = "1" },
]
"""


@pytest.fixture(scope="session")
def methodology() -> Methodology:
    """Return the methodology of these tests."""
    return parse_methodology(METHODOLOGY, file="methodology.toml", origin="test", folder=None)


@pytest.fixture
def read(tmp_path: Path, methodology: Methodology) -> Read:
    """Return a function that reads the base project with replacements and further files.

    A replacement is a pair of texts, the first of which has to occur; ``extra`` is put behind
    the whole, and further keyword arguments name files by their content.
    """

    def read(
        *replacements: tuple[str, str], extra: str = "", files: dict[str, str] | None = None
    ) -> Project:
        text = BASE
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        (tmp_path / "project.toml").write_text(text + extra, encoding="utf-8")
        for name, content in (files or {}).items():
            (tmp_path / name).write_text(content, encoding="utf-8", newline="")
        return read_project(tmp_path, lambda reference: methodology.units)

    return read


@pytest.fixture
def refuse(read: Read) -> Lines:
    """Return a function that reads a project and gives the lines of the refusal."""

    def refuse(*args: tuple[str, str], extra: str = "") -> list[str]:
        with pytest.raises(RefusedError) as caught:
            read(*args, extra=extra)
        return [finding.line() for finding in caught.value.findings]

    return refuse


@pytest.fixture
def judge(read: Read, methodology: Methodology) -> Lines:
    """Return a function that reads and judges a project and gives the lines of the findings."""

    def judge(
        *args: tuple[str, str], extra: str = "", files: dict[str, str] | None = None
    ) -> list[str]:
        project = read(*args, extra=extra, files=files)
        return [
            f"{finding.severity}: {finding.line()}"
            for finding in check_project(project, methodology)
        ]

    return judge
