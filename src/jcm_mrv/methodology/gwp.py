"""Global warming potentials over 100 years, by IPCC assessment report.

The values are those that the Python package globalwarmingpotentials 0.13.2 lists, citing the
IPCC's tables: second-hand (mark a2). Methane of fossil origin has a value of its own in AR6,
which was not read and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

SOURCE = (
    "IPCC {report}, 100 years, as listed in the Python package globalwarmingpotentials 0.13.2"
    " (read second-hand)"
)


@dataclass(frozen=True, slots=True)
class Gas:
    """Hold the potentials of one gas.

    Args:
        name: as units write it, such as ``CH4``.
        values: by assessment report [tCO2e per tonne of the gas].
    """

    name: str
    values: Mapping[str, Fraction]

    @property
    def unit(self) -> str:
        """Return the unit of its potential, such as ``tCO2e/tCH4``."""
        return f"tCO2e/t{self.name}"


def _gas(name: str, ar4: str, ar5: str, ar6: str) -> Gas:
    values = {"AR4": parse_number(ar4), "AR5": parse_number(ar5), "AR6": parse_number(ar6)}
    return Gas(name, values)


GWP: Mapping[str, Gas] = {
    f"GWP_{gas.name}": gas
    for gas in (
        _gas("CH4", "25", "28", "27.9"),
        _gas("N2O", "298", "265", "273"),
        _gas("SF6", "22800", "23500", "25200"),
        _gas("NF3", "17200", "16100", "17400"),
        _gas("HFC32", "675", "677", "771"),
        _gas("HFC125", "3500", "3170", "3740"),
        _gas("HFC134a", "1430", "1300", "1530"),
        _gas("HFC143a", "4470", "4800", "5810"),
    )
}
"""Every gas by the name that formulas use, such as ``GWP_CH4``."""
