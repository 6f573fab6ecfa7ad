"""The sample: what is drawn by value, what is always traced, and where each reading stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.sampling.always import find_fixed
from jcm_mrv.sampling.drawing import Lot, draw
from jcm_mrv.sampling.locating import locate
from jcm_mrv.sampling.population import make_population
from jcm_mrv.sampling.sensitivity import cells_of, compute_sensitivities
from jcm_mrv.sampling.streams import make_streams

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.findings import Place
    from jcm_mrv.sampling.always import Fixed, Why
    from jcm_mrv.sampling.drawing import Draw
    from jcm_mrv.sampling.locating import Traced
    from jcm_mrv.sampling.places import Chosen
    from jcm_mrv.sampling.population import Population
    from jcm_mrv.sampling.streams import Stream


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one reading to trace to paper.

    Args:
        parameter: the methodology's name.
        member: member of the set; None where the parameter has none.
        meter: id of the meter, where the project names one.
        place: file and line, or cell.
        column: column of the file; None for a stated amount and a reading in project.toml.
        start: local start of its step, or the time of a register's reading; first day of an amount.
        end: local end of a stated amount, exclusive; None for a reading.
        text: as written.
        unit: as declared.
        why: what brought it into the sample.
        weight: what it moves [tCO2e]; None where it was not drawn by value.
        probability: with which it was drawn by value; None where it was not.
    """

    parameter: str
    member: str | None
    meter: str | None
    place: Place
    column: str | None
    start: dt.datetime
    end: dt.datetime | None
    text: str
    unit: str
    why: tuple[Why, ...]
    weight: Fraction | None
    probability: Fraction | None


@dataclass(frozen=True, slots=True)
class Omission:
    """Name how many gaps and falls of a column are not listed, beyond those that are."""

    parameter: str
    member: str | None
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold a sample.

    Args:
        lot: what it was drawn from.
        size: how many readings were asked for by value.
        total: weight of all readings together [tCO2e].
        interval: between two positions [tCO2e]; None where none was needed.
        start: the first position [tCO2e].
        readings: in the order of parameters, sources and time.
        omissions: gaps and falls beyond those that are listed.
    """

    lot: Lot
    size: int
    total: Fraction
    interval: Fraction | None
    start: Fraction | None
    readings: tuple[Reading, ...]
    omissions: tuple[Omission, ...]


def draw_sample(run: Run, digest: str, size: int, seed: str) -> Sample:
    """Draw the readings to trace, the same ones for the same report, seed and number.

    Args:
        run: what was read and computed; its files can still be read.
        digest: SHA-256 of the report, in hexadecimal.
        size: readings to draw by value, at most 1,000.
        seed: as the verifier chose it.
    """
    lot, timeline = Lot(digest, seed), run.model.timeline
    cells = cells_of(run.contributions, timeline)
    changes = compute_sensitivities(run.model, run.computed or (), cells)
    streams = make_streams(run.contributions, run.model, changes)
    population = make_population(streams)
    drawn = draw(population.blocks, population.opened, size, lot)
    fixed = find_fixed(streams, timeline)
    return Sample(
        lot,
        size,
        drawn.total,
        drawn.interval,
        drawn.start,
        tuple(_gather(population, drawn, fixed)),
        tuple(_omission(streams[number], count) for number, count in fixed.left_out.items()),
    )


def _gather(population: Population, drawn: Draw, fixed: Fixed) -> list[Reading]:
    hits = {
        (population.keys[hit.block][0], hit.item.at): (hit.item.weight, hit.probability)
        for hit in drawn.hits
    }
    streams = population.streams
    wanted = sorted({*hits, *fixed.reasons})
    traced = locate(streams, (one for one in wanted if streams[one[0]].series is not None))
    readings = []
    for number, at in wanted:
        weight, probability = hits.get((number, at), (None, None))
        why: list[Why] = [] if weight is None else ["value-weighted"]
        why += fixed.reasons.get((number, at), ())
        made = _reading(streams[number], (number, at), traced, tuple(why), weight, probability)
        if made is not None:
            readings.append(made)
    return readings


def _reading(
    stream: Stream,
    chosen: Chosen,
    traced: dict[Chosen, Traced],
    why: tuple[Why, ...],
    weight: Fraction | None,
    probability: Fraction | None,
) -> Reading | None:
    one, series = stream.contribution, stream.series
    start: dt.datetime
    if series is None:
        amount = stream.amounts[chosen[1]]
        place, text, unit = amount.place, format_exact(amount.value), amount.unit
        column, start, end = None, amount.start, amount.end
    else:
        known = traced.get(chosen)
        if known is None:
            return None
        place, text, unit, end = known.place, known.text, series.source.unit, None
        column, start = known.column, series.local(chosen[1])
    return Reading(
        one.monitored.parameter,
        one.member,
        stream.meter,
        place,
        column,
        start,
        end,
        text,
        unit,
        why,
        weight,
        probability,
    )


def _omission(stream: Stream, count: int) -> Omission:
    one = stream.contribution
    return Omission(one.monitored.parameter, one.member, one.place.path, count)
