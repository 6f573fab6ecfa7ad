"""What of the queries is judged without a database: that they read, and where their rows go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.statement import StatementFault, check_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Source, SqlQuery


def check_queries(project: Project) -> Iterator[Finding]:
    """Judge each query, and that no two of them share a file."""
    owners: dict[str, Source] = {}
    for name, points in project.monitored.items():
        for source in (source for point in points for source in point.tables):
            if source.sql is None:
                continue
            try:
                check_statement(source.sql.text)
            except StatementFault as error:
                place = Place(project.file, f"{source.path}.sql.query")
                message = f"the query has to read and nothing else: {error}"
                yield Finding("D141", "error", place, message, parameter=name)
            owner = owners.setdefault(source.files[0], source)
            if not _alike(owner.sql, source.sql):
                message = (
                    f'"{source.files[0]}" holds the rows of another query already, that of'
                    f" {owner.path}; name a file for each"
                )
                place = Place(project.file, f"{source.path}.files")
                yield Finding("D144", "error", place, message, parameter=name)


def _alike(one: SqlQuery | None, other: SqlQuery) -> bool:
    return one is not None and (one.text, one.connection) == (other.text, other.connection)
