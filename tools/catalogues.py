"""Bring the message catalogues of the views up to date with what the views say.

    python tools/catalogues.py               write them again
    python tools/catalogues.py --check       name what is stale, and write nothing
    python tools/catalogues.py --add de_DE   begin a catalogue for a further language

A message is a literal English text in a call of `_(…)` or `language.text(…)` in the packages of
`views/`. The texts of the checks, of the policies, of the treatments and of the modules reach
the views through a report, and are looked up by `Language.known`.
"""

from __future__ import annotations

import argparse
import ast
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from jcm_mrv.calculation.holes import NOT_CLAIMED
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.library import read_library
from jcm_mrv.report.document import POLICIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from jcm_mrv.methodology.model import Methodology

ROOT = Path(__file__).parents[1]
VIEWS = ROOT / "src" / "jcm_mrv" / "views"
CATALOGUES = VIEWS / "words" / "catalogues"
KEYWORDS = {"_": None}
TREATMENTS = (
    NOT_CLAIMED,
    "counted as nothing",
    "counted as zero",
    "counted at the rated power",
    "deficit carried",
    "filled by an invoice",
    "kept as read",
    "left out",
    "one kept",
    "outage counted as zero",
    "read as they are",
    "split by time",
    "taken as a rollover",
    "the largest counts",
    "the smallest counts",
)
"""Treatments of findings that hold no number and no name; the others stay English."""

HEADER = """\
# {name} words of jcm-mrv. The English text is the key; tools/catalogues.py keeps the list.
msgid ""
msgstr ""
"Project-Id-Version: jcm-mrv\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_WIDTH = 98


def is_translation(node: ast.AST) -> bool:
    """Tell whether a node translates a message: `_(…)`, or `text(…)` of a language.

    Babel's own extraction knows a function by its name alone, and `text` is a name of many.
    """
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "_"
    if not (isinstance(node.func, ast.Attribute) and node.func.attr == "text"):
        return False
    owner = node.func.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return name == "language"


def extract_calls(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str | None, list[str]]]:
    """Give the messages of a module in order, as babel asks for them; None where not literal."""
    calls = [node for node in ast.walk(ast.parse(fileobj.read())) if is_translation(node)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        first = call.args[0] if call.args else None
        literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
        yield call.lineno, "_", first.value if literal else None, []


def messages(views: Path) -> Iterator[tuple[str, str]]:
    """Give the messages of the views, each with the file that says it, in order.

    Args:
        views: the folder of the package `jcm_mrv.views`.
    """
    for path in sorted(views.glob("*/**/*.py")):
        with path.open("rb") as file:
            for _, text, _, _ in extract(extract_calls, file, keywords=KEYWORDS):
                if isinstance(text, str) and text:
                    yield text, f"views/{path.relative_to(views).as_posix()}"


def known_texts() -> Iterator[tuple[str, str]]:
    """Give the texts that come to the views in a report, each with where it is written."""
    for check in read_catalogue():
        for text in (check.title, check.why, check.remedy):
            yield text, f"checks/{check.code}"
    for _, text in POLICIES:
        yield text, "report/document.py"
    for text in TREATMENTS:
        yield text, "treatments"
    for module in read_library().modules():
        for text in _texts_of(module):
            yield text, f"methodologies/{module.id}/{module.major}"


def _texts_of(module: Methodology) -> Iterator[str]:
    yield module.title
    yield from (one.text for one in module.eligibility)
    yield from (one.source for one in module.emission_sources)
    yield from module.sets.values()
    for parameter in module.parameters.values():
        yield parameter.title
        yield parameter.description or ""
        yield from parameter.values
    yield from (one.title or "" for one in module.equations)
    yield from (one.title for one in getattr(module, "indicators", ()))


def collect(views: Path) -> Catalog:
    """Return a catalogue of every text that can be translated, without translations."""
    wanted = Catalog(charset="utf-8")
    of_views = set()
    for text, place in messages(views):
        wanted.add(text, locations=[(place, 0)])
        of_views.add(text)
    for text, place in known_texts():
        if text:
            wanted.add(text, locations=[(place, 0)])
    for message in wanted:
        # A percent sign is a percent sign here, and only messages of the views have places.
        message.flags.discard("python-format")
        if message.id not in of_views:
            message.flags.discard("python-brace-format")
    return wanted


def renew(data: bytes, wanted: Catalog) -> bytes:
    """Return a catalogue brought up to date: translations kept, what is gone dropped.

    Args:
        data: the catalogue as it is.
        wanted: what is to be translated.
    """
    old = read_po(BytesIO(data))
    locale = str(old.locale or "und")
    new = Catalog(locale=locale, charset="utf-8")
    for message in wanted:
        if not message.id:
            continue
        known = old.get(message.id)
        added = new.add(
            message.id,
            known.string if known else "",
            locations=sorted(message.locations),
            user_comments=known.user_comments if known else (),
        )
        added.flags = set(message.flags) | ({"fuzzy"} if known and known.fuzzy else set())
    buffer = BytesIO()
    write_po(
        buffer,
        new,
        width=_WIDTH,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
    )
    name = Locale.parse(locale).english_name or locale
    return HEADER.format(name=name.partition(" (")[0], locale=locale).encode() + buffer.getvalue()


def stale(views: Path, catalogues: Path) -> list[str]:
    """Return the catalogues that are not what `renew` would write, by name."""
    wanted = collect(views)
    return [
        path.name
        for path in sorted(catalogues.glob("*.po"))
        if renew(path.read_bytes(), wanted) != path.read_bytes()
    ]


def main() -> int:
    """Write or check the catalogues."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    parser.add_argument("--add", metavar="LOCALE", help="begin a catalogue, such as de_DE")
    given = parser.parse_args()
    if given.check:
        names = stale(VIEWS, CATALOGUES)
        sys.stderr.writelines(f"{name}: run tools/catalogues.py\n" for name in names)
        return 1 if names else 0
    if given.add:
        locale = Locale.parse(given.add)
        begun = HEADER.format(name=locale.english_name.partition(" (")[0], locale=locale)
        with (CATALOGUES / f"{locale.language}.po").open("x", encoding="utf-8") as file:
            file.write(begun)
    wanted = collect(VIEWS)
    for path in sorted(CATALOGUES.glob("*.po")):
        data = path.read_bytes()
        renewed = renew(data, wanted)
        if renewed != data:
            path.write_bytes(renewed)
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
