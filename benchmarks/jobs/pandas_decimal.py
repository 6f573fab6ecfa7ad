"""The sums of the bench by year in pandas, exact: each reading a Decimal."""

import sys
from decimal import Decimal

import pandas as pd

COLUMNS = ("it_a", "it_b", "dc")

frame = pd.read_csv(sys.argv[1], converters=dict.fromkeys(COLUMNS, Decimal))
years = pd.to_datetime(frame["timestamp"], format="%Y-%m-%d %H:%M").dt.year
for year, row in frame[list(COLUMNS)].groupby(years).sum().iterrows():
    print(year, *row)
