"""What of a project is judged by the calendar, the map and the JCM: period, zone, country."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from jcm_mrv.countries import NO_COUNTRY, PARTNERS, country_of_number, suggest_country
from jcm_mrv.findings import Finding, Place, Severity
from jcm_mrv.methodology.reference import parse_reference
from jcm_mrv.project.values import printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project

# The NDC period begins in 2021; conventional credits end with 2020 (facts 1.2, "Pre-2021").
_EVE_OF_NDC = dt.date(2020, 12, 31)


def check_period(project: Project) -> Iterator[Finding]:
    """Judge the monitoring period: its order, the start of operation, cuts, the end of 2020."""
    start, end = project.start, project.end
    if end < start:
        yield _error(
            project,
            "P040",
            "monitoring_period.end",
            f"the period ends ({end}) before it starts ({start}); both days are inclusive",
        )
        return
    operation = project.start_of_operation
    if operation is not None and start < operation:
        yield _error(
            project,
            "P041",
            "monitoring_period.start",
            f"the period starts on {start}, before the start of operation ({operation});"
            " nothing before that day earns credits: start the period on that day",
        )
    if start <= _EVE_OF_NDC < end:
        yield _finding(
            project,
            "P044",
            "monitoring_period",
            f"the period {start} to {end} crosses 31 December 2020, the eve of the NDC period;"
            " the published periods end there: report it as two periods, unless your Joint"
            " Committee says otherwise",
            "note",
        )
    for cut in project.cuts:
        if not start < cut <= end:
            yield _error(
                project,
                "P045",
                "monitoring_period.cuts",
                f"the cut {cut} is not inside of the period; a cut is the first day of a new line,"
                f" from {start + dt.timedelta(days=1)} to {end}",
            )


def check_schemes(project: Project) -> Iterator[Finding]:
    """Judge other schemes: one that overlaps the period may claim the same tonnes."""
    for scheme in project.other_schemes:
        first = max(scheme.start or project.start, project.start)
        last = min(scheme.end or project.end, project.end)
        if first > last:
            continue
        number = f" ({printable(scheme.reference)})" if scheme.reference else ""
        message = (
            f'the project claims "{printable(scheme.scheme)}"{number} from {first} to {last} too,'
            " inside of the monitoring period"
        )
        if scheme.resolution is None:
            message += (
                ": a tonne is credited once; correct its start and end, or say with"
                ' resolution = "…" how double claiming is avoided'
            )
        else:
            message += f'; the project says: "{printable(scheme.resolution, 200)}"'
        span = (
            dt.datetime.combine(first, dt.time()),
            dt.datetime.combine(last + dt.timedelta(days=1), dt.time()),
        )
        severity: Severity = "error" if scheme.resolution is None else "warning"
        yield Finding("P070", severity, scheme.place, message, span=span)


def check_zones(project: Project) -> Iterator[Finding]:
    """Judge the names of time zones by the list of the tzdata package, not the machine's."""
    places = [(Place(project.file, "project.time_zone"), project.time_zone)]
    for points in project.monitored.values():
        for point in points:
            for source in point.tables:
                if source.time_zone is not None:
                    place = Place(source.place.file, f"{source.path}.time_zone")
                    places.append((place, source.time_zone))
    for place, zone in places:
        if zone not in known_zones():
            yield Finding(
                "P042",
                "error",
                place,
                f'"{printable(zone)}" is not a time zone{_suggest_zone(zone)}',
            )


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Return the names of all zones of the pinned tzdata package."""
    text = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(text.split())


def _suggest_zone(zone: str) -> str:
    by_city = {known.rpartition("/")[2].casefold(): known for known in sorted(known_zones())}
    city = by_city.get(zone.rpartition("/")[2].replace(" ", "_").casefold())
    if city is not None:
        return f'; did you mean "{city}"?'
    return nearest(zone, sorted(known_zones())) or "; a name such as Asia/Manila is expected"


def check_country(project: Project) -> Iterator[Finding]:
    """Judge the country: a JCM partner, and that of the JCM number."""
    country = project.country
    if country == NO_COUNTRY:
        yield _finding(
            project,
            "P026",
            "project.country",
            'country = "none" is a trial run outside of the JCM: no credits are stated,'
            " and the eligibility criteria are not asked",
            "note",
        )
        return
    if country not in PARTNERS:
        yield _error(
            project,
            "P022",
            "project.country",
            f'"{printable(country)}" is not a partner country of the JCM{_suggest(country)}',
        )
        return
    # As the library reads it: "JCM_LA_AM001_ver01.0" is of Lao PDR too.
    number_country = country_of_number(parse_reference(project.methodology).name)
    if number_country is not None and number_country != country:
        yield _error(
            project,
            "P023",
            "project.country",
            f'the project lies in "{country}", but "{printable(project.methodology)}" was approved'
            f' for "{number_country}"; use a number of "{country}", or name the module',
        )


def _suggest(country: str) -> str:
    if country.casefold() == NO_COUNTRY:
        return f'; did you mean "{NO_COUNTRY}", a trial run?'
    near = suggest_country(country)
    if near is not None:
        return f'; did you mean "{near.code}" ({near.name})?'
    return f' (expected an ISO 3166-1 code such as "LA"; a trial run has country = "{NO_COUNTRY}")'


def check_eligibility(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge the answers to the criteria; a trial run outside of the JCM is not asked."""
    if project.country == NO_COUNTRY:
        return
    known = {criterion.id: criterion for criterion in methodology.eligibility}
    for criterion in methodology.eligibility:
        place = Place(project.file, f"eligibility.{criterion.id}")
        answer = project.eligibility.get(criterion.id)
        if answer is None:
            yield Finding(
                "P030",
                "error",
                place,
                f'criterion {criterion.id} is not answered: "{criterion.text}"; write'
                f' {criterion.id} = {{ met = true, evidence = "…" }} under [eligibility]',
            )
        elif not answer.met:
            yield Finding(
                "P031",
                "error",
                answer.place,
                f'criterion {criterion.id} is not met: "{criterion.text}";'
                " a project that does not meet it earns no credits under this methodology",
            )
    for name, answer in project.eligibility.items():
        if name not in known:
            yield Finding(
                "P032",
                "error",
                answer.place,
                f'"{printable(name)}" is not a criterion of {methodology.id}{nearest(name, known)}',
            )


def check_gwp_set(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge the choice of a set of global warming potentials."""
    offered, chosen = methodology.gwp_sets, project.gwp_set
    if chosen is None and len(offered) > 1:
        listed = ", ".join(offered)
        yield _error(
            project,
            "P025",
            "project.gwp_set",
            f"{methodology.id} offers several sets of global warming potentials ({listed});"
            f' choose one: gwp_set = "{offered[0]}"',
        )
    elif chosen is not None and chosen not in offered:
        hint = nearest(chosen, offered) if offered else f"; {methodology.id} needs no such set"
        yield _error(
            project,
            "P025",
            "project.gwp_set",
            f'"{printable(chosen)}" is not a set of global warming potentials here{hint}',
        )


def _error(project: Project, code: str, path: str, message: str) -> Finding:
    return _finding(project, code, path, message, "error")


def _finding(project: Project, code: str, path: str, message: str, severity: Severity) -> Finding:
    return Finding(code, severity, Place(project.file, path), message)
