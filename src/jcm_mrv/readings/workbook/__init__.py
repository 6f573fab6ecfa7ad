"""Excel workbooks as readings: a sheet, cell by cell, to the text file that a CSV is."""
