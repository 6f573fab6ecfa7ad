"""The cover of a report: whose it is, of what period, by which methodology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.countries import NO_COUNTRY

if TYPE_CHECKING:
    from jcm_mrv.report.model_project import Location
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Participant:
    """Hold a project participant, its country in words."""

    name: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold what stands on the cover; a text is empty where the project says nothing of it.

    Args:
        title: of the project.
        reference_number: of the JCM.
        country: host country in words.
        methodology: number and version as the project names them, and the title of the module.
        module: the module that was used, with its version.
        fidelity: sentence on how its equations came to be.
        transcribed: whether the equations were taken from the approved text.
        period: monitoring period in words.
        start: first day.
        end: last day.
        start_of_operation: day in words.
        time_zone: whose days count.
        location: where the project lies.
        participants: in the project's order.
        version: of the monitoring report.
        date: of it, in words.
        prepared_by: who prepared it.
        comment: of the project on its report.
        sha256: of the report's bytes.
    """

    title: str
    reference_number: str
    country: str
    methodology: str
    module: str
    fidelity: str
    transcribed: bool
    period: str
    start: str
    end: str
    start_of_operation: str
    time_zone: str
    location: str
    participants: tuple[Participant, ...]
    version: str
    date: str
    prepared_by: str
    comment: str
    sha256: str


def cover_of(parsed: ParsedReport, language: Language) -> Cover:
    """Return what stands on the cover of a report."""
    project, methodology = parsed.report.project, parsed.report.methodology
    period, words = project.monitoring_period, project.report
    number = methodology.number or project.methodology
    date = words and words.date
    operation = project.start_of_operation
    return Cover(
        title=project.title,
        reference_number=project.reference_number or "",
        country=country_of(project.country, language),
        methodology=language.labelled(number, language.known(methodology.title)),
        module=f"{methodology.id} {methodology.version}",
        fidelity=fidelity_of(methodology.fidelity, language),
        transcribed=methodology.fidelity == "transcribed",
        period=language.period(period.start, period.end),
        start=period.start,
        end=period.end,
        start_of_operation=language.day(operation) if operation else "",
        time_zone=project.time_zone,
        location=_location(project.location, language),
        participants=tuple(
            Participant(
                one.name, country_of(one.country or "", language), language.known(one.role or "")
            )
            for one in project.participants
        ),
        version=(words and words.version) or "",
        date=language.day(date) if date else "",
        prepared_by=(words and words.prepared_by) or "",
        comment=(words and words.comment) or "",
        sha256=parsed.sha256,
    )


def country_of(code: str, language: Language) -> str:
    """Return a country in words; a trial run has none."""
    _ = language.text
    return (
        _("none: a trial run outside of the JCM") if code == NO_COUNTRY else language.country(code)
    )


def fidelity_of(fidelity: str, language: Language) -> str:
    """Return the notice on where a module's equations come from."""
    _ = language.text
    if fidelity == "transcribed":
        return _("The equations were transcribed from the approved methodology.")
    return _(
        "The equations were reconstructed from the published summary of the methodology, "
        "not from its approved text."
    )


def _location(location: Location | None, language: Language) -> str:
    if location is None:
        return ""
    parts = [location.text, location.city, location.region]
    if location.latitude and location.longitude:
        parts.append(f"{location.latitude}°, {location.longitude}°")
    return language.listed(part or "" for part in parts)
