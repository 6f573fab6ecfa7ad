"""D144: frozen rows that do not belong to the query."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D144",
    since="0.2.0",
    title="frozen rows that do not belong to the query",
    why=(
        "A verifier cannot run the query again, and takes the frozen rows as its answer. If the "
        "query was changed since, or the rows were, the file says one thing and the project "
        "another: the tag of another meter, a year too few. Nobody could tell which is meant, so "
        "it is an error."
    ),
    remedy=(
        "Put the query back as it was, or freeze the rows again with jcm-mrv fetch --again. Give "
        "each query a file of its own. Readings that had to be corrected by hand go into a file "
        "whose source has no query, with the reason beside it."
    ),
    bad="the query says tag = 'PV-2', the rows were frozen when it said tag = 'PV-1'",
    good="the query and the rows changed together, by jcm-mrv fetch --again",
)
