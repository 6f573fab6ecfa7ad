"""A small data centre of which one reading lies in a database: four days, IT and all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

BASE = Path(__file__).parents[2] / "errors" / "_base" / "data-centre"
QUERY = "SELECT day, mwh FROM history WHERE tag = 'IT' ORDER BY day"
FROZEN = "frozen/it.csv"
URL = "sqlite:///history.db"
ROWS = (
    ("2017-03-01", "10.1", "15.3"),
    ("2017-03-02", "10.2", "15.2"),
    ("2017-03-03", "10.4", "15.6"),
    ("2017-03-04", "10.3", "15.1"),
)
"""Day, IT and all electricity [MWh], as in the readings of the base: 41 and 61.2 in all."""


def lay_out_project(folder: Path, query: str = QUERY, column: str = "mwh") -> Path:
    """Write a project whose IT electricity comes from a query; the rest stays a CSV file.

    Args:
        folder: an empty folder.
        query: the statement, without three quotes in it.
        column: of the readings.
    """
    text = (BASE / "project.toml").read_text("utf-8")
    head, rest = text.split("[monitored.EC_DC]")
    head = head.replace('files = "readings.csv"', f'files = "{FROZEN}"')
    head = head.replace('columns = ["it"]', f'columns = "{column}"')
    sql = "\n".join(
        [
            "[monitored.EC_IT.source.sql]",
            f"query = '''{query}'''",
            'connection = "HISTORIAN_URL"',
        ]
    )
    (folder / "project.toml").write_text(f"{head}{sql}\n\n[monitored.EC_DC]{rest}", "utf-8")
    (folder / "readings.csv").write_bytes((BASE / "readings.csv").read_bytes())
    return folder


def lay_out_database(path: Path) -> None:
    """Write the readings to an SQLite database: a row a day and tag, values as decimal texts."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE history (day TEXT, tag TEXT, mwh TEXT)")
    for day, *values in ROWS:
        for tag, value in zip(("IT", "ALL"), values, strict=True):
            database.execute("INSERT INTO history VALUES (?, ?, ?)", (day, tag, value))
    database.commit()
    database.close()
