"""Meters and calibrations out of the words of a cell, by the sentences that wrote them.

The column of measurement methods names each meter on a line of its own and each calibration on
another. A line that is none of these stays part of the method.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.words import Language

_YEAR = re.compile(r"[0-9]{4}")
_MONTHS, _DAYS = 12, 31
_FACTS = (
    ("serial_number", "serial number {text}"),
    ("class", "class {text}"),
    ("mpe", "maximum permissible error {text}"),
)
"""The keys of a meter, and the words in which they stand."""


@dataclass(frozen=True, slots=True)
class MeterWords:
    """Hold what a cell says of one meter; keys are those of project.toml."""

    id: str
    facts: Mapping[str, str] = field(default_factory=dict)
    mpe: Decimal | None = None
    calibrations: tuple[Mapping[str, Any], ...] = ()


def split_methods(text: str, language: Language) -> tuple[str, tuple[MeterWords, ...]]:
    """Return the method in words, and the meters.

    Args:
        text: of the cell.
        language: in which it was written.
    """
    method: list[str] = []
    meters: list[MeterWords] = []
    for line in text.split("\n"):
        calibration = _calibration(line, language) if meters else None
        meter = _meter(line, language)
        if calibration is not None:
            last = meters[-1]
            known = (*last.calibrations, calibration)
            meters[-1] = MeterWords(last.id, last.facts, last.mpe, known)
        elif meter is not None:
            meters.append(meter)
        elif line.strip():
            method.append(line.strip())
    return " ".join(method), tuple(meters)


def _pattern(language: Language, message: str) -> re.Pattern[str]:
    """Return the pattern that a message of the layout leaves, its values as groups."""
    text = language.texts.get(message, message)
    parts = re.split(r"\{(\w+)\}", text)
    pieces = [
        re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+?)"
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(pieces))


def _meter(line: str, language: Language) -> MeterWords | None:
    match = _pattern(language, "Meter {id}: {told}").fullmatch(line)
    if match is None:
        return None
    between = language.listed(("\0", "\0")).strip("\0")
    facts: dict[str, str] = {}
    mpe: Decimal | None = None
    rest: list[str] = []
    for part in match["told"].split(between):
        for key, message in _FACTS:
            found = _pattern(language, message).fullmatch(part)
            if found is not None and key not in facts:
                facts[key] = found["text"]
                break
        else:
            rest.append(part)
    if "mpe" in facts:
        mpe = _percent(facts.pop("mpe"), language)
    if rest:
        facts["standard"] = between.join(rest)
    return MeterWords(match["id"], facts, mpe)


def _percent(text: str, language: Language) -> Decimal | None:
    symbols = language.locale.number_symbols["latn"]
    plain = text.replace(language.text("{number} %", number="").strip(), "").strip()
    plain = plain.replace(str(symbols["group"]), "")
    try:
        number = Decimal(plain.replace(str(symbols["decimal"]), "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number < 100 else None


def _calibration(line: str, language: Language) -> dict[str, Any] | None:
    for message in (
        "Calibrated {date}, valid until {until}, certificate {certificate}",
        "Calibrated {date}, certificate {certificate}",
    ):
        match = _pattern(language, message).fullmatch(line)
        if match is None:
            continue
        found: dict[str, Any] = {"date": parse_day(match["date"], language)}
        if "until" in match.groupdict():
            found["valid_until"] = parse_day(match["until"], language)
        if None not in found.values():
            return {**found, "certificate": match["certificate"]}
    return None


def parse_day(text: str, language: Language) -> dt.date | None:
    """Return the day that a language writes as a text; None for none."""
    year = _YEAR.search(text)
    if year is None:
        return None
    for month in range(1, _MONTHS + 1):
        for day in range(1, _DAYS + 1):
            try:
                date = dt.date(int(year[0]), month, day)
            except ValueError:
                continue
            if language.day(date.isoformat()) == text:
                return date
    return None
