"""The rows of one sheet of a workbook, in one pass over its XML.

Rows in the plain spelling of the usual programs are taken apart by a regular expression, four
times faster; every other row, and all around the rows, is for the XML parser.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from jcm_mrv.readings.content import UTF_16
from jcm_mrv.readings.workbook.package import damaged, feed_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.readings.workbook.package import Package
    from jcm_mrv.readings.workbook.sheet import SheetRows

# What is held back of a row that has no end yet [characters].
MAX_ROW_TEXT = 4 << 20


def read_rows(package: Package, part: str, handler: SheetRows) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a sheet that hold anything, with their numbers.

    Raises:
        InputFault: the sheet is damaged or too large.
    """
    rest = _strange_pieces(package.read(part), part, handler)
    for _ in feed_xml(rest, part, handler):
        yield from handler.rows
        handler.rows.clear()


def _strange_pieces(pieces: Iterator[bytes], part: str, handler: SheetRows) -> Iterator[bytes]:
    """Give what the parser has to read; what lies between is taken in as it comes.

    A plain row is only believed right behind the end of a row that the parser has seen, or of
    another plain one: in a comment, or in an element that nobody reads, it would be none.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    held, plain, first = "", False, True
    for piece in pieces:
        if first and not _may_be_utf_8(piece):
            yield piece
            yield from pieces
            return
        first = False
        try:
            *rows, held = (held + decoder.decode(piece)).split("</row>")
        except UnicodeDecodeError:
            raise damaged(part) from None
        for row in rows:
            text = f"{row}</row>"
            if plain and handler.take_plain(text):
                continue
            ended = handler.ended
            yield text.encode()
            plain = handler.ended == ended + 1 and handler.plain is True
        if len(held) > MAX_ROW_TEXT:
            yield held.encode()
            held, plain = "", False
        else:
            yield b""
    yield (held + decoder.decode(b"", final=True)).encode()


def _may_be_utf_8(head: bytes) -> bool:
    declared = b"encoding=" in head[:100] and b"utf-8" not in head[:100].lower()
    return not declared and b"\0" not in head[:100] and not head.startswith(UTF_16)
