"""Reports of the examples, calculated once a run, for the tests of what is shown of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jcm_mrv.report.reading import ParsedReport, parse_report
from jcm_mrv.run import calculate

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/project.toml")))


@cache
def example(name: str) -> ParsedReport:
    """Return the report of an example."""
    return parse_report(calculate(EXAMPLES / name).report_bytes)
