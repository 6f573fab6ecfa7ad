"""Message catalogues: one gettext file a language, with the English text as the key.

English needs none. A catalogue is the only file that a further language asks for: its header
says of which locale its numbers and dates are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH = "en"
_LOCALE_OF_ENGLISH = "en_GB"  # 1 March 2017: no reader takes the day for the month
_FOLDER = "catalogues"
_SUFFIX = ".po"


@dataclass(frozen=True, slots=True)
class Messages:
    """Hold the translations of a language.

    Args:
        code: of the language, such as ``ja``.
        locale: whose numbers and dates it has, such as ``ja_JP``.
        texts: translation by English text.
    """

    code: str
    locale: str
    texts: Mapping[str, str] = field(default_factory=dict)


@cache
def languages() -> tuple[str, ...]:
    """Return the code of every language, English first."""
    folder = files(__package__).joinpath(_FOLDER)
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(_SUFFIX))
    return (ENGLISH, *(name.removesuffix(_SUFFIX) for name in found))


@cache
def read_messages(code: str) -> Messages:
    """Return the messages of a language.

    Raises:
        KeyError: there is no catalogue of it.
    """
    if code == ENGLISH:
        return Messages(ENGLISH, _LOCALE_OF_ENGLISH)
    if code not in languages():
        raise KeyError(code)
    with files(__package__).joinpath(_FOLDER, code + _SUFFIX).open("rb") as file:
        catalogue = read_po(file)
    texts = {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
    return Messages(code, str(catalogue.locale or code), texts)
