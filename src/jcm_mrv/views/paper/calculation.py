"""Every equation of every segment: with symbols, with numbers, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.views.equation import render_numbers, render_symbols
from jcm_mrv.views.paper.blocks import (
    Column,
    heading,
    lines,
    mono,
    paragraph,
    quiet,
    shorten,
    table,
)
from jcm_mrv.views.paper.formula import (
    LONGEST_WORD,
    Names,
    Numbers,
    depth_of,
    fits,
    show_exact,
    symbol_node,
    typeset,
)
from jcm_mrv.views.paper.monitoring import symbol_piece
from jcm_mrv.views.paper.texts import cut
from jcm_mrv.views.reported.results import segment_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.report.model import Equation, Segment, Value
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline, Node
    from jcm_mrv.views.words import Language

MAX_SEGMENTS = 24
MAX_EQUATIONS = 60
MAX_MEMBERS = 10
MAX_TYPESET = 500
"""A formula of more characters stands in one line of type that breaks anywhere."""
MAX_DEPTH = 12


def calculation(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the calculation."""
    _ = language.text
    report = parsed.report
    names = {one.name: one.symbol for one in report.methodology.parameters}
    names |= {one.name: one.symbol for one in report.equations}
    blocks: list[Block] = [
        heading(_("Calculation")),
        paragraph(
            _(
                "Each equation stands with its symbols, then with the numbers of the period in "
                "their place, then with what it gives. Numbers are exact; where decimals are "
                "left out, dots say so. Conversions of units stand in square brackets."
            )
        ),
    ]
    shown, rest = shorten(report.segments, MAX_SEGMENTS, language)
    labels = segment_labels(parsed, language)
    by_segment = _by_segment(parsed)
    for place, segment in enumerate(shown):
        values, equations = by_segment.get(place, ([], []))
        blocks += _segment(segment, labels[place], values, equations, names, language)
    if not report.equations:
        blocks.append(paragraph(quiet(_("Nothing could be calculated; the findings say why."))))
    return [*blocks, *rest]


_Indexed = tuple[int, "Equation", Any]


def _by_segment(parsed: ParsedReport) -> dict[int, tuple[list[Value], list[_Indexed]]]:
    found: dict[int, tuple[list[Value], list[_Indexed]]] = {}
    trees = parsed.document["equations"]
    for value in parsed.report.values:
        found.setdefault(value.segment, ([], []))[0].append(value)
    for index, equation in enumerate(parsed.report.equations):
        found.setdefault(equation.segment, ([], []))[1].append((index, equation, trees[index]))
    return found


def _segment(
    segment: Segment,
    label: str,
    values: Sequence[Value],
    equations: Sequence[_Indexed],
    names: Mapping[str, str],
    language: Language,
) -> list[Block]:
    _ = language.text
    if not equations:
        return []
    days = _("{count} days", count=language.whole(segment.days))
    period = language.period(segment.start, segment.end)
    title = period if label == period else language.labelled(label, period)
    shown, rest = shorten(equations, MAX_EQUATIONS, language)
    return [
        heading(f"{title} ({days})", 2),
        _start(values, names, language),
        *(_equation(one, written, names, language) for _index, one, written in shown),
        *rest,
    ]


def _start(values: Sequence[Value], names: Mapping[str, str], language: Language) -> Block:
    """Return the values that the equations of a segment start from."""
    _ = language.text
    kinds = {
        "monitored": _("monitored"),
        "fixed": _("fixed ex ante"),
        "category": _("category"),
        "default": _("default"),
        "lookup": _("default, chosen by other values"),
        "period": _("days of the period"),
        "gwp": _("global warming potential"),
    }
    columns = [
        Column(_("Parameter"), 1),
        Column(_("Value"), 1.6, right=True),
        Column(_("Unit"), 0.9),
        Column(_("Kind"), 1.5),
    ]
    rows: list[list[Inline]] = [
        [
            symbol_piece(names.get(one.name, one.name), one.name),
            _value(one, language),
            one.unit or "",
            kinds[one.kind],
        ]
        for one in values
    ]
    return table(columns, rows)


def _value(one: Value, language: Language) -> Inline:
    if one.value is not None:
        return show_exact(one.value, language)
    if one.text is not None:
        return language.known(one.text)
    members = list(_members(one.members, one.values, one.texts, language))
    return lines(*members)


def _members(
    members: Sequence[str] | None,
    values: Sequence[str] | None,
    texts: Sequence[str] | None,
    language: Language,
) -> list[Inline]:
    _ = language.text
    shown = [show_exact(one, language) for one in (values or ())[:MAX_MEMBERS]]
    shown += [language.known(one) for one in (texts or ())[:MAX_MEMBERS]]
    found: list[Inline] = [
        [quiet([mono(name), ": "]), text] for name, text in zip(members or (), shown, strict=False)
    ]
    rest = len(members or ()) - MAX_MEMBERS
    if rest > 0:
        found.append(quiet(_("… {count} more", count=language.whole(rest))))
    return found


def _equation(
    one: Equation, written: Mapping[str, Any], names: Mapping[str, str], language: Language
) -> Block:
    _ = language.text
    tree, operands = written["tree"], written["operands"]
    member = one.members[0] if one.members else None
    symbols = render_symbols(tree)
    numbers = render_numbers(tree, operands, member=member)
    if max(len(symbols), len(numbers)) > MAX_TYPESET or depth_of(tree) > MAX_DEPTH:
        right: list[Block] = [{"plain": symbols}, {"plain": numbers}]
    else:
        right = [
            _formula(typeset(tree, Names(names, language)), symbols),
            _formula(typeset(tree, Numbers(names, language, operands, member)), numbers),
        ]
    if symbols == numbers:
        right.pop()
    place = [_("Equation ({number})", number=one.number)] if one.number else []
    place += [_("section {section}", section=one.section)] if one.section else []
    return {
        "is": "equation",
        "left": _formula(symbol_node(one.symbol), cut(one.name, LONGEST_WORD)),
        "title": language.known(one.title) if one.title else "",
        "place": language.listed(place),
        "right": right,
        "member": _("for {member}:", member=member) if member is not None else "",
        "result": _result(one, language),
    }


def _result(one: Equation, language: Language) -> Inline:
    if one.value is not None:
        return f"{show_exact(one.value.value, language)} {one.value.unit}"
    return lines(
        quiet(language.text("Values [{unit}]:", unit=one.unit)),
        *_members(one.members, one.values, None, language),
    )


def _formula(node: Node, text: str) -> Block:
    """Return a formula to typeset, or as a line of text where it has too long a word."""
    return {"alt": text, "node": node} if fits(node) else {"plain": text}
