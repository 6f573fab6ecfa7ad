"""The text of a new project.toml: every parameter of the methodology, with what to fill in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.toml import render_text as _text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.cli.propose import Column, Proposal
    from jcm_mrv.methodology.model import Methodology, Parameter

FILL_IN = "FILL IN"
"""Marks what only the person knows. Texts stay empty beside it, for an empty one is refused."""

MEMBER = "{set}-1"
COMMENT_WIDTH = 96
SHOWN_ZONES = 12
_SIDES = {
    "low": "More of it means more credits: what is missing or doubtful counts on the low side.",
    "high": "More of it means fewer credits: what is missing or doubtful counts on the high side.",
    "both": "It moves the credits either way: the side with fewer credits counts.",
}
# Meters and loggers write the smaller unit; every exact conversion is the program's.
_METER_UNITS = {"MWh": "kWh", "GWh": "kWh", "TJ": "GJ", "MW": "kW"}


_METERS = (
    "# Meters: who measures, how exactly, and when that was proved; one such table for each.",
    "# [[meters]]",
    '# id = "M-1"',
    '# serial_number = "12345"',
    '# class = "0.5S"',
    '# standard = "IEC 62053-22"',
    '# mpe = { value = 0.5, unit = "%", source = "certificate" }   # maximum permissible error',
    "# calibrations = [",
    '#   { date = 2024-01-10, valid_until = 2026-01-09, certificate = "number or file" },',
    "# ]",
)


def render_project(
    module: Methodology,
    reference: str,
    *,
    country: str | None,
    zones: Sequence[str],
    file: str,
    proposal: Proposal | None,
) -> str:
    """Render project.toml for a methodology.

    Args:
        module: the methodology.
        reference: how the project names it.
        country: of the JCM number, where the reference is one.
        zones: time zones of that country.
        file: path of the readings inside the project's folder.
        proposal: what is known of that file.
    """
    lines = [
        f'# Fill in every "{FILL_IN}", then run in this folder: jcm-mrv check',
        *_comment(f"Methodology: {module.title}"),
        f"# The whole of it: jcm-mrv methodology show {module.id}",
        'schema = "jcm-mrv/project/1"',
        "",
        "[project]",
        '# reference_number = "LA001"     # once the project is registered',
        f'title = ""   # {FILL_IN}',
        *_country(country),
        f"methodology = {_text(reference)}",
        *_time_zone(zones),
        "# start_of_operation = 2024-01-01   # a date, without quotes",
        "",
        "[monitoring_period]",
        f"start = {_text(FILL_IN)}   # a date without quotes, such as 2024-01-01",
        f"end = {_text(FILL_IN)}     # the last day, which is part of the period",
        "",
        *_sets(module),
    ]
    for parameter in module.parameters.values():
        lines += [*_heading(parameter), *_body(parameter, file, proposal), ""]
    lines += [*_METERS, "", *_eligibility(module)]
    return "\n".join(lines) + "\n"


def render_header(module: Methodology) -> str:
    """Render the header line of the readings that the project file names."""
    columns = [
        _column(parameter)
        for parameter in module.parameters.values()
        if parameter.kind == "monitored" and not parameter.optional
    ]
    return ",".join(["timestamp", *columns]) + "\n"


def _column(parameter: Parameter) -> str:
    return f"{parameter.name} [{_meter_unit(parameter)}]"


def _meter_unit(parameter: Parameter) -> str:
    unit = parameter.unit.text if parameter.unit else "1"
    return _METER_UNITS.get(unit, unit)


def _comment(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(paragraph, COMMENT_WIDTH) or [""]
    return [f"# {line}".rstrip() for line in lines]


def _country(country: str | None) -> Iterable[str]:
    if country:
        yield f"country = {_text(country)}"
    else:
        yield f'country = {_text(FILL_IN)}   # a JCM partner such as "LA", or "none" for a trial'


def _time_zone(zones: Sequence[str]) -> Iterable[str]:
    if len(zones) == 1:
        yield f"time_zone = {_text(zones[0])}"
        return
    if zones:
        more = ", ..." if len(zones) > SHOWN_ZONES else ""
        yield from _comment(f"Zones of the country: {', '.join(zones[:SHOWN_ZONES])}{more}")
    yield f'time_zone = {_text(FILL_IN)}   # such as "Asia/Vientiane"'


def _sets(module: Methodology) -> Iterable[str]:
    for name, title in module.sets.items():
        yield from _comment(f"{title}: one such table for each.")
        yield f"[[sets.{name}.member]]"
        yield f"id = {_text(MEMBER.format(set=name))}"
        yield ""


def _heading(parameter: Parameter) -> Iterable[str]:
    unit = f" [{parameter.unit.text}]" if parameter.unit else ""
    yield from _comment(f"{parameter.name}{unit}: {parameter.title}.".replace("..", "."))
    if parameter.description:
        yield from _comment(parameter.description)
    if parameter.conservative:
        yield from _comment(_SIDES[parameter.conservative])
    if parameter.optional:
        yield "# Optional: remove these lines, or the marks in front of them."


def _body(parameter: Parameter, file: str, proposal: Proposal | None) -> list[str]:
    if parameter.kind == "monitored":
        lines = [*_monitored(parameter, file, proposal)]
    elif parameter.kind == "period":
        return ["# It follows from the monitoring period; nothing to fill in."]
    elif parameter.kind == "default":
        return list(_default(parameter))
    else:
        lines = [*_fixed(parameter)]
    return [f"# {line}" for line in lines] if parameter.optional else lines


def _default(parameter: Parameter) -> Iterable[str]:
    value = "chosen by other values"
    if parameter.value is not None:
        value = format_exact(parameter.value)
    yield from _comment(f"The methodology's own value ({value}) counts; nothing to fill in.")


def _fixed(parameter: Parameter) -> Iterable[str]:
    yield f"[[fixed.{parameter.name}]]" if parameter.over else f"[fixed.{parameter.name}]"
    if parameter.over:
        yield f"{parameter.over} = {_text(MEMBER.format(set=parameter.over))}"
    choices = f"   # one of: {', '.join(parameter.values)}" if parameter.values else ""
    numeric = "" if choices else "   # a number without quotes"
    yield f"value = {_text(FILL_IN)}{choices}{numeric}"
    if parameter.unit:
        yield f"unit = {_text(parameter.unit.text)}"
    yield f'source = ""   # {FILL_IN}: the document and the page where it was read'


def _monitored(parameter: Parameter, file: str, proposal: Proposal | None) -> Iterable[str]:
    table = f"monitored.{parameter.name}"
    yield f"[[{table}]]" if parameter.over else f"[{table}]"
    if parameter.over:
        yield f"{parameter.over} = {_text(MEMBER.format(set=parameter.over))}"
    if parameter.options:
        option = "C" if "C" in parameter.options else parameter.options[0]
        yield f"option = {_text(option)}   # of {', '.join(parameter.options)}"
    if "C" in parameter.options:
        yield '# meter = "M-1"   # the meter of this point, a table [[meters]] below'
    if parameter.aggregate == "sum":
        unit = _text(parameter.unit.text if parameter.unit else "1")
        yield f"# estimate = {{ value = 500, unit = {unit} }}   # for a full year, from the plan"
        yield '# rated = { value = 90, unit = "kW" }   # the most that this point can carry'
    yield ""
    yield f"[[{table}.source]]"
    yield f"files = {_text(file)}"
    if proposal is None:
        yield from _empty_source(parameter)
    else:
        yield from _proposed_source(parameter, proposal)


def _empty_source(parameter: Parameter) -> Iterable[str]:
    unit = _meter_unit(parameter)
    measures = "energy" if parameter.aggregate == "sum" else "state"
    yield f"columns = [{_text(_column(parameter))}]   # several add up"
    yield f'measures = "{measures}"     # energy in each step | power | register | state'
    yield f"unit = {_text(unit)}"
    yield 'time = "timestamp"'
    yield 'stamp = "start"         # the stamp stands at the start or the end of its step'
    yield 'step = "1 hour"'


def _proposed_source(parameter: Parameter, proposal: Proposal) -> Iterable[str]:
    column = _column_for(parameter, proposal.columns)
    yield "# Proposed from what the file holds; please check every line."
    if proposal.sheet is not None:
        yield f"sheet = {_text(proposal.sheet)}"
    if proposal.header_row is not None:
        yield f"header_row = {proposal.header_row}"
    if column is None:
        names = ", ".join(_text(column.name) for column in proposal.columns) or "none"
        yield from _comment(f"Columns of numbers: {names}")
    yield f"columns = [{_text(column.name if column else FILL_IN)}]"
    measures = column.measures if column else None
    if measures == "register":
        yield "# A register, as it only rises; the energy of each step needs stamp and step."
    hint = "" if measures else "   # energy in each step | power | register | state"
    yield f"measures = {_text(measures or FILL_IN)}{hint}"
    unit = column.unit if column else None
    yield f"unit = {_text(unit or FILL_IN)}" + ("" if unit else "   # the header names none")
    yield f"time = {_text(proposal.time)}"
    yield from _time_format(proposal)
    if measures != "register":
        yield f"# The first stamp is {proposal.first}, the last one looked at {proposal.last}."
        yield f"stamp = {_text(FILL_IN)}   # start | end of the step: the logger's manual tells"
        step = "" if proposal.step else '   # such as "15 minutes"'
        yield f"step = {_text(proposal.step or FILL_IN)}{step}"
    if proposal.has_offset:
        yield "# Its stamps carry their offset from UTC: the time zone above does not move them."
    if proposal.delimiter != ",":
        yield f"delimiter = {_text(proposal.delimiter)}"
    if proposal.decimal != ".":
        yield f"decimal = {_text(proposal.decimal)}"
    if proposal.encoding != "utf-8":
        yield f"encoding = {_text(proposal.encoding)}"
    if column and column.not_numbers:
        yield f"missing = [{', '.join(map(_text, column.not_numbers))}]   # no reading, not zero"


def _time_format(proposal: Proposal) -> Iterable[str]:
    first, *others = proposal.time_formats
    if others:
        yield f"# Day and month cannot be told apart in {proposal.first}; the choices are:"
        for name in proposal.time_formats:
            yield f"# time_format = {_text(name)}"
        yield f"time_format = {_text(FILL_IN)}"
    elif first != "iso":
        yield f"time_format = {_text(first)}"


def _column_for(parameter: Parameter, columns: Sequence[Column]) -> Column | None:
    """Return the column that is named like the parameter, or the only one there is."""
    name = parameter.name.lower().replace("_", "")
    alike = [
        column
        for column in columns
        if "".join(filter(str.isalnum, column.name.lower())).startswith(name)
    ]
    if len(alike) == 1:
        return alike[0]
    return columns[0] if len(columns) == 1 else None


def _eligibility(module: Methodology) -> Iterable[str]:
    yield "# Eligibility: met = true or false, and as evidence the document that shows it."
    yield "[eligibility]"
    for criterion in module.eligibility:
        yield from _comment(f"{criterion.id}: {criterion.text}")
        yield f'{criterion.id} = {{ met = {_text(FILL_IN)}, evidence = "" }}   # {FILL_IN}'
