"""Write src/jcm_mrv/units/units.tsv from units.txt; ``make docs`` runs it."""

from __future__ import annotations

from pathlib import Path

from jcm_mrv.units.definitions import read_definitions
from jcm_mrv.units.table import render_table

TABLE = Path(__file__).parents[1] / "src" / "jcm_mrv" / "units" / "units.tsv"

if __name__ == "__main__":
    TABLE.write_text(render_table(read_definitions().values()), encoding="utf-8")
    print(TABLE.relative_to(Path(__file__).parents[1]).as_posix())
