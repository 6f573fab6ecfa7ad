"""Each catalogue holds what the views say, translated, and nothing else."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages import Catalog

CATALOGUES = Path(__file__).parents[4] / "src" / "jcm_mrv" / "views" / "words" / "catalogues"
PATHS = sorted(CATALOGUES.glob("*.po"))
RENEW = "python tools/catalogues.py, then translate what it left empty"


def read(path: Path) -> Catalog:
    """Return a catalogue; babel takes the "% of" in "1 % of it" for a format, which it is not."""
    catalogue = read_po(BytesIO(path.read_bytes()))
    for message in catalogue:
        message.flags.discard("python-format")
    return catalogue


def names_in(text: object) -> list[str]:
    """Return the names that stand in braces, each as often as it stands there."""
    return sorted(name for _, name, _, _ in Formatter().parse(str(text)) if name is not None)


def test_there_are_catalogues() -> None:
    """A folder without catalogues would let every test below pass."""
    assert [path.name for path in PATHS] == ["ja.po"]


def test_each_catalogue_has_the_messages_of_the_sources(tool: ModuleType) -> None:
    """Nothing is missing, nothing is left over, and the order is the tool's."""
    assert tool.stale(tool.VIEWS, CATALOGUES) == [], RENEW


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_message_is_translated(path: Path) -> None:
    """No text of a view is left in English because somebody forgot it."""
    catalogue = read(path)
    assert len(catalogue) > 700
    assert [one.id for one in catalogue if one.id and not str(one.string).strip()] == [], RENEW
    assert [one.id for one in catalogue if one.id and one.fuzzy] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_translation_has_the_placeholders_of_its_message(path: Path, wanted: Catalog) -> None:
    """A value that the English names is in the other language too, once each, and no other."""
    messages = [one for one in read(path) if "python-brace-format" in one.flags]
    assert messages
    for one in messages:
        assert names_in(one.string) == names_in(one.id)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_catalogue_passes_babel(path: Path) -> None:
    """What a translator's own tools check of a catalogue holds, and its header is of no machine."""
    catalogue = read(path)
    assert [(message.id, errors) for message, errors in catalogue.check()] == []
    header = path.read_text("utf-8").partition("\n\n")[0]
    assert "Date" not in header
    assert "Generated-By" not in header


def test_a_message_that_nobody_translated_is_found(tool: ModuleType, tmp_path: Path) -> None:
    """A message added to a view makes every catalogue stale, and is written without a text."""
    views = tmp_path / "views"
    shutil.copytree(tool.VIEWS, views, ignore=shutil.ignore_patterns("__pycache__"))
    assert tool.stale(views, CATALOGUES) == []
    planted = "A message of {number} words that nobody translated"
    with (views / "reported" / "verdict.py").open("a", encoding="utf-8") as file:
        file.write(f'\n\ndef planted(_):\n    return _("{planted}", number=7)\n')
    assert tool.stale(views, CATALOGUES) == [path.name for path in PATHS]
    renewed = read_po(BytesIO(tool.renew(PATHS[0].read_bytes(), tool.collect(views))))
    message = renewed.get(planted)
    assert message is not None
    assert message.string == ""
    assert [str(place) for place, _ in message.locations] == ["views/reported/verdict.py"]


def test_a_message_that_is_gone_is_dropped(tool: ModuleType, wanted: Catalog) -> None:
    """A translation of what no view says any more does not stay behind; the others do."""
    data = PATHS[0].read_bytes()
    more = data + b'\nmsgid "What no view says"\nmsgstr "x"\n'
    assert tool.renew(more, wanted) == data


def test_texts_that_reach_the_views_in_a_report_are_collected(wanted: Catalog) -> None:
    """Checks, policies, treatments and modules: what they say is in the catalogues too."""
    for text in (
        "gap in the readings",
        "counted as nothing",
        "Electricity used by the IT equipment",
        "No WHR system was introduced before to the kiln that the project uses.",
    ):
        assert text in wanted
