"""The public version of a report: leaves, openings, marks."""
