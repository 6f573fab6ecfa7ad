"""Plant each fault of tests/planted and ask jcm-mrv, pandera and frictionless about it.

The other two get the best description of the readings that they take without code of one's own:
columns, types, unique stamps, required cells, smallest and largest value of each column. They see
the CSV files of the readings only, so that they are asked only about faults that lie in these.

    .venv/bin/python benchmarks/planted.py            # prints the table of docs/planted-faults.md
    .venv/bin/python benchmarks/planted.py --write    # writes that page

Run it with the extras dev and bench.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import frictionless
import pandas as pd
import pandera.pandas as pandera

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.planted.faults import FAULTS, Fault  # noqa: E402
from tests.planted.plants import Plant, centre, roof  # noqa: E402
from tests.planted.test_planted import lock_year  # noqa: E402

from jcm_mrv.errors import RefusedError  # noqa: E402
from jcm_mrv.run import check  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = ROOT / "docs" / "planted-faults.md"
# Smallest and largest reading of a quarter of an hour [kWh], from the rated powers.
RANGES = {
    centre: {"it_a_kwh": (0, 22.5), "it_b_kwh": (0, 22.5), "facility_kwh": (0, 32.5)},
    roof: {"ac_kwh": (-0.1, 50)},
}


def ask_jcm_mrv(fault: Fault, folder: Path) -> bool:
    """Tell whether jcm-mrv tells the fault by its code."""
    try:
        found = check(folder, until=fault.until)
    except RefusedError as refused:
        found = tuple(refused.findings)
    return any((one.code, one.severity) == (fault.code, fault.severity) for one in found)


def ask_pandera(base: object, files: list[Path]) -> bool:
    """Tell whether the readings break a schema of pandera, or cannot be read as one table."""
    stamps = pandera.Column("datetime64[ns]", unique=base is centre, coerce=True)
    columns = {"timestamp": stamps}
    for name, (low, high) in RANGES[base].items():
        check_range = pandera.Check.in_range(low, high)
        columns[name] = pandera.Column(float, check_range, nullable=False, coerce=True)
    try:
        table = pd.concat([pd.read_csv(path) for path in files])
        pandera.DataFrameSchema(columns).validate(table, lazy=True)
    except (pandera.errors.SchemaErrors, pandera.errors.SchemaError, ValueError):
        return True
    return False


def ask_frictionless(base: object, files: list[Path]) -> bool:
    """Tell whether a file of readings is no valid resource of frictionless."""
    stamp = {"required": True, "unique": base is centre}
    form = "%Y-%m-%d %H:%M"
    fields = [{"name": "timestamp", "type": "datetime", "format": form, "constraints": stamp}]
    for name, (low, high) in RANGES[base].items():
        limits = {"required": True, "minimum": low, "maximum": high}
        fields.append({"name": name, "type": "number", "constraints": limits})
    more = [{"name": "irradiance_w_m2", "type": "number"}] if base is roof else []
    schema = frictionless.Schema.from_descriptor({"fields": fields + more})
    for path in files:
        resource = frictionless.Resource(
            path=path.name, basepath=str(path.parent), schema=schema, encoding="utf-8"
        )
        if not resource.validate(limit_errors=1).valid:
            return True
    return False


def judge(fault: Fault | None, base: Callable[[], Plant]) -> tuple[bool, bool, bool]:
    """Write a plant, with its fault if any, and ask all three."""
    with tempfile.TemporaryDirectory() as name:
        folder, plant = Path(name), base()
        if fault is not None and fault.locked:
            lock_year(plant, folder)
        if fault is not None:
            fault.plant(plant)
        plant.write(folder)
        ours = fault is not None and ask_jcm_mrv(fault, folder)
        if fault is not None and not fault.readings:
            return ours, False, False
        files = sorted(folder.glob("monitoring/2*.csv"))
        return ours, ask_pandera(base, files), ask_frictionless(base, files)


def render() -> str:
    """Return the page."""
    alarms = [judge(None, base)[1:] for base in (centre, roof)]
    lines, told, asked = [], Counter[str](), 0
    for fault in FAULTS:
        ours, pandera_found, frictionless_found = judge(fault, fault.base)
        told["jcm-mrv"] += ours
        asked += fault.readings
        told["pandera"] += pandera_found
        told["frictionless"] += frictionless_found
        others = [_word(pandera_found), _word(frictionless_found)] if fault.readings else ["", ""]
        code = f"[{fault.code}](codes/{fault.code}.md)"
        row = [fault.name, code, fault.severity, "told" if ours else "missed", *others]
        lines.append("| " + " | ".join(row) + " |")
    return TEXT.format(
        number=len(FAULTS),
        asked=asked,
        ours=told["jcm-mrv"],
        pandera=told["pandera"],
        frictionless=told["frictionless"],
        alarms=_word(any(any(pair) for pair in alarms), "one", "none"),
        lines="\n".join(lines),
        pandera_version=version("pandera"),
        frictionless_version=version("frictionless"),
    )


def _word(found: bool, yes: str = "told", no: str = "-") -> str:
    return yes if found else no


TEXT = """\
# Planted faults

<!-- Written by benchmarks/planted.py: change that, not this page. -->

What a plant, a logger or a spreadsheet does wrong, planted one at a time in an otherwise clean year of 15-minute readings.
The two clean years, a data centre and a solar roof, give no warning and no error.
The faults, and how each is planted, are in `tests/planted/faults.py`; the tests ask for every one of them, and that nothing else is told but what it causes.

Beside it, what pandera {pandera_version} and frictionless {frictionless_version} tell of the same files.
Both got columns, types, unique stamps, required cells and the range of each column: what they take without code of one's own.
The stamps of the roof need not be unique, since the hour that its clocks repeat would be a false alarm.
They are made for tables of any kind and know no steps, meters or units; the comparison shows what a schema cannot see, not that they do badly what they are made for.
A fault counts as told by them wherever they complain at all, for whatever reason.
They were asked about the {asked} faults that lie in the files of readings; false alarms of theirs on the clean years: {alarms}.

| | faults told |
|---|--:|
| jcm-mrv | {ours} of {number} |
| pandera | {pandera} of {asked} |
| frictionless | {frictionless} of {asked} |

| fault | code | severity | jcm-mrv | pandera | frictionless |
|---|---|---|---|---|---|
{lines}
"""  # noqa: E501


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    page = render()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, "utf-8")
    else:
        sys.stdout.write(page)
