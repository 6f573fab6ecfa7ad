"""The parameters of a report, in the columns that the JCM's monitoring report sheet has.

Columns (a) to (k) of Table 1 are those of facts/jcm-process 2.1: monitoring period, monitoring
point number, parameter, description of data, monitored values, units, monitoring option, source
of data, measurement methods and procedures, monitoring frequency, other comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.reported.meters import meter_lines
from jcm_mrv.views.reported.shown import Shown, show_number
from jcm_mrv.views.reported.sources import source_lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from jcm_mrv.report.model import Meter, Value
    from jcm_mrv.report.model_project import Parameter, Point
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Monitored:
    """Hold a row of Table 1: a parameter, or a member of it, at its monitoring point.

    Args:
        index: of the point in ``project.monitored``.
        name: as formulas write it.
        member: of the set, or empty.
        symbol: as the JCM document typesets it.
        period: (a) in words.
        point: (b) as the project numbers it, or empty.
        description: (d) what is measured.
        values: (e) one for each segment, in order.
        unit: (f).
        option: (g) ``A``, ``B``, ``C`` or empty.
        sources: (h) where the data come from, a line each.
        methods: (i) measurement methods and procedures, a line each.
        frequency: (j).
        comment: (k).
        estimate: of the plan for a full year, if any.
        meter: id, or empty.
    """

    index: int
    name: str
    member: str
    symbol: str
    period: str
    point: str
    description: str
    values: tuple[Shown, ...]
    unit: str
    option: str
    sources: tuple[str, ...]
    methods: tuple[str, ...]
    frequency: str
    comment: str
    estimate: Shown | None
    meter: str


@dataclass(frozen=True, slots=True)
class Given:
    """Hold a value that is not monitored: fixed by the project, or a default of the methodology.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        symbol: as the JCM document typesets it.
        description: what it is.
        value: number, or None for a category.
        text: of a category, or empty.
        unit: of the number.
        source: where it was read.
        time: from when to when it holds, or empty for the whole period.
    """

    name: str
    member: str
    symbol: str
    description: str
    value: Shown | None
    text: str
    unit: str
    source: str
    time: str


def options_of(language: Language) -> dict[str, str]:
    """Return the monitoring options in words: the legend under the JCM's tables.

    Source: ADB, Handbook for Developing JCM Projects, 4.6.1 (facts/jcm-process 1.2).
    """
    _ = language.text
    return {
        "A": _(
            "Option A: publicly recognised data that others measured, such as statistics and "
            "specifications"
        ),
        "B": _(
            "Option B: the amount of a transaction, measured by equipment; evidence such as "
            "invoices"
        ),
        "C": _("Option C: measured here with equipment; measured values"),
    }


def monitored_of(
    parsed: ParsedReport, language: Language, most: int | None = None
) -> tuple[Monitored, ...]:
    """Return the rows of Table 1, in the project's order; the first so many, or all."""
    report = parsed.report
    meters = {one.id: one for one in reversed(report.meters)}
    parameters = {one.name: one for one in report.methodology.parameters}
    period = report.project.monitoring_period
    words = language.period(period.start, period.end)
    values: dict[tuple[str, str], list[Shown]] = {}
    points = report.project.monitored[:most]
    wanted = {(one.parameter, one.member or "") for one in points}
    for index, one in enumerate(report.values):
        for member, shown in _values(one, f"/values/{index}", wanted, language):
            values.setdefault((one.name, member), []).append(shown)
    rows = []
    for index, point in enumerate(points):
        parameter = parameters.get(point.parameter)
        member, unit = point.member or "", (parameter and parameter.unit) or "1"
        rows.append(
            Monitored(
                index=index,
                name=point.parameter,
                member=member,
                symbol=parameter.symbol if parameter else point.parameter,
                period=words,
                point=point.point or "",
                description=_description(parameter, language),
                values=tuple(values.get((point.parameter, member), ())),
                unit=unit,
                option=point.option or "",
                sources=source_lines(point, language),
                methods=_methods(meters, point, language),
                frequency=point.frequency or "",
                comment=point.comment or "",
                estimate=_estimate(point, index, language),
                meter=point.meter or "",
            )
        )
    return tuple(rows)


