"""What the data say about meters and readings, gathered while the files of a project are open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcm_mrv.calculation.supply import name_of_meter
from jcm_mrv.sampling.sample import draw_sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.readings.series import Series
    from jcm_mrv.sampling.sample import Sample
    from jcm_mrv.units import Units


@dataclass(frozen=True, slots=True)
class Wish:
    """Name the sample that is to be drawn.

    Args:
        digest: SHA-256 of the report, in hexadecimal.
        size: readings to draw by value.
        seed: as the verifier chose it.
    """

    digest: str
    size: int
    seed: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what the data say.

    Args:
        sample: the readings to trace; None where none was asked for.
        series: the sources behind each meter that count.
        units: of the methodology.
    """

    sample: Sample | None
    series: Mapping[str, tuple[Series, ...]]
    units: Units


@dataclass(slots=True)
class Witness:
    """Look at a run and keep what a form is compared with.

    Args:
        wish: the sample to draw; None for none.
        seen: what the run showed; None until it was looked at.
    """

    wish: Wish | None = None
    seen: Evidence | None = field(default=None)

    def __call__(self, run: Run) -> None:
        """Look at a run while its files can still be read again."""
        behind: dict[str, list[Series]] = defaultdict(list)
        for one in run.contributions:
            name = name_of_meter(one)
            if name is not None and one.series is not None:
                behind[name].append(one.series)
        wish = self.wish
        sample = None if wish is None else draw_sample(run, wish.digest, wish.size, wish.seed)
        series = {name: tuple(many) for name, many in behind.items()}
        self.seen = Evidence(sample, series, run.model.methodology.units)
