"""A small workbook, from its cells to credits."""
