"""Compare the unit row of a file with the unit that its source declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding
from jcm_mrv.numbers import printable
from jcm_mrv.units import UnitError

if TYPE_CHECKING:
    from jcm_mrv.project.monitoring import Source
    from jcm_mrv.readings.opening import TextFile
    from jcm_mrv.units import Units

SHOWN_COLUMNS = 5


def check_unit_row(source: Source, file: TextFile, units: Units) -> list[Finding]:
    """Judge the units above the columns of a source.

    A blank cell claims nothing and is passed over. A spelling that is not in the vocabulary is
    no contradiction either: loggers write units in ways of their own ("kWh/15min", "Wh 3ph"),
    and to refuse them would make a person edit the file as it came. It is a note, so that
    nobody takes the row for checked.
    """
    declared = units.parse(source.unit)
    columns: dict[str, list[str]] = {}
    for name in source.columns:
        at = file.at(name)
        text = file.units[at] if at < len(file.units) else ""
        bare = text.strip().strip("[]()").strip()
        if bare and bare != source.unit:
            columns.setdefault(bare, []).append(name)
    found = []
    for text, names in columns.items():
        place = file.place(file.body, ", ".join(names[:SHOWN_COLUMNS]))
        shown = printable(text)
        try:
            unit = units.parse(text.replace("°C", "degC"))
        except UnitError:
            message = (
                f'the unit row says "{shown}", which is no unit that is known; it was not compared '
                f'with the declared "{source.unit}"'
            )
            found.append(Finding("D134", "note", place, message))
            continue
        if (unit.dimensions, unit.scale, unit.point) == (
            declared.dimensions,
            declared.scale,
            declared.point,
        ):
            continue
        message = (
            f'the unit row says "{shown}", {source.path} declares unit = "{source.unit}"; mend the '
            "one that is wrong"
        )
        found.append(Finding("D134", "error", place, message))
    return found
