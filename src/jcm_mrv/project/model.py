"""A project as the rest of the program sees it: frozen records, exact numbers, local times.

What concerns the monitoring lies in :mod:`jcm_mrv.project.monitoring`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcm_mrv.project.monitoring import Placed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.project.monitoring import Event, Meter, Monitored, Quantity


@dataclass(frozen=True, slots=True)
class FixedValue(Placed):
    """Hold a value that the project fixes before monitoring, with where it was read.

    Args:
        place: where it was written.
        value: exact number, or the text of a category.
        unit: as written; None where none was.
        source: where the value was read; empty where the project does not say.
        start: first day on which it holds; None means from the start of the period.
        until: last day on which it holds, inclusive; None means to the end.
        set_name: the set that ``member`` belongs to.
        member: member of the set, for an indexed parameter.
    """

    value: Fraction | str
    unit: str | None = None
    source: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    set_name: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Member(Placed):
    """Hold one member of a set, such as one roof of a solar project.

    Args:
        place: where it was written.
        id: its name in ``where`` columns, sources and messages.
        start: first day on which it belongs to the project; None means always.
        end: last day, inclusive; None means always.
    """

    id: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Answer(Placed):
    """Hold the answer to one eligibility criterion."""

    met: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Participant(Placed):
    """Hold a project participant, for the report."""

    name: str
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Responsible(Placed):
    """Hold who is responsible for a part of the monitoring, for the report."""

    name: str
    role: str
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class OtherScheme(Placed):
    """Hold another scheme that the same reductions are registered or claimed under.

    Args:
        place: where it was written.
        scheme: its name.
        reference: the project's number there.
        start: first day; None means since ever.
        end: last day, inclusive; None means that it goes on.
        resolution: how it is kept from counting a tonne twice; None where nobody says.
        comment: what a reader must know.
    """

    scheme: str
    reference: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    resolution: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousPeriod(Placed):
    """Hold what the report of the period before said.

    Args:
        place: where it was written.
        start: first day.
        end: last day, inclusive.
        monitored: sums by parameter, all members together.
        reductions: emission reductions of the whole period.
        report: reference of that report.
        explanation: why this period differs, where it does.
    """

    start: dt.date
    end: dt.date
    monitored: Mapping[str, Quantity] = field(default_factory=dict)
    reductions: Quantity | None = None
    report: str = ""
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Estimate(Placed):
    """Hold what was expected of a full year before monitoring began.

    Args:
        place: where it was written.
        reductions: emission reductions of a full year.
        source: where that was read.
        explanation: why more was reduced, where it was.
    """

    reductions: Quantity | None = None
    source: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Location(Placed):
    """Hold where the project lies; latitude and longitude in decimal degrees, north and east."""

    text: str | None = None
    region: str | None = None
    city: str | None = None
    latitude: Fraction | None = None
    longitude: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ReportInfo(Placed):
    """Hold what the report's cover says; its date is the project's, never the clock's.

    Args:
        place: where it was written.
        version: of the monitoring report.
        date: its day.
        prepared_by: who wrote it.
        comment: what a reader must know.
        confidential: words for what a public version keeps back, in the order written.
        blinding: 64 random digits, so that no guess can be tested against the report's digest.
    """

    version: str | None = None
    date: dt.date | None = None
    prepared_by: str | None = None
    comment: str | None = None
    confidential: tuple[str, ...] = ()
    blinding: str | None = None


@dataclass(frozen=True, slots=True)
class InputFile:
    """Hold the identity of a file that the project was read from.

    Args:
        path: POSIX path relative to the project's folder.
        sha256: of its bytes, in hexadecimal.
        size: [bytes].
        rows: rows of data, for a table.
    """

    path: str
    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """Hold a whole project.

    Args:
        folder: the folder that every other file lies in.
        file: name of the project file in it.
        title: as registered.
        country: ISO 3166-1 alpha-2 of a JCM partner, or ``none`` for a trial run.
        methodology: the reference as written, such as ``LA_AM001 ver1.0``.
        time_zone: IANA name.
        start: first day of the monitoring period.
        end: last day, inclusive.
        reference_number: such as ``LA001``.
        start_of_operation: first day of operation.
        cuts: further days at which a new line of the result starts, ascending.
        gwp_set: such as ``AR5``, where the methodology offers several.
        fixed: values by parameter; an indexed one has an entry a member.
        monitored: points by parameter; an indexed one has an entry a member.
        sets: members by set, in the order written.
        meters: by id.
        events: in the order written.
        eligibility: answers by criterion.
        participants: in the order written.
        responsible: in the order written.
        other_schemes: in the order written.
        previous_period: what the report before said.
        estimate: what was expected of a full year.
        location: where it lies.
        until: last day that data are said to reach to, in a period that still runs.
        report: what the cover says.
        inputs: project.toml and the tables that it was read from, sorted by path.
        findings: what is wrong with those tables; ``check_project`` hands them on.
    """

    folder: Path
    file: str
    title: str
    country: str
    methodology: str
    time_zone: str
    start: dt.date
    end: dt.date
    reference_number: str | None = None
    start_of_operation: dt.date | None = None
    cuts: tuple[dt.date, ...] = ()
    gwp_set: str | None = None
    fixed: Mapping[str, tuple[FixedValue, ...]] = field(default_factory=dict)
    monitored: Mapping[str, tuple[Monitored, ...]] = field(default_factory=dict)
    sets: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    meters: Mapping[str, Meter] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    eligibility: Mapping[str, Answer] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    other_schemes: tuple[OtherScheme, ...] = ()
    previous_period: PreviousPeriod | None = None
    estimate: Estimate | None = None
    location: Location | None = None
    until: dt.date | None = None
    report: ReportInfo | None = None
    inputs: tuple[InputFile, ...] = ()
    findings: tuple[Finding, ...] = ()
