"""The meters of a report and their calibrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.report.model import Calibration, Meter
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Hold a calibration, its days in words; a text is empty where nothing is said."""

    date: str
    valid_until: str
    certificate: str
    as_found: str


@dataclass(frozen=True, slots=True)
class MeterRow:
    """Hold a meter; a text is empty where nothing is said.

    Args:
        id: as the project names it.
        serial_number: as on the name plate.
        accuracy_class: such as ``0.5S``.
        standard: such as ``IEC 62053-22``.
        mpe: maximum permissible error in percent.
        mpe_source: where that was read.
        ratio: of current and voltage transformers.
        in_place: from when to when it measured here.
        calibrations: in order.
    """

    id: str
    serial_number: str
    accuracy_class: str
    standard: str
    mpe: str
    mpe_source: str
    ratio: str
    in_place: str
    calibrations: tuple[Calibrated, ...]


def meters_of(
    parsed: ParsedReport, language: Language, most: int | None = None
) -> tuple[MeterRow, ...]:
    """Return the meters, in the order of the report; the first so many, or all."""
    return tuple(_row(one, language) for one in parsed.report.meters[:most])


def meter_lines(meter: Meter, language: Language) -> list[str]:
    """Return what column (i) of the JCM's sheet says of a meter: specification, calibration."""
    _ = language.text
    one = _row(meter, language)
    known = [
        (one.serial_number, _("serial number {text}", text=one.serial_number)),
        (one.accuracy_class, _("class {text}", text=one.accuracy_class)),
        (one.standard, one.standard),
        (one.mpe, _("maximum permissible error {text}", text=one.mpe)),
    ]
    told = language.listed(text for given, text in known if given)
    lines = [_("Meter {id}: {told}", id=one.id, told=told) if told else one.id]
    return lines + [_calibration(each, language) for each in one.calibrations]


def _calibration(one: Calibrated, language: Language) -> str:
    _ = language.text
    if one.valid_until:
        return _(
            "Calibrated {date}, valid until {until}, certificate {certificate}",
            date=one.date,
            until=one.valid_until,
            certificate=one.certificate,
        )
    return _(
        "Calibrated {date}, certificate {certificate}", date=one.date, certificate=one.certificate
    )


def _row(one: Meter, language: Language) -> MeterRow:
    _ = language.text
    ratios = [
        text
        for given, text in (
            (one.ct, _("current transformer {ratio}", ratio=one.ct)),
            (one.vt, _("voltage transformer {ratio}", ratio=one.vt)),
        )
        if given
    ]
    days = [
        text
        for given, text in (
            (one.installed, _("from {day}", day=language.day(one.installed or "2000-01-01"))),
            (one.removed, _("until {day}", day=language.day(one.removed or "2000-01-01"))),
        )
        if given
    ]
    return MeterRow(
        id=one.id,
        serial_number=one.serial_number or "",
        accuracy_class=one.accuracy_class or "",
        standard=one.standard or "",
        mpe=language.percent(one.mpe, 4) if one.mpe else "",
        mpe_source=one.mpe_source or "",
        ratio=language.listed(ratios),
        in_place=language.sentences(days),
        calibrations=tuple(_calibrated(each, language) for each in one.calibrations),
    )


def _calibrated(one: Calibration, language: Language) -> Calibrated:
    return Calibrated(
        language.day(one.date),
        language.day(one.valid_until) if one.valid_until else "",
        one.certificate,
        language.percent(one.as_found, 4) if one.as_found else "",
    )
