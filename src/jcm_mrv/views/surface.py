"""What a text is shown on: its width, whether it takes colour, and which characters it knows."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    from rich.console import RenderableType

# Lao, Khmer and Thai are written with these; every other invisible character is made visible.
_HARMLESS = frozenset("\u200b\u200c\u200d")
_BLANKS = frozenset("\t\n\r\v\f\u00a0\u3000\u2028\u2029")
# What our own messages use outside of ASCII, for a terminal that cannot show it.
_ASCII = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "−": "-", "×": "x", "·": "-", "→": "->", "°": " deg "}
    | {"≤": "<=", "≥": ">=", "≠": "!=", "“": '"', "”": '"', "‘": "'", "’": "'", "²": "2"}
)


@dataclass(frozen=True, slots=True)
class Surface:
    """Describe what a text is written to.

    Args:
        width: columns.
        terminal: a person looks at it; a pipe or a file keeps one finding on one line.
        colour: colours may be used.
        ascii: only ASCII is understood.
    """

    width: int = 80
    terminal: bool = False
    colour: bool = False
    ascii: bool = False


def make_harmless(text: str, *, ascii_only: bool = False) -> str:
    r"""Return a text that cannot drive a terminal.

    Control characters, escape sequences and marks that turn the direction of writing become
    visible escapes such as ``\x1b``; line ends become spaces.
    """
    if not text.isprintable():
        text = "".join(map(_harmless_character, text))
    if ascii_only and not text.isascii():
        text = text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")
    return text


def make_document_harmless(value: Any, *, ascii_only: bool = False) -> Any:
    """Return a JSON document with every text in it made harmless, keys too."""
    if isinstance(value, str):
        return make_harmless(value, ascii_only=ascii_only)
    if isinstance(value, dict):
        return {
            make_harmless(key, ascii_only=ascii_only): make_document_harmless(
                item, ascii_only=ascii_only
            )
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [make_document_harmless(item, ascii_only=ascii_only) for item in value]
    return value


def _harmless_character(character: str) -> str:
    if character.isprintable() or character in _HARMLESS:
        return character
    if character in _BLANKS:
        return " "
    return character.encode("unicode_escape").decode("ascii")


def draw(surface: Surface, *parts: RenderableType) -> str:
    """Render parts, one below the other, as the text that the surface shows.

    Plain strings are taken as they are: square brackets in them are no markup.
    """
    paper = StringIO()
    console = Console(
        file=paper,
        width=max(surface.width, 20),
        force_terminal=surface.colour,
        color_system="standard" if surface.colour else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "".join(line.rstrip(" ") + "\n" for line in paper.getvalue().splitlines())
