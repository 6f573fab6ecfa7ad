"""docs/report.md names every key of the report document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))
# What stands inside of these is named by the formula and by the project.
OPEN = ("equations[].tree", "equations[].operands", "methodology.indicators[].tree")
QUANTITY = {"unit", "value"}


def documented() -> set[str]:
    """Return the keys in the first column of the page's tables."""
    page = (ROOT / "docs" / "report.md").read_text("utf-8")
    return set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))


def keys_of(value: Any, path: str = "") -> Iterator[str]:
    """Yield the dotted places of a document at which something other than a container stands."""
    if path in OPEN or (isinstance(value, dict) and path and set(value) == QUANTITY):
        yield path
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from keys_of(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from keys_of(one, f"{path}[]")
    elif value != []:
        yield path


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_key_of_a_report_is_on_the_page(folder: Path) -> None:
    """What the report of an example holds can be looked up, place by place."""
    found = set(keys_of(calculate(folder).document))
    # A finding without an effect has null there.
    assert sorted(found - documented() - {"findings[].effect"}) == []


def test_the_page_names_no_key_that_the_source_does_not_write() -> None:
    """The last word of each place on the page stands in the modules that build the report."""
    folder = ROOT / "src" / "jcm_mrv" / "report"
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    words = {place.removesuffix("[]").rpartition(".")[2] for place in documented()}
    assert sorted(word for word in words if f'"{word}"' not in source) == []
