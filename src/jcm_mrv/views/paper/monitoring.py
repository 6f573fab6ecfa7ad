"""The parameters, as the JCM's monitoring report sheet lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.paper.blocks import (
    Column,
    heading,
    lines,
    mono,
    paragraph,
    quiet,
    shorten,
    table,
    wide,
)
from jcm_mrv.views.paper.formula import fits, symbol_node
from jcm_mrv.views.paper.results import NO_NUMBER
from jcm_mrv.views.reported.parameters import (
    defaults_of,
    fixed_of,
    monitored_of,
    options_of,
)
from jcm_mrv.views.reported.results import segment_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline, Piece
    from jcm_mrv.views.reported.parameters import Given, Monitored
    from jcm_mrv.views.words import Language

MAX_POINTS = 40
MAX_GIVEN = 60
MAX_SEGMENTS = 12
_LETTERED = "({letter}) {title}"


def parameters(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the parameters, Table 1 on pages that lie on their side."""
    title = heading(language.text("Parameters"))
    return [wide([title, *_monitored(parsed, language)]), *_fixed(parsed, language)]


def _monitored(parsed: ParsedReport, language: Language) -> list[Block]:
    _ = language.text
    points = monitored_of(parsed, language)
    shown, rest = shorten(points, MAX_POINTS, language)
    titles = (
        (_("Monitoring period"), 0.85),
        (_("Monitoring point No."), 0.6),
        (_("Parameters"), 0.65),
        (_("Description of data"), 1.35),
        (_("Monitored values"), 1.25),
        (_("Units"), 0.55),
        (_("Monitoring option"), 0.65),
        (_("Source of data"), 1.5),
        (_("Measurement methods and procedures"), 1.9),
        (_("Monitoring frequency"), 0.85),
        (_("Other comments"), 1.1),
    )
    columns = [
        Column(_LETTERED.format(letter=letter, title=title), share, right=letter == "e")
        for letter, (title, share) in zip("abcdefghijk", titles, strict=True)
    ]
    labels = segment_labels(parsed, language)
    rows = [_point(one, labels, language) for one in shown]
    options = {one.option for one in points if one.option}
    legend = [text for option, text in options_of(language).items() if option in options]
    return [
        heading(_("Table 1: Parameters monitored ex post"), 2),
        table(columns, rows, small=True) if rows else _none(language),
        *rest,
        *(paragraph(quiet(text)) for text in legend),
    ]


def _fixed(parsed: ParsedReport, language: Language) -> list[Block]:
    _ = language.text
    fixed, defaults = fixed_of(parsed, language), defaults_of(parsed, language)
    return [
        heading(_("Table 2: Project-specific parameters fixed ex ante"), 2),
        *_given(fixed, language),
        heading(_("Default values of the methodology"), 2),
        *_given(defaults, language),
    ]


def symbol_piece(symbol: str, name: str) -> Piece:
    """Return a symbol to stand in a line of text; its name, where it is too long for that."""
    node = symbol_node(symbol)
    return {"is": "symbol", "alt": name, "node": node} if fits(node) else mono(name)


def _none(language: Language) -> Block:
    return paragraph(quiet(language.text("None.")))


def _point(one: Monitored, labels: Sequence[str], language: Language) -> list[Inline]:
    _ = language.text
    member = mono(one.member) if one.member else ""
    return [
        one.period,
        one.point and f"({one.point})",
        lines(symbol_piece(one.symbol, one.name), member),
        one.description,
        _values(one, labels, language),
        one.unit,
        one.option and _("Option {option}", option=one.option),
        lines(*one.sources),
        lines(*one.methods),
        one.frequency,
        one.comment,
    ]


def _values(one: Monitored, labels: Sequence[str], language: Language) -> Inline:
    if not one.values:
        return NO_NUMBER
    if len(one.values) == 1:
        return one.values[0].text
    pieces: list[Inline] = []
    for label, value in list(zip(labels, one.values, strict=False))[:MAX_SEGMENTS]:
        pieces.append([quiet(f"{label}: "), value.text])
    if len(one.values) > MAX_SEGMENTS:
        rest = language.whole(len(one.values) - MAX_SEGMENTS)
        pieces.append(quiet(language.text("… {count} more", count=rest)))
    return lines(*pieces)


def _given(rows: Sequence[Given], language: Language) -> list[Block]:
    _ = language.text
    if not rows:
        return [_none(language)]
    shown, rest = shorten(rows, MAX_GIVEN, language)
    columns = [
        Column(_("Parameter"), 0.7),
        Column(_("Description of data"), 1.5),
        Column(_("Value"), 0.8, right=True),
        Column(_("Unit"), 0.8),
        Column(_("Source of data"), 2.2),
    ]
    return [
        table(
            columns,
            [
                [
                    lines(
                        symbol_piece(one.symbol, one.name), mono(one.member) if one.member else ""
                    ),
                    lines(one.description, one.time, one.text if one.value else ""),
                    one.value.text if one.value else one.text or NO_NUMBER,
                    one.unit,
                    one.source,
                ]
                for one in shown
            ],
        ),
        *rest,
    ]
