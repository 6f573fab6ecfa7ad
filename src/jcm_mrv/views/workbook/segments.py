"""The scenarios of a report: each segment with its leaves and equations, and the plan's year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from jcm_mrv.expressions.tree import names_of
from jcm_mrv.report.formulas import formulas_of
from jcm_mrv.views.equation import render_symbols
from jcm_mrv.views.workbook.contents import GIVEN, MONITORED
from jcm_mrv.views.workbook.numberformats import DAY, WHOLE
from jcm_mrv.views.workbook.scenario import Days, Entry, Leaf, Result, Scenario, set_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.report.formulas import Formula as ReportFormula
    from jcm_mrv.report.model import Equation, Value
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.contents import Contents
    from jcm_mrv.views.workbook.expression import Formula

    Source = Callable[[int, str, str], Formula]

_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of spreadsheets, from March 1900 on."""

PLAN_DAYS = 365


def serial_of(day: str) -> str:
    """Return the number that spreadsheets keep for a day."""
    return str(date.fromisoformat(day).toordinal() - _EPOCH)


@dataclass(frozen=True, slots=True)
class Sources:
    """Find the input cells of a segment.

    Args:
        monitored: gives the formula of a monitored value by segment, name, member.
        fixed: likewise of a fixed value or a category.
    """

    monitored: Source
    fixed: Source


def scenarios_of(
    contents: Contents, sources: Sources, titles: tuple[str, ...], language: Language
) -> tuple[Scenario, ...]:
    """Return what is calculated in each segment.

    Raises:
        ValueError: values and members do not pair, or a tree is none.
        KeyError: a value has no parameter.
    """
    formulas = formulas_of(contents.parsed.report)
    return tuple(
        _scenario(contents, sources, segment, title, formulas[segment], language)
        for segment, title in enumerate(titles)
    )


def _scenario(
    contents: Contents,
    sources: Sources,
    segment: int,
    title: str,
    formulas: tuple[ReportFormula, ...],
    language: Language,
) -> Scenario:
    _ = language.text
    report = contents.parsed.report
    read = _names_read(contents, formulas)
    leaves = {
        one.name: _leaf(contents, sources, segment, at, one, language)
        for at, one in contents.of_segment(segment)
        if one.name in read
    }
    results: dict[str, Result] = {}

    def over(name: str) -> str | None:
        return results[name].over if name in results else leaves[name].over

    for formula in formulas:
        index = int(formula.pointer.rpartition("/")[2])
        one = report.equations[index]
        found = None
        if one.members is not None:
            found = set_of(formula.tree, one.members, contents.sets, over)
            if found is None or contents.sets.get(found) != one.members:
                raise ValueError(f"{one.name} has values for members of no set")
        results[one.name] = _result(one, formula, found, language)
    lines = report.segments[segment]
    days = (
        Days(
            _("First day"), serial_of(lines.start), DAY, f"/segments/{segment}/start"
        ),
        Days(_("Last day"), serial_of(lines.end), DAY, f"/segments/{segment}/end"),
    )  # fmt: skip
    return Scenario(title, leaves, results, contents.sets, days)


def _names_read(contents: Contents, formulas: tuple[ReportFormula, ...]) -> set[str]:
    """Return the names that equations read, and those that choose a row of a table."""
    read = {name for formula in formulas for name in names_of(formula.tree)}
    for one in contents.parsed.report.methodology.parameters:
        if one.name in read:
            read |= {when.name for row in one.lookup or () for when in row.when}
    return read


def _leaf(
    contents: Contents, sources: Sources, segment: int, at: int, one: Value, language: Language
) -> Leaf:
    parameters = contents.parsed.report.methodology.parameters
    parameter = next((each for each in parameters if each.name == one.name), None)
    over = parameter.over if parameter is not None and one.members is not None else None
    if one.members is not None and (over is None or contents.sets.get(over) != one.members):
        raise ValueError(f"{one.name} has values for members of no set")
    entries = []
    for column, member in enumerate(one.members or ("",)):
        tree = None
        if one.kind == MONITORED:
            tree = sources.monitored(segment, one.name, member)
        elif one.kind in GIVEN:
            tree = sources.fixed(segment, one.name, member)
        key = "value" if one.value is not None else "text"
        value = one.value if one.value is not None else one.text
        if one.members is not None:
            key = f"values/{column}" if one.values is not None else f"texts/{column}"
            value = (one.values or one.texts or ())[column]
        entries.append(Entry(tree, value, f"/values/{at}/{key}"))
    lookup = parameter.lookup if parameter is not None else None
    return Leaf(
        name=one.name,
        symbol=parameter.symbol if parameter else one.name,
        title=language.known(parameter.title) if parameter else one.name,
        kind=one.kind,
        unit=one.unit or "",
        over=over,
        is_text=one.text is not None or one.texts is not None,
        entries=tuple(entries),
        reads=tuple(dict.fromkeys(when.name for row in lookup or () for when in row.when)),
    )


def _result(one: Equation, formula: ReportFormula, over: str | None, language: Language) -> Result:
    values: tuple[str | None, ...]
    pointers: tuple[str, ...]
    if one.members is None:
        values = (one.value.value if one.value else None,)
        pointers = (f"{formula.pointer}/value/value",)
    else:
        values = one.values or ()
        pointers = tuple(f"{formula.pointer}/values/{at}" for at in range(len(values)))
    tree = one.tree.model_dump(by_alias=True, exclude_none=True)
    return Result(
        one.name,
        one.symbol,
        language.known(one.title or ""),
        one.unit,
        over,
        formula.tree,
        render_symbols(tree),
        values,
        pointers,
    )


def plan_of(
    report: Scenario, estimates: dict[tuple[str, str], Entry], title: str, language: Language
) -> Scenario:
    """Return the year of the plan: estimates in place of what was monitored.

    Args:
        report: the first segment of the report.
        estimates: formula and exact value in the declared unit, by name and member.
        title: of the block.
        language: of the reader.

    Raises:
        KeyError: an estimate is missing.
    """
    leaves = {}
    for name, leaf in report.leaves.items():
        entries = leaf.entries
        if leaf.kind == MONITORED:
            members = ("",) if leaf.over is None else report.sets[leaf.over]
            entries = tuple(estimates[name, member] for member in members)
        elif leaf.kind == "period":
            entries = (Entry(None, str(PLAN_DAYS)),)
        else:
            entries = tuple(replace(one, pointer=None) for one in entries)
        leaves[name] = replace(leaf, entries=entries)
    results = {
        name: replace(one, values=(None,) * len(one.values), pointers=(None,) * len(one.values))
        for name, one in report.results.items()
    }
    days = Days(language.text("Days of a full year"), str(PLAN_DAYS), WHOLE)
    return Scenario(title, leaves, results, report.sets, (days,))
