"""Adding a language is adding one catalogue."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.views.words import catalogue, languages, read_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from babel.messages import Catalog

MESSAGE = 'msgid "Emission reductions"\nmsgstr "{}"\n'


def forget() -> None:
    """Forget what was read of the folder of catalogues."""
    catalogue.languages.cache_clear()
    catalogue.read_messages.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of catalogues that stands in for that of the package."""
    (tmp_path / "catalogues").mkdir()
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    forget()
    yield tmp_path / "catalogues"
    forget()


def test_one_file_is_a_language(folder: Path, tool: ModuleType) -> None:
    """A German catalogue brings German words, numbers and days, and no line of code."""
    header = tool.HEADER.format(name="German", locale="de_DE")
    (folder / "de.po").write_text(header + MESSAGE.format("Emissionsminderungen"), "utf-8")
    assert languages() == ("en", "de")
    german = read_language("de")
    assert german.text("Emission reductions") == "Emissionsminderungen"
    assert german.number("1234.5678") == "1.234,567"
    assert german.period("2017-03-01", "2018-02-28") == "1. März 2017 to 28. Februar 2018"
    assert german.country("PH") == "Philippinen"
    assert german.text("Project emissions") == "Project emissions"


def test_a_doubtful_translation_is_not_shown(folder: Path, tool: ModuleType) -> None:
    """What is marked fuzzy stays English until somebody has read it."""
    header = tool.HEADER.format(name="German", locale="de_DE")
    (folder / "de.po").write_text(f"{header}#, fuzzy\n{MESSAGE.format('?')}", "utf-8")
    assert read_language("de").text("Emission reductions") == "Emission reductions"


def test_the_tool_begins_a_catalogue(tool: ModuleType, wanted: Catalog, folder: Path) -> None:
    """A catalogue begun by the tool has every message, none translated, and can be read."""
    begun = tool.HEADER.format(name="Spanish", locale="es_MX").encode()
    (folder / "es.po").write_bytes(tool.renew(begun, wanted))
    text = (folder / "es.po").read_text("utf-8")
    assert text.startswith("# Spanish words of jcm-mrv.")
    assert '"Language: es_MX\\n"' in text
    assert text.count("\nmsgid ") == len(wanted) + 1
    assert read_language("es").texts == {}
    assert read_language("es").number("1234.5") == "1,234.5"


def test_the_catalogues_of_the_package_are_installed() -> None:
    """They are read from the package, wherever that lies."""
    folder = files("jcm_mrv.views.words").joinpath("catalogues")
    assert sorted(one.name for one in folder.iterdir() if one.name.endswith(".po")) == ["ja.po"]
