"""HTML from names, attributes and children: everything that is not markup already is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "input", "link", "meta", "wbr"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_HOSTILE = "\N{REPLACEMENT CHARACTER}"


class Markup(str):
    """A text that is markup, and is not escaped again."""

    __slots__ = ()


Attribute = str | int | bool | None
Child = str | None


def escape_text(text: str) -> Markup:
    """Return a text as HTML shows it, in an element or in an attribute.

    Characters that HTML does not know, and those that turn the reading direction of what
    follows, are shown as replaced.
    """
    return Markup(escape(_DIRECTION.sub(_HOSTILE, _CONTROL.sub(_HOSTILE, text)), quote=True))


def element(tag: str, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element.

    Args:
        tag: its name.
        children: texts, which are escaped, and markup; None is left out.
        attributes: by name, with ``_`` for ``-`` and at the end of names that Python keeps to
            itself; None and False are left out, True has no value.
    """
    opening = tag
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        name = key.rstrip("_").replace("_", "-")
        opening += f" {name}" if value is True else f' {name}="{escape_text(str(value))}"'
    if tag in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(children)}</{tag}>")


def join(parts: Iterable[Child], separator: str = "") -> Markup:
    """Return parts with a separator between: texts are escaped, None is left out."""
    shown = (_markup(part) for part in parts if part is not None)
    return Markup(_markup(separator).join(shown))


def _markup(part: str) -> Markup:
    return part if isinstance(part, Markup) else escape_text(part)


def wrap_breaks(text: str) -> Markup:
    """Return a path or an identifier that may break behind ``/``, ``.`` and ``_``."""
    return Markup(re.sub(r"(?<=[/._])(?=\w)", "<wbr>", escape_text(text)))
