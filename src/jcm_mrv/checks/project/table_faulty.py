"""P063: table of the project cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P063",
    since="0.1.0",
    title="table of the project cannot be used",
    why=(
        "Members, meters and invoices from a table count like those written in project.toml. "
        "A row that is read wrongly moves tonnes without a trace."
    ),
    remedy=(
        "Save the table as CSV in UTF-8: commas between columns, a decimal point, dates as "
        "2017-03-01, one line of column names, texts with commas in double quotes."
    ),
    bad=("id;EF_RE [tCO2/MWh];source\nroof-a;0,525;PDD"),
    good=("id,EF_RE [tCO2/MWh],source\nroof-a,0.525,PDD"),
)
