"""The sheets of a workbook on which each row is about a parameter of the methodology."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from jcm_mrv.forms.fields import DAY_HINT, Field, Sheet, Table
from jcm_mrv.forms.units import proposed_units, rate_units
from jcm_mrv.project.monitoring import AmountDates, AmountUse, GapTreatment, Measures, Stamp
from jcm_mrv.project.time_formats import TIME_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jcm_mrv.methodology.model import Methodology, Parameter

IN_FILE, IN_WORKBOOK = "file", "workbook"
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " "}
DECIMAL_SIGNS = {"point": ".", "comma": ","}

_UNIT = Field("unit", "Unit", "", "choice", needed=True, open=True, width=10)


def monitored_of(module: Methodology) -> tuple[Parameter, ...]:
    """Return the monitored parameters."""
    return tuple(each for each in module.parameters.values() if each.kind == "monitored")


def fixed_of(module: Methodology) -> tuple[Parameter, ...]:
    """Return the parameters that the project fixes."""
    return tuple(each for each in module.parameters.values() if each.kind in ("fixed", "category"))


def _parameter_fields(
    module: Methodology, parameters: Sequence[Parameter], description: int
) -> Iterator[Field]:
    """Give the fields that say what a row is about.

    Args:
        module: the methodology.
        parameters: those that a row may be about.
        description: width of what they are [characters]; 0 leaves it out.
    """
    yield Field(
        "parameter",
        "Parameter",
        "As the methodology names it.",
        "choice",
        needed=True,
        choices=tuple(each.name for each in parameters),
        width=12,
    )
    if description:
        yield Field("description", "Description", "", "label", width=description)
    if module.sets:
        yield Field("member", "Member", "As on the sheet Members.", width=12)


def _given_rows(parameters: Sequence[Parameter]) -> tuple[Mapping[str, str], ...]:
    return tuple({"parameter": each.name, "description": _description(each)} for each in parameters)


def _description(parameter: Parameter) -> str:
    over = f" One row for each {parameter.over}." if parameter.over else ""
    optional = " Optional." if parameter.optional else ""
    return f"{parameter.title}.{over}{optional}".replace("..", ".")


def fixed_sheet(module: Methodology) -> Sheet:
    """Return the sheet of the values that are fixed before monitoring."""
    parameters = fixed_of(module)
    value = Field("value", "Value", "A number, or one of the list.", "value", needed=True)
    source = Field(
        "source", "Source", "Document and page where it was read.", needed=True, width=40
    )
    fields = (
        *_parameter_fields(module, parameters, description=36),
        value,
        replace(_UNIT, needed=False, width=12),
        source,
        Field("from", "From", "First day, where the value changes.", "day", width=12),
        Field("until", "Until", "Last day, where the value changes.", "day", width=12),
    )
    by_parameter: dict[str, dict[str, Field]] = {}
    rows = []
    for each, given in zip(parameters, _given_rows(parameters), strict=True):
        if each.kind == "category":
            by_parameter[each.name] = {
                "value": replace(value, kind="choice", choices=each.values),
                "unit": Field("unit", "Unit", "", "label"),
                "source": replace(source, needed=False),
            }
            rows.append(given)
        else:
            units = proposed_units(each, module.units)
            by_parameter[each.name] = {
                "value": replace(value, kind="number"),
                "unit": replace(_UNIT, choices=units),
            }
            rows.append({**given, "unit": units[0]})
    table = Table("fixed", "", fields, tuple(rows), 20, ("parameter",), by_parameter=by_parameter)
    return Sheet(
        "Fixed values",
        "What is fixed before monitoring, each with where it was read. A value that changes takes "
        "further rows below, with its days.",
        (table,),
    )


def monitoring_sheet(module: Methodology) -> Sheet:
    """Return the sheet of what the monitoring plan says of each parameter."""
    parameters = monitored_of(module)
    option = Field("option", "Option", "JCM option.", "choice", width=8)
    unit = replace(_UNIT, needed=False, width=8)
    fields = (
        *_parameter_fields(module, parameters, description=26),
        Field("point", "Point", "Number.", "point", width=8),
        option,
        Field("meter", "Meter", "As on the sheet Meters.", width=11),
        Field("estimate", "Estimate", "For a full year.", "number", least=0, width=10),
        replace(unit, key="estimate_unit"),
        Field("rated", "Rated", "The most it can carry.", "number", least=0, width=10),
        replace(unit, key="rated_unit"),
        Field(
            "gap_treatment",
            "Gaps",
            "Where a treatment is declared.",
            "choice",
            choices=get_args(GapTreatment),
            width=11,
        ),
        Field("method", "Method", "How it is measured and recorded.", width=26),
        Field("frequency", "Frequency", "Such as continuous, recorded hourly.", width=16),
        Field("comment", "Comment", "", width=16),
    )
    by_parameter = {}
    for each in parameters:
        units = proposed_units(each, module.units)
        rates = rate_units(each, module.units) if each.aggregate == "sum" else units
        by_parameter[each.name] = {
            "option": replace(option, needed=bool(each.options), choices=each.options),
            "estimate_unit": replace(unit, key="estimate_unit", choices=units),
            "rated_unit": replace(unit, key="rated_unit", choices=rates),
        }
    rows = _given_rows(parameters)
    table = Table("monitoring", "", fields, rows, 20, ("parameter",), by_parameter=by_parameter)
    return Sheet(
        "Monitoring",
        "What the monitoring plan says of each parameter. Where its readings are stands on the "
        "sheet Sources.",
        (table,),
    )


def sources_sheet(module: Methodology) -> Sheet:
    """Return the sheet of where the readings are, and how they are read."""
    parameters = monitored_of(module)
    fields = (
        *_parameter_fields(module, parameters, description=22),
        Field(
            "where",
            "Readings are in",
            "a file, or the sheet Readings of this workbook.",
            "choice",
            needed=True,
            choices=(IN_FILE, IN_WORKBOOK),
            width=11,
        ),
        Field("files", "File", "Beside this workbook: monitoring/*.csv.", "texts", width=20),
        Field("sheet", "Sheet", "Of a file that is a workbook.", "texts", width=10),
        Field("columns", "Columns", "Several add up: a; b.", "texts", needed=True),
        Field(
            "measures",
            "Measures",
            "energy of each step, its mean power, a register, or a state (temperature).",
            "choice",
            needed=True,
            choices=get_args(Measures),
            width=11,
        ),
        replace(_UNIT, width=8),
        Field("header_row", "Header row", "Of a file; else the first.", "number", least=0, width=8),
        Field("time", "Time column", "Its heading, for a file; or date; time.", "texts", width=12),
        Field(
            "time_format",
            "Time format",
            "For a file that writes stamps in another way than 2024-01-31 14:00.",
            "choice",
            choices=tuple(TIME_FORMATS),
            width=18,
        ),
        Field(
            "delimiter",
            "Separator",
            "Between columns of a file; else a comma.",
            "choice",
            choices=tuple(SEPARATORS),
            width=11,
        ),
        Field(
            "decimal",
            "Decimal sign",
            "Of a file; else a point.",
            "choice",
            choices=tuple(DECIMAL_SIGNS),
            width=9,
        ),
        Field(
            "stamp",
            "Stamp",
            "At which end of its step.",
            "choice",
            choices=get_args(Stamp),
            width=8,
        ),
        Field("step", "Step", "Such as 15 minutes.", width=11),
        Field("multiplier", "Multiplier", "Register: ct x vt.", "number", least=0, width=10),
        Field("rollover", "Rollover", "Where it returns to 0.", "number", least=0, width=10),
        Field("meter", "Meter", "If not that of the point.", width=11),
        Field("from", "From", "Where another source stood before.", "moment"),
        Field("until", "Until", "Where another source follows.", "moment"),
    )
    by_parameter = {
        each.name: {"unit": replace(_UNIT, choices=_source_units(module, each))}
        for each in parameters
    }
    rows = _given_rows(parameters)
    table = Table("sources", "", fields, rows, 20, ("parameter",), by_parameter=by_parameter)
    return Sheet(
        "Sources",
        "Where the readings of each parameter are, and how they are read. A parameter with "
        "invoices only has no row here; a replaced meter has two.",
        (table,),
    )


def _source_units(module: Methodology, parameter: Parameter) -> tuple[str, ...]:
    units = proposed_units(parameter, module.units)
    if parameter.aggregate != "sum":
        return units
    return tuple(dict.fromkeys((*units, *rate_units(parameter, module.units))))


def invoices_sheet(module: Methodology) -> Sheet:
    """Return the sheet of stated amounts."""
    parameters = monitored_of(module)
    fields = (
        *_parameter_fields(module, parameters, description=0),
        Field("start", "From", DAY_HINT, "moment", needed=True),
        Field("end", "Until", "Last day.", "moment", needed=True),
        Field("value", "Amount", "A number.", "number", needed=True),
        _UNIT,
        Field("evidence", "Evidence", "Number or file of the invoice.", needed=True, width=34),
        Field(
            "use",
            "Use",
            "sum: it counts. fill: only in gaps. compare: only beside the readings.",
            "choice",
            choices=get_args(AmountUse),
        ),
        Field(
            "dates",
            "Dates",
            "inclusive: both days count. readings: days on which the meter was read.",
            "choice",
            choices=get_args(AmountDates),
        ),
    )
    by_parameter = {
        each.name: {"unit": replace(_UNIT, choices=proposed_units(each, module.units))}
        for each in parameters
    }
    table = Table("invoices", "", fields, free=40, by_parameter=by_parameter)
    return Sheet("Invoices", "Stated amounts, one row an invoice.", (table,))
