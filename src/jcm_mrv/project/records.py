"""From the tables of project.toml, checked in shape, to records with their places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.findings import Place
from jcm_mrv.project.model import Estimate, FixedValue, Member, PreviousPeriod
from jcm_mrv.project.monitoring import (
    Amount,
    Calibration,
    Event,
    Meter,
    Monitored,
    Quantity,
    Source,
    SqlQuery,
    StatedReading,
)
from jcm_mrv.project.values import amount_span, begin, finish
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.project.shape import (
        EstimateTable,
        FixedTable,
        MemberTable,
        PreviousPeriodTable,
    )
    from jcm_mrv.project.shape_monitoring import (
        AmountTable,
        EventTable,
        MeterTable,
        MonitoredTable,
        PositiveTable,
        QuantityTable,
        SourceTable,
        StatedTable,
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Point at a table of the file, so that its records can say where they were written.

    Args:
        file: name of the file.
        keys: the way to the table.
        raw: the table itself, as TOML gave it.
    """

    file: str
    keys: tuple[str | int, ...]
    raw: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Return the place for a record."""
        return Place(self.file, dotted(self.keys))

    def below(self, key: str) -> Spot:
        """Point at a table inside this one; an empty one where the file has none."""
        return Spot(self.file, (*self.keys, key), self.raw.get(key, {}))

    def each(self, key: str) -> list[Spot]:
        """Point at every table of a list, or at the single table that stands for one."""
        raw = self.raw.get(key, [])
        if isinstance(raw, list):
            return [Spot(self.file, (*self.keys, key, i), each) for i, each in enumerate(raw)]
        return [self.below(key)]


def fixed_value(spot: Spot, table: FixedTable) -> FixedValue:
    """Return a fixed value."""
    set_name, member = table.member_of or (None, None)
    return FixedValue(
        spot.place,
        table.value,
        table.unit,
        table.source,
        table.start,
        table.until,
        set_name,
        member,
    )


def member(spot: Spot, table: MemberTable) -> Member:
    """Return a member of a set."""
    return Member(spot.place, table.id, table.start, table.end)


def monitored(spot: Spot, parameter: str, table: MonitoredTable) -> Monitored:
    """Return a monitoring point with its sources and the amounts that are written beside it."""
    set_name, member = table.member_of or (None, None)
    sources = zip(spot.each("source"), table.source, strict=True)
    amounts = zip(spot.each("amount"), table.amount, strict=True)
    return Monitored(
        place=spot.place,
        parameter=parameter,
        set_name=set_name,
        member=member,
        point=table.point,
        option=table.option,
        meter=table.meter,
        estimate=quantity(table.estimate),
        rated=quantity(table.rated),
        peak=None if table.array is None else quantity(table.array.peak),
        gap_treatment=table.gap_treatment,
        sources=tuple(_source(each, source) for each, source in sources),
        amounts=tuple(_amount(each, amount) for each, amount in amounts),
        irradiance=None
        if table.irradiance is None
        else _source(spot.below("irradiance"), table.irradiance),
        method=table.method,
        frequency=table.frequency,
        comment=table.comment,
    )


def _source(spot: Spot, table: SourceTable) -> Source:
    same = {name: getattr(table, name) for name in _SAME_IN_SOURCE}
    return Source(
        place=spot.place,
        where=dict(table.where),
        start=None if table.start is None else begin(table.start),
        until=None if table.until is None else finish(table.until),
        multiplier=Fraction(1) if table.multiplier is None else table.multiplier,
        first=_stated(table.first),
        last=_stated(table.last),
        rated=quantity(table.rated),
        sql=None if table.sql is None else SqlQuery(table.sql.query, table.sql.connection),
        **same,
    )


_SAME_IN_SOURCE = (
    *("files", "columns", "measures", "unit", "time", "stamp", "step", "time_format"),
    *("time_zone", "clock", "delimiter", "decimal", "encoding", "missing", "member_column"),
    *("header_row", "unit_row", "comment", "sheet", "wide"),
    *("sign", "meter", "decimals", "rollover", "gap_treatment", "use"),
)


def _amount(spot: Spot, table: AmountTable) -> Amount:
    start, end = amount_span(table.start, table.end, table.dates)
    return Amount(
        spot.place, start, end, table.value, table.unit, table.evidence, table.use, table.dates
    )


def _stated(table: StatedTable | None) -> StatedReading | None:
    return None if table is None else StatedReading(table.time, table.value)


def quantity(table: QuantityTable | PositiveTable | None) -> Quantity | None:
    """Return a number with its unit."""
    return None if table is None else Quantity(table.value, table.unit)


def meter(spot: Spot, table: MeterTable) -> Meter:
    """Return a meter; percentages become ratios."""
    calibrations = (
        Calibration(
            each.date,
            each.valid_until,
            each.certificate,
            None if each.as_found is None else each.as_found.value / 100,
        )
        for each in table.calibrations
    )
    return Meter(
        place=spot.place,
        id=table.id,
        serial_number=table.serial_number,
        accuracy_class=table.accuracy_class,
        standard=table.standard,
        mpe=None if table.mpe is None else table.mpe.value / 100,
        mpe_source=None if table.mpe is None else table.mpe.source,
        ct=table.ct,
        vt=table.vt,
        resolution=quantity(table.resolution),
        calibrations=tuple(sorted(calibrations, key=lambda each: each.date)),
        installed=table.installed,
        removed=table.removed,
        calibration_interval=table.calibration_interval,
    )


def previous_period(spot: Spot, table: PreviousPeriodTable | None) -> PreviousPeriod | None:
    """Return what the report of the period before said."""
    if table is None:
        return None
    return PreviousPeriod(
        spot.place,
        table.start,
        table.end,
        {name: Quantity(one.value, one.unit) for name, one in table.monitored.items()},
        quantity(table.reductions),
        table.report,
        table.explanation,
    )


def estimate(spot: Spot, table: EstimateTable | None) -> Estimate | None:
    """Return what was expected before monitoring began."""
    if table is None:
        return None
    return Estimate(spot.place, quantity(table.reductions), table.source, table.explanation)


def event(spot: Spot, table: EventTable) -> Event:
    """Return an event; an end that is a day counts to its midnight."""
    return Event(spot.place, begin(table.start), finish(table.end), table.kind, table.evidence)
