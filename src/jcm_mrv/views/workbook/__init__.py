"""The report as the workbook of the JCM.

``lay_out_book(parsed, language)`` gives a :class:`~jcm_mrv.views.workbook.book.Book` of frozen
sheets of cells: a pure function of the report document and the language, which anybody may call
again to compare a workbook cell by cell. A cell has ``sheet``, ``row`` and ``column`` (from 0),
``kind`` (``input``, ``computed``, ``fixed``, ``label``, ``text``), ``value`` (exact text), number
``format``, ``formula`` (without its equals sign) and ``pointer``, the JSON pointer of the number
of the report that it shows. ``render_workbook(parsed, language)`` gives the bytes of the file,
guarded against the floats of spreadsheets.
"""

from jcm_mrv.views.workbook.layout import lay_out_book
from jcm_mrv.views.workbook.rendering import render_workbook

__all__ = ["lay_out_book", "render_workbook"]
