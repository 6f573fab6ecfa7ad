"""The sums of the bench by year in bare streaming polars: stamps parsed, Decimal, no checks."""

import sys

import polars as pl

COLUMNS = ("it_a", "it_b", "dc")

frame = pl.scan_csv(sys.argv[1], infer_schema=False).select(
    pl.col("timestamp").str.to_datetime("%Y-%m-%d %H:%M").dt.year().alias("year"),
    *(pl.col(name).cast(pl.Decimal(38, 18)) for name in COLUMNS),
)
sums = frame.group_by("year").agg(pl.all().sum()).sort("year").collect(engine="streaming")
for row in sums.iter_rows():
    print(*row)