def fixed_of(
    parsed: ParsedReport, language: Language, most: int | None = None
) -> tuple[Given, ...]:
    """Return the rows of Table 2, in the project's order; the first so many, or all.

    They are what the project fixes ex ante, categories included.
    """
    parameters = {one.name: one for one in parsed.report.methodology.parameters}
    rows = []
    for index, one in enumerate(parsed.report.project.fixed[:most]):
        parameter = parameters.get(one.name)
        is_text = parameter is not None and parameter.kind == "category"
        unit = one.unit or ""
        rows.append(
            Given(
                name=one.name,
                member=one.member or "",
                symbol=parameter.symbol if parameter else one.name,
                description=_description(parameter, language),
                value=None if is_text else _fixed_value(one.value, index, language, unit),
                text=language.known(one.value) if is_text else "",
                unit=unit,
                source=one.source,
                time=_time(one.start, one.until, language),
            )
        )
    return tuple(rows)


def defaults_of(parsed: ParsedReport, language: Language) -> tuple[Given, ...]:
    """Return the methodology's own values, each row of a lookup for itself."""
    rows = []
    for index, one in enumerate(parsed.report.methodology.parameters):
        at, unit = f"/methodology/parameters/{index}", one.unit or "1"
        entries = [(one.value, f"{at}/value", one.source or "", "")] if one.value else []
        entries += [
            (row.value, f"{at}/lookup/{number}/value", row.source, _conditions(row.when, language))
            for number, row in enumerate(one.lookup or ())
        ]
        rows += [
            Given(
                name=one.name,
                member="",
                symbol=one.symbol,
                description=_description(one, language),
                value=show_number(value, place, language, unit),
                text=condition,
                unit=unit,
                source=source,
                time="",
            )
            for value, place, source, condition in entries
        ]
    return tuple(rows)


def _values(
    one: Value, at: str, wanted: Container[tuple[str, str]], language: Language
) -> Iterator[tuple[str, Shown]]:
    unit = one.unit or ""
    if one.value is not None and (one.name, "") in wanted:
        yield "", show_number(one.value, f"{at}/value", language, unit)
    for number, (member, value) in enumerate(
        zip(one.members or (), one.values or (), strict=False)
    ):
        if (one.name, member) in wanted:
            yield member, show_number(value, f"{at}/values/{number}", language, unit)


def _fixed_value(value: str, index: int, language: Language, unit: str) -> Shown | None:
    try:
        return show_number(value, f"/project/fixed/{index}/value", language, unit)
    except ArithmeticError:  # a report from elsewhere may hold any text here
        return None


def _estimate(point: Point, index: int, language: Language) -> Shown | None:
    if point.estimate is None:
        return None
    at = f"/project/monitored/{index}/estimate/value"
    return show_number(point.estimate.value, at, language, point.estimate.unit)


def _methods(meters: Mapping[str, Meter], point: Point, language: Language) -> tuple[str, ...]:
    lines = [point.method] if point.method else []
    ids = [point.meter, *(source.meter for source in point.sources)]
    for name in dict.fromkeys(one for one in ids if one):
        lines += meter_lines(meters[name], language) if name in meters else [name]
    return tuple(lines)


def _description(parameter: Parameter | None, language: Language) -> str:
    return language.known(parameter.title) if parameter else ""


def _conditions(when: object, language: Language) -> str:
    parts = []
    for one in when if isinstance(when, tuple) else ():
        if one.text is not None:
            parts.append(f"{one.name} = {language.known(one.text)}")
            continue
        low = "" if one.start is None else f"{one.start} ≤ "
        high = "" if one.below is None else f" < {one.below}"
        parts.append(f"{low}{one.name}{high}")
    return language.listed(parts)


def _time(start: str | None, until: str | None, language: Language) -> str:
    _ = language.text
    if start and until:
        return language.period(start, until)
    if start:
        return _("from {day}", day=language.day(start))
    return _("until {day}", day=language.day(until)) if until else ""
