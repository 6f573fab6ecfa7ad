"""Damaged files: whatever stands in them, the answer is a methodology, a report, or a refusal."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.errors import RefusedError
from jcm_mrv.library import read_library
from jcm_mrv.methodology.cases import run_cases
from jcm_mrv.methodology.loading import parse_methodology

LIBRARY = read_library()
MODULE = LIBRARY.find("rooftop-solar 1")
FOREIGN_WORDS = ("pydantic", "Input should", "validation error", "Traceback", "tomllib")
SCRAPS = (
    *("", '""', "1", "-1", "nan", "1e999", "true", "[]", "{}", "2020-01-01", "}", "'x'", "(", "\\"),
    *("EF_RE", "i", "[i]", "system", 'over = "system"', "optional = true", "GWP_CH4"),
    *('kind = "default"', 'kind = "category"', 'gwp_sets = ["AR5"]', "{ value = 1 }", "1/3"),
)
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from(SCRAPS)), min_size=1, max_size=3
)


@cache
def read(name: str) -> list[str]:
    """Return the lines of a file of the module."""
    entry = next(entry for entry in LIBRARY.entries if entry.id == MODULE.id)
    return entry.read(name).decode().split("\n")


def spoil(lines: list[str], damage: list[tuple[float, float, str]]) -> bytes:
    """Put a scrap into some lines, in place of what stands behind it up to the next space."""
    lines = list(lines)
    for where, column, scrap in damage:
        number = int(where * (len(lines) - 1))
        line = lines[number]
        start = int(column * len(line))
        _, space, rest = line[start:].partition(" ")
        lines[number] = line[:start] + scrap + space + rest
    return "\n".join(lines).encode()


@given(DAMAGE)
def test_a_damaged_methodology_loads_or_is_refused(damage: list[tuple[float, float, str]]) -> None:
    """Nothing but a refusal in our own words comes out of a file that is not a methodology."""
    data = spoil(read("methodology.toml"), damage)
    said = ""
    try:
        parse_methodology(data, file="m.toml", origin="tests", folder=None)
    except RefusedError as refusal:
        said = str(refusal)
    assert not any(word in said for word in FOREIGN_WORDS)


@given(DAMAGE)
def test_damaged_cases_are_reported(damage: list[tuple[float, float, str]]) -> None:
    """A file of cases always ends in a report, passed or not."""
    report = run_cases(MODULE, spoil(read("cases.toml"), damage))
    text = "\n".join(finding.line() for finding in report.findings)
    assert not any(word in text for word in FOREIGN_WORDS)


@pytest.mark.parametrize(
    "formula",
    ["(" * 10_000, "((((EG[i]**4)**4)**4)**4)" + "**4" * 18, "__import__('os')", "1e999999999"],
)
def test_a_formula_that_would_grow_or_run_is_refused(formula: str) -> None:
    """Ten thousand brackets, 22 squarings, an import, a number without end: all are refused."""
    text = "\n".join(read("methodology.toml")).replace(
        "sum(EG[i] * EF_RE[i] for i in system)", formula
    )
    with pytest.raises(RefusedError) as refusal:
        parse_methodology(text.encode(), file="m.toml", origin="tests", folder=None)
    assert refusal.value.findings[0].code in ("M010", "M013")
