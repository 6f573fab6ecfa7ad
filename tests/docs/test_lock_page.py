"""docs/lock.md names every key of project.lock, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from jcm_mrv.lock.model import Lock
from jcm_mrv.shapes import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "lock.md"


def models_in(annotation: Any) -> Iterator[type[Table]]:
    """Yield the tables that an annotation holds, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def keys_of(model: type[Table], path: str = "") -> Iterator[str]:
    """Yield the dotted places of a model."""
    for name, field in model.model_fields.items():
        place = f"{path}{field.alias or name}"
        inner = next(models_in(field.annotation), None)
        listed = "tuple" in str(field.annotation)
        if inner is None:
            yield place
        else:
            yield from keys_of(inner, f"{place}[]." if listed else f"{place}.")


def test_the_page_names_the_keys_of_the_lock_and_no_other() -> None:
    """The table of the page is the model, beside the digest that the model is checked by."""
    page = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sorted(page) == sorted([*keys_of(Lock), "sha256"])


def test_the_page_links_every_code_of_the_lock() -> None:
    """Each drift that there is a code for is named where its keys are."""
    page = PAGE.read_text("utf-8")
    for code in (*(f"P{number:03}" for number in range(80, 89)), "D180"):
        assert f"codes/{code}.md" in page, code
