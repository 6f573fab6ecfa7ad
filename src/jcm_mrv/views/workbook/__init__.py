"""The report as the workbook of the JCM."""
