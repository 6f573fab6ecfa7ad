"""docs/project-file.md names every key of project.toml as the models have it, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from jcm_mrv.project import shape, shape_monitoring
from jcm_mrv.project.time_formats import TIME_FORMATS
from jcm_mrv.project.values import ENCODINGS
from jcm_mrv.shapes import Table

PAGE = Path(__file__).parents[2] / "docs" / "project-file.md"
TABLE = re.compile(r"^<!-- table: (\w+) -->\n((?:\|.*\n)+)", re.MULTILINE)
CELL = re.compile(r"(?<!\\)\|")


def read_tables() -> dict[str, list[list[str]]]:
    """Return the rows of each marked table of the page, by the model that it is about."""
    return {
        name: [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in body.splitlines()[2:]]
        for name, body in TABLE.findall(PAGE.read_text("utf-8"))
    }


def read_models() -> dict[str, type[Table]]:
    """Return the tables that project.toml is made of, by name."""
    members = {**vars(shape_monitoring), **vars(shape)}.values()
    found = {one.__name__: one for one in members if isinstance(one, type)}
    tables = {name: one for name, one in found.items() if issubclass(one, Table)}
    # A base is not a table of its own; what it adds, the key of a set, is a row in italics.
    return {name: one for name, one in tables.items() if name not in {"Table", "SetTable"}}


TABLES, MODELS = read_tables(), read_models()


def choices_in(annotation: Any) -> set[str]:
    """Return every choice that an annotation holds, however deep."""
    if get_origin(annotation) is Literal:
        return {str(choice) for choice in get_args(annotation)}
    return set().union(*(choices_in(part) for part in get_args(annotation)))


def test_every_table_of_the_file_is_on_the_page() -> None:
    """The page has a table for each model, and none for a model that is gone."""
    assert sorted(TABLES) == sorted(MODELS)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_keys_of_a_table_are_those_of_its_model(name: str) -> None:
    """A table lists the keys of its model in the model's order."""
    fields = MODELS[name].model_fields
    keys = [row[0].strip("`") for row in TABLES[name] if row[0].startswith("`")]
    assert keys == [field.alias or key for key, field in fields.items()]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_key_is_required_on_the_page_where_it_is_in_the_model(name: str) -> None:
    """What must be written is called required, and nothing else is."""
    rows = {row[0].strip("`"): row[3] for row in TABLES[name]}
    for key, field in MODELS[name].model_fields.items():
        assert (rows[field.alias or key] == "required") == field.is_required(), key


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_default_on_the_page_is_that_of_the_model(name: str) -> None:
    """A default that the page writes as TOML is the model's own."""
    rows = {row[0].strip("`"): row[3] for row in TABLES[name]}
    for key, field in MODELS[name].model_fields.items():
        shown = rows[field.alias or key]
        default = field.get_default(call_default_factory=True)
        if shown.startswith("`"):
            written = tomllib.loads(f"x = {shown.strip('`')}")["x"]
            # A multiplier of 1 is what the absence of one means.
            assert written == (1 if key == "multiplier" else _plain(default)), key
        elif not field.is_required():
            assert default in (None, "", (), {}), key


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_choice_of_a_key_is_on_the_page(name: str) -> None:
    """Where a key takes one of a list of texts, its row names each of them."""
    rows = {row[0].strip("`"): row for row in TABLES[name]}
    for key, field in MODELS[name].model_fields.items():
        row = " ".join(rows[field.alias or key][1:3])
        for choice in choices_in(field.annotation) - {"\t", " ", "|"}:
            assert f"`{choice}`" in row or f'`"{choice}"`' in row, (key, choice)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_example_is_toml_with_the_key_of_its_row(name: str) -> None:
    """An example can be pasted: it is TOML, and sets the key that it stands beside."""
    for row in TABLES[name]:
        example = tomllib.loads(row[4].strip("`"))
        if row[0].startswith("`") and not row[4].startswith("`["):
            assert list(example) == [row[0].strip("`")]


def test_every_encoding_and_way_to_write_a_stamp_is_on_the_page() -> None:
    """The closed lists of encodings and time formats are written out."""
    page = PAGE.read_text("utf-8")
    for name in (*ENCODINGS, *TIME_FORMATS):
        day, blank, time = name.partition(" ")
        assert f"`{day}`" in page, name
        assert not blank or f"` {time}`" in page, name
