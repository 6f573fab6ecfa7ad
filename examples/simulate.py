"""Write the simulated readings of the examples again: same seed, same bytes.

    pip install -e ".[examples]"
    python examples/simulate.py                       all five, into this folder
    python examples/simulate.py lao-data-center       one of them
    python examples/simulate.py --into again          elsewhere, to compare

``measured-rooftop-pv`` is not here: its readings were measured.
The solar plants need pvlib, the others nothing but Python.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from simulation import cement, data_center


def _write_solar(name: str, folder: Path) -> None:
    # pvlib takes two seconds to import, and only the solar plants need it.
    from simulation import solar_plants  # noqa: PLC0415

    writers = {
        "mexico-rooftop-solar": solar_plants.write_mexico,
        "philippines-rooftop-solar": solar_plants.write_factory,
        "philippines-bohol-solar": solar_plants.write_bohol,
    }
    writers[name](folder)


def write_example(name: str, into: Path) -> None:
    """Write the readings of one example below ``into/NAME/monitoring``."""
    folder = into / name
    if name == "lao-data-center":
        data_center.write(folder)
    elif name == "philippines-cement-whr":
        cement.write(folder)
    else:
        _write_solar(name, folder)


EXAMPLES = (
    "lao-data-center",
    "mexico-rooftop-solar",
    "philippines-bohol-solar",
    "philippines-cement-whr",
    "philippines-rooftop-solar",
)


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Write the simulated readings of the examples.")
    parser.add_argument("examples", nargs="*", metavar="EXAMPLE", help=", ".join(EXAMPLES))
    parser.add_argument("--into", type=Path, default=Path(__file__).parent, metavar="FOLDER")
    options = parser.parse_args()
    unknown = sorted(set(options.examples) - set(EXAMPLES))
    if unknown:
        parser.error(f"no such example: {', '.join(unknown)}")
    for name in options.examples or EXAMPLES:
        write_example(name, options.into)


if __name__ == "__main__":
    main()
