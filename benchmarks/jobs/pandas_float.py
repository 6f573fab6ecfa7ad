"""The sums of the bench by year in pandas as most people write it: binary floats, not exact."""

import sys

import pandas as pd

COLUMNS = ("it_a", "it_b", "dc")

frame = pd.read_csv(sys.argv[1])
years = pd.to_datetime(frame["timestamp"], format="%Y-%m-%d %H:%M").dt.year
for year, row in frame[list(COLUMNS)].groupby(years).sum().iterrows():
    print(year, *row)
