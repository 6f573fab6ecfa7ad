"""Run typst over the constant templates, with the data of the paper as JSON.

No system font, no package from elsewhere and no clock is used, so that the same data gives the
same bytes on every machine. The templates read nothing but this data: their root is the folder
that they lie in.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import typst

from jcm_mrv.numbers import printable
from jcm_mrv.views.paper.texts import SUBSTITUTE, prepare
from jcm_mrv.views.reported.fault import ViewFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.views.words import Language

STANDARD = "ua-1"
_MAIN = "paper.typ"
_FONTS = "pylopdf_fonts_cjk"
_ATTEMPTS = 4
_MAX_TOLD = 200
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


def render_data(data: Mapping[str, Any], language: Language) -> bytes:
    """Return the PDF of the data of a paper.

    Characters that no font has are told by typst all at once, are replaced by a box, and are
    named on the paper.

    Raises:
        ViewFault: the paper cannot be set.
    """
    _ = language.text
    missing: frozenset[str] = frozenset()
    with as_file(files(__package__)) as templates, as_file(files(_FONTS)) as fonts:
        for _attempt in range(_ATTEMPTS):
            ready = prepare({**data, "notice": _notice(missing, language)}, language, missing)
            try:
                return _compile(ready, templates, fonts, [STANDARD])
            except typst.TypstError as error:
                found = _glyphs(str(error.diagnostic)) - missing
                missing |= found
            if not found:
                break
        notice = _("This paper does not follow PDF/UA-1: a text of the report keeps it from that.")
        try:
            return _compile({**ready, "notice": notice}, templates, fonts, [])
        except typst.TypstError as error:
            told = printable(str(error.message), _MAX_TOLD)
            raise ViewFault(f"the paper cannot be set: {told}") from None


def _compile(data: Mapping[str, Any], templates: Path, fonts: Path, standards: list[Any]) -> bytes:
    year, month, day = data["date"]
    moment = dt.datetime(year, month, day, tzinfo=dt.UTC)
    return typst.compile(
        templates / _MAIN,
        root=templates,
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=standards,
        timestamp=moment,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        package_path=templates,
        package_cache_path=templates,
    )


def _glyphs(diagnostic: str) -> frozenset[str]:
    """Return the characters that typst names as without a glyph."""
    texts = (
        _ESCAPE.sub(lambda code: chr(int(code[1], 16)), found)
        for found in _NO_GLYPH.findall(diagnostic)
    )
    return frozenset(one for text in texts for one in text if not one.isascii())


def _notice(missing: frozenset[str], language: Language) -> str:
    if not missing:
        return ""
    _ = language.text
    codes = ", ".join(f"U+{ord(one):04X}" for one in sorted(missing)[:40])
    more = ", …" if len(missing) > 40 else ""
    return _(
        "{box} stands for a character that the fonts of this paper do not have ({codes}); "
        "report.json holds the text whole.",
        box=SUBSTITUTE,
        codes=codes + more,
    )
