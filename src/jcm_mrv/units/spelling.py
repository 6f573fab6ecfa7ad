"""The nearest right spelling of a unit, for the sentence of a refusal."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from jcm_mrv.units import grammar

if TYPE_CHECKING:
    from collections.abc import Collection

# How people write a unit, in small letters and without hyphens: what it is here.
_ALIASES = {
    "celsius": "degC",
    "days": "day",
    "hours": "hour",
    "hr": "h",
    "hrs": "h",
    "kelvin": "K",
    "kwhr": "kWh",
    "liter": "L",
    "litre": "L",
    "minutes": "minute",
    "mwhr": "MWh",
    "pct": "%",
    "percent": "%",
    "rt": "USRt",
    "sec": "second",
    "seconds": "second",
    "ton": "t",
    "tonne": "t",
    "tonnes": "t",
    "tons": "t",
}
_SIGNS = str.maketrans({"·": "*", "⋅": "*", "×": "*", "÷": "/", "°": "deg", "-": "", "_": ""})


def suggest_unit(written: str, names: Collection[str]) -> str | None:
    """Return what was probably meant by a text that is not a unit, or None."""
    if written == "-":
        return "1"  # the JCM's forms write a dash where a quantity has no unit
    plain = unicodedata.normalize("NFKC", written).translate(_SIGNS).replace("**", "^")
    keys = {_key(name): name for name in names}
    pieces = [
        piece if re.fullmatch(r"[*/]|\^-?[0-9]+|", piece) else _nearest(piece, keys)
        for piece in re.split(r"([*/]|\^-?[0-9]+)", plain.replace(" ", ""))
    ]
    joined = "".join(piece or "" for piece in pieces)
    known = None not in pieces and grammar.is_unit_text(joined)
    return joined if known else None


def _nearest(piece: str, keys: dict[str, str]) -> str | None:
    key = _key(piece)
    key = key.removesuffix("q") if key.endswith("co2eq") else key
    if name := keys.get(key) or _ALIASES.get(key):
        return name
    # In a short word one other letter is another word.
    close = difflib.get_close_matches(key, keys, 1, 0.75) if len(key) > 3 else []
    return keys[close[0]] if close else None


def _key(name: str) -> str:
    return name.replace("_", "").casefold()
