"""Reports that somebody edited by chance or on purpose: an answer, and whole parts, each time."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.difference.reports import Part, report_of

from jcm_mrv.canonical import canonical
from jcm_mrv.difference.comparing import compare
from jcm_mrv.difference.faults import UncomparableError
from jcm_mrv.report.reading import ParsedReport, ReportFault, parse_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.difference.model import Difference

RESULTS = ("segments", "values", "readings", "equations", "vintages", "totals", "adjustments")
TEXTS = ("0", "-1", "1/3", "7.5", "x", "mean", "min", "sum", "if", "/", "*", "fixed", "period")


def base() -> ParsedReport:
    """Return two years of two roofs: 60 x 0.5 + 40 x 0.25 = 40, and half of it in 2018."""
    first = Part(
        "2017-01-01",
        "2017-12-31",
        {"EG": {"a": 60, "b": 40}, "EF": {"a": "0.5", "b": "0.25"}},
        {"EG": {"2017-04": {"a": 50, "b": 30}, "2017-05": {"a": 10, "b": 10}}},
    )
    second = Part(
        "2018-01-01",
        "2018-03-31",
        {"EG": {"a": 30, "b": 20}, "EF": {"a": "0.5", "b": "0.25"}},
        {"EG": {"2018-01": {"a": 30, "b": 20}}},
    )
    formulas = {"ER": "max(sum(EG[i] * EF[i] for i in roof if EG[i] > 0), 1) / 1"}
    lines: dict[int, Any] = {2017: (40, 40), 2018: (20, 20)}
    return report_of([first, second], formulas, lines, sets={"roof": ("a", "b")})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every list and leaf."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(one, (*path, key))
        return
    yield path
    for index, one in enumerate(value if isinstance(value, list) else ()):
        yield from places(one, (*path, index))


def edit(document: dict[str, Any], choose: random.Random) -> None:
    """Change one list or leaf of the results."""
    path = choose.choice([one for one in places(document) if one[0] in RESULTS and len(one) > 1])
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    value = parent[path[-1]]
    if isinstance(value, list):
        if value and choose.random() < 0.5:
            value.pop(choose.randrange(len(value)))
        else:
            choose.shuffle(value)
    elif isinstance(value, int):
        parent[path[-1]] = choose.choice([0, 1, 2, 10**9])
    else:
        parent[path[-1]] = choose.choice(TEXTS)


def whole_of(found: Difference) -> Any:
    """Return what the parts have to add up to; None where there is nothing to divide."""
    if None not in found.credits:
        return (found.credits[1] or 0) - (found.credits[0] or 0)
    a, b = found.reductions
    if a is None or b is None or any(None in one.reductions for one in found.years):
        return None
    return b - a


@pytest.mark.parametrize("seed", range(40))
def test_an_edited_report_is_compared_or_refused(seed: int) -> None:
    """No edit breaks the comparison, and the parts make the whole in both directions."""
    choose = random.Random(seed)  # noqa: S311  (edits to try, no secret)
    report = base()
    for _ in range(3):
        document = copy.deepcopy(report.document)
        edit(document, choose)
        try:
            other = parse_report(canonical(document))
            there, back = compare(report, other), compare(other, report)
        except (ReportFault, UncomparableError):
            continue
        assert there.same == (document == report.document)
        for found in (there, back):
            expected = whole_of(found)
            assert expected is None or found.attributed == expected
