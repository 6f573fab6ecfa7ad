"""The on-site record against the data: name plates, registers, clocks.

What differs is a finding; it is settled where the form names a finding of its own for it that is
closed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import rated_power
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import format_exact, format_rounded, parse_exact, printable
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from jcm_mrv.countersigning.evidence import Evidence
    from jcm_mrv.countersigning.shape import FormTable, MeterTable, RegisterTable
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.units import Units

SECOND_US = 1_000_000


def check_site(
    table: FormTable, name: str, document: Mapping[str, Any], evidence: Evidence | None
) -> Iterator[Finding]:
    """Compare what was seen on site with the data; what is settled is left out.

    Args:
        table: the form.
        name: of its file.
        document: the report.
        evidence: what the data say; None where there are no inputs.
    """
    closed = {one.id for one in table.finding if one.closed}
    seen = {meter.id: (number, meter) for number, meter in enumerate(table.meter)}
    for stated in document["meters"]:
        found = seen.get(stated["id"])
        if found is None:
            message = f'the form has no [[meter]] for "{printable(stated["id"])}" of the report'
            yield _finding("V378", Place(name, "meter"), message, stated["id"])
            continue
        number, meter = found
        if meter.finding in closed:
            continue
        place = f"meter[{number}]"
        series = evidence.series.get(meter.id, ()) if evidence is not None else ()
        yield from _check_unseen(meter, stated, series, name, place)
        yield from _check_plate(meter, stated, name, place)
        if evidence is not None and meter.seen is not None:
            yield from _check_register(meter, meter.seen, evidence, name, place)
        yield from _check_clock(meter, series, name, place)


def _finding(code: str, place: Place, message: str, meter: str) -> Finding:
    return Finding(code, "warning", place, message, meter=meter)


def _check_unseen(
    meter: MeterTable, stated: Mapping[str, Any], series: Sequence[Series], name: str, place: str
) -> Iterator[Finding]:
    missing = [] if meter.serial_number else ["serial_number"]
    missing += [
        key
        for key, value in (("ct", meter.ct), ("vt", meter.vt))
        if stated.get(key) is not None and value is None
    ]
    if meter.seen is None and any(one.registers for one in series):
        missing.append("register")
    if meter.clock_offset is None:
        missing.append("clock_offset")
    if missing:
        message = (
            f"the on-site record of the meter lacks {', '.join(missing)}; write what was seen, or "
            "name a closed finding that says why it was not"
        )
        yield _finding("V378", Place(name, place), message, meter.id)


def _check_plate(
    meter: MeterTable, stated: Mapping[str, Any], name: str, place: str
) -> Iterator[Finding]:
    serial = stated.get("serial_number")
    if meter.serial_number and meter.serial_number.strip() != (serial or "").strip():
        told = f'"{printable(serial)}"' if serial else "none"
        message = (
            f'the name plate says "{printable(meter.serial_number)}", and the report {told}; it is '
            "another meter, or one of them is misread"
        )
        yield _finding("V374", Place(name, f"{place}.serial_number"), message, meter.id)
    for key, seen, what in (("ct", meter.ct, "current"), ("vt", meter.vt, "voltage")):
        if seen is None:
            continue
        # Without transformers a meter shows what flows.
        ratio = parse_exact(stated[key]) if stated.get(key) is not None else Fraction(1)
        if seen == ratio:
            continue
        part = format_rounded(100 * (seen / ratio - 1), 2)
        message = (
            f"the plate of the {what} transformer says {format_exact(seen)}, and the report "
            f"{format_exact(ratio)}; what the meter stands for would be {part} % more"
        )
        yield _finding("V374", Place(name, f"{place}.{key}"), message, meter.id)


def _check_register(
    meter: MeterTable, seen: RegisterTable, evidence: Evidence, name: str, place: str
) -> Iterator[Finding]:
    """Compare with the readings around the visit; a meter with several counters fits any."""
    told: list[str] = []
    for series in evidence.series.get(meter.id, ()):
        try:
            unit = evidence.units.parse(seen.unit)
            count = seen.value * conversion_factor(unit, evidence.units.parse(series.source.unit))
        except UnitError:
            told.append(f'its unit "{printable(seen.unit)}" is not one of {series.source.unit}')
            continue
        for register in series.registers:
            fault = _misfit(series, register, seen, count, evidence.units)
            if fault is None:
                return
            told.append(fault)
    if told:
        message = (
            f"the register showed {format_exact(seen.value)} {printable(seen.unit)} at "
            f"{seen.time:%Y-%m-%d %H:%M}, and {told[0]}"
        )
        yield _finding("V375", Place(name, f"{place}.register"), message, meter.id)


def _misfit(
    series: Series, register: Register, seen: RegisterTable, count: Fraction, units: Units
) -> str | None:
    """Say how a count does not fit the readings around it; None where it fits."""
    at = series.calendar.axis(seen.time, wall=series.wall)
    low, high = register.at_or_before(at), register.at_or_after(at)
    turns = register.rollover is not None
    for index, below in ((low, True), (high, False)):
        if index is None:
            continue
        reading = Fraction(register.counts[index])
        wrong = count < reading if below else count > reading
        if not wrong or (turns and (low is None or high is None)):
            continue
        if turns and low is not None and high is not None and register.total(high) > reading:
            low_count, high_count = (Fraction(register.counts[one]) for one in (low, high))
            if low_count > high_count and (count >= low_count or count <= high_count):
                continue
        local = series.local(register.time(index))
        more = "before it" if below else "after it"
        return (
            f"the reading {more}, of {local:%Y-%m-%d %H:%M}, is {format_exact(reading)} "
            f"{series.source.unit}"
        )
    rated = series.source.rated or series.monitored.rated
    if high is None and low is not None and rated is not None:
        passed = at - register.time(low)
        source = units.parse(series.source.unit)
        most = rated_power(rated, source, units) * passed / series.source.multiplier
        rise = count - Fraction(register.counts[low])
        if rise > most:
            local = series.local(register.time(low))
            return (
                f"since the reading of {local:%Y-%m-%d %H:%M} the rated power allows a rise of "
                f"{format_rounded(most, 3)} {series.source.unit}, not of {format_rounded(rise, 3)}"
            )
    return None


def _check_clock(
    meter: MeterTable, series: Sequence[Series], name: str, place: str
) -> Iterator[Finding]:
    steps = [one.grid.step for one in series if one.grid is not None]
    if meter.clock_offset is None or not steps:
        return
    step = min(steps)
    if abs(meter.clock_offset) * 2 * SECOND_US >= step:
        seconds = Fraction(step, SECOND_US)
        message = (
            f"the clock is off by {format_exact(meter.clock_offset)} s, half a step of "
            f"{format_exact(seconds)} s or more; most of what a reading says belongs to another "
            "step, and at the edges of a year to another vintage"
        )
        yield _finding("V376", Place(name, f"{place}.clock_offset"), message, meter.id)
