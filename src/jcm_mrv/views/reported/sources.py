"""Where the data of a monitoring point come from, in lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.report.model_project import Amount, Point, Source
    from jcm_mrv.views.words import Language

SHOWN = 6


def source_lines(point: Point, language: Language) -> tuple[str, ...]:
    """Return a line for each source of readings, and for the stated amounts by their use."""
    lines = [_source(one, language) for one in point.sources[:SHOWN]]
    if len(point.sources) > SHOWN:
        lines.append(_more(len(point.sources) - SHOWN, language))
    for use in ("sum", "fill", "compare"):
        amounts = [one for one in point.amounts if one.use == use]
        if amounts:
            lines.append(_amounts(amounts, use, language))
    return tuple(lines)


def _source(one: Source, language: Language) -> str:
    _ = language.text
    files, columns = language.listed(one.files), language.listed(one.columns)
    measures = {
        "energy": _("energy in each step"),
        "power": _("mean power over each step"),
        "register": _("register of a meter"),
        "state": _("state at each step"),
    }[one.measures]
    line = _(
        "{files}: {columns}, {measures} [{unit}]",
        files=files,
        columns=columns,
        measures=measures,
        unit=one.unit,
    )
    if one.meter:
        line += _("; meter {meter}", meter=one.meter)
    if one.sign < 0:
        line += _("; subtracted")
    if one.use == "compare":
        line += _("; for comparison only")
    elif one.use == "substitute":
        line += _("; stands in where readings are missing")
    return line


def _amounts(amounts: list[Amount], use: str, language: Language) -> str:
    _ = language.text
    evidence = list(dict.fromkeys(one.evidence for one in amounts))
    rest = [_more(len(evidence) - SHOWN, language)] if len(evidence) > SHOWN else []
    named = language.listed([*evidence[:SHOWN], *rest])
    count = language.whole(len(amounts))
    if use == "fill":
        return _(
            "{count} stated amounts, only where no reading is: {evidence}",
            count=count,
            evidence=named,
        )
    if use == "compare":
        return _("{count} stated amounts, for comparison: {evidence}", count=count, evidence=named)
    return _("{count} stated amounts: {evidence}", count=count, evidence=named)


def _more(count: int, language: Language) -> str:
    return language.text("{count} more", count=language.whole(count))
