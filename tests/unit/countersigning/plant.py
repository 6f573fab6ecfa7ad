"""A small plant with one meter in steps and one register, its report, and a form filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.cases.projects import fixed, head
from tests.unit.sampling.test_sample import hours

from jcm_mrv.countersigning.evidence import Evidence, Wish, Witness
from jcm_mrv.countersigning.opinion import Derived, derive_opinion
from jcm_mrv.countersigning.reading import Form, parse_form
from jcm_mrv.countersigning.writing import render_form
from jcm_mrv.report.reading import ParsedReport, parse_report
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.countersigning.opinion import Verdict

PROJECT = (
    head("data-center-efficiency 1", "2017-01-01", "2017-01-03")
    + fixed("PUE_RE", "2")
    + fixed("EF_elec", "1", "tCO2/MWh")
    + """
[monitored.EC_IT]
point = 1
option = "C"
meter = "IT"
[[monitored.EC_IT.source]]
files = "it.csv"
columns = ["v"]
measures = "energy"
unit = "MWh"
time = "t"
stamp = "start"
step = "1 hour"
[monitored.EC_DC]
point = 2
option = "C"
meter = "DC"
rated = { value = 1, unit = "MW" }
[[monitored.EC_DC.source]]
files = "dc.csv"
columns = ["v"]
measures = "register"
unit = "MWh"
time = "t"
multiplier = 20
[[meters]]
id = "IT"
serial_number = "S-1"
class = "0.5S"
mpe = { value = 0.5, unit = "%", source = "by hand" }
calibrations = [
  { date = 2016-12-01, valid_until = 2017-12-01, certificate = "C-1" },
  { date = 2017-12-01, valid_until = 2018-12-01, certificate = "C-2" },
]
[[meters]]
id = "DC"
serial_number = "S-2"
class = "0.5S"
ct = 20
mpe = { value = 0.5, unit = "%", source = "by hand" }
calibrations = [
  { date = 2016-12-01, valid_until = 2017-12-01, certificate = "C-1" },
  { date = 2017-12-01, valid_until = 2018-12-01, certificate = "C-2" },
]
"""
)
COUNTS = (
    "t,v\n2017-01-01 00:00,100\n2017-01-02 00:00,101\n2017-01-03 00:00,102\n2017-01-04 00:00,103\n"
)

SITE = """
[[meter]]
id = "IT"
serial_number = "S-1"
clock_offset = 12
[[meter]]
id = "DC"
serial_number = "S-2"
ct = 20
clock_offset = 0
register = { value = 101.5, unit = "MWh", time = 2017-01-02T12:00:00 }
"""


@dataclass(frozen=True)
class Plant:
    """Hold a plant's report, what its data say, and the text of a form that is filled in."""

    report: ParsedReport
    evidence: Evidence
    form: str

    def read(self, text: str | None = None) -> Form:
        """Return a form as it is read."""
        data = (self.form if text is None else text).encode()
        return parse_form(data, "form.toml", self.report.sha256, self.report.document)

    def derive(self, text: str | None = None, verdict: Verdict = "REPRODUCED") -> Derived:
        """Return what follows from a form."""
        return derive_opinion(self.read(text), self.report.document, verdict, self.evidence)

    def reasons(self, text: str | None = None, verdict: Verdict = "REPRODUCED") -> list[str]:
        """Return the reasons against a positive opinion: place and code."""
        derived = self.derive(text, verdict)
        assert (derived.opinion == "Positive") == (not derived.reasons)
        return [f"{one.where}: {one.code}" for one in derived.reasons]

    def changed(self, old: str, new: str) -> str:
        """Return the form with a part of it changed that stands there."""
        assert old in self.form
        return self.form.replace(old, new, 1)


def make_plant(folder: Path, project: str = PROJECT, counts: str = COUNTS) -> Plant:
    """Write the plant, calculate it, and fill in its form.

    Of 72 MWh of the equipment and 3 x 20 = 60 MWh of the centre, at 2 and 1 t/MWh, 144 - 60 = 84 t
    remain.
    """
    (folder / "project.toml").write_text(project, "utf-8")
    (folder / "it.csv").write_text(hours("2017-01-01 00:00", 72), "utf-8")
    (folder / "dc.csv").write_text(counts, "utf-8")
    report = parse_report(calculate(folder).report_bytes)
    witness = Witness(Wish(report.sha256, 2, "1"))
    calculate(folder, look=witness)
    assert witness.seen is not None
    text = render_form(report.document, report.sha256, witness.seen.sample)
    return Plant(report, witness.seen, fill(text))


def fill(text: str) -> str:
    """Fill in a new form as a verifier does who found nothing."""
    typed = {
        'organisation = ""': 'organisation = "Tester Ltd."',
        'accreditation = ""': 'accreditation = "TPE-XX-001"',
        "names = []": 'names = ["A. Verifier"]',
        'level = ""': 'level = "reasonable"',
        "# materiality = ": "materiality = ",
        "# completed = ": "completed = ",
        'conclusion = ""\nclosed = false': 'conclusion = "seen"\nclosed = true',
        "traced = false": "traced = true",
    }
    for old, new in typed.items():
        assert old in text, old
        text = text.replace(old, new)
    before, _, after = text.partition("[[meter]]")
    return before + SITE + after[after.index("# Readings to trace") :]
