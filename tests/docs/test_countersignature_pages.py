"""The pages on the verification form and the countersignature name every key, and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.docs.test_lock_page import models_in
from tests.unit.countersigning.plant import make_plant
from tests.unit.countersigning.test_opinion import CLOSED, with_finding

from jcm_mrv.countersigning.countersign import countersign
from jcm_mrv.countersigning.shape import FormTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.shapes import Table

DOCS = Path(__file__).parents[2] / "docs"


def keys_on(page: str) -> list[str]:
    """Return the keys in the tables of a page."""
    text = (DOCS / page).read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    return [key for key in rows if re.fullmatch(r"[a-z_]+(\[\])?\.\S+|schema", key)]


def keys_of(model: type[Table], path: str = "") -> Iterator[str]:
    """Yield the dotted places of a model."""
    for name, field in model.model_fields.items():
        place = f"{path}{field.alias or name}"
        inner = next(models_in(field.annotation), None)
        listed = any("tuple" in str(each) for each in (field.annotation, *field.metadata))
        if inner is None:
            yield place
        else:
            yield from keys_of(inner, f"{place}[]." if listed else f"{place}.")


def places_in(value: Any, path: str = "") -> Iterator[str]:
    """Yield the dotted places of the leaves of a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places_in(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from places_in(inner, f"{path}[]")
    else:
        yield path


def test_the_page_of_the_form_names_its_keys() -> None:
    """The table of the page is the model."""
    assert sorted(keys_on("verification-form.md")) == sorted(keys_of(FormTable))


def test_the_page_of_the_countersignature_names_every_key_of_a_predicate(tmp_path: Path) -> None:
    """What a full statement holds stands on the page; the page may name what this one lacks."""
    plant = make_plant(tmp_path)
    text = with_finding(plant, f"{CLOSED}tonnes = 1\n").replace('"S-1"', '"S-9"')
    text = text.replace("# site_visit", "site_visit").replace("ct = 20", "ct = 20\nvt = 1")
    signed = countersign(plant.report, plant.read(text), "DIFFERS", plant.evidence)

    found = set(places_in(json.loads(signed.statement)["predicate"]))

    page = (DOCS / "countersignature.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    assert found - named == set()
    # No gaps beyond those listed, no members, amounts or cells in this plant.
    absent = {"member", "cell", "until"}
    assert {one.rpartition(".")[2] for one in named - found} == absent | {
        "parameter",
        "path",
        "count",
    }
