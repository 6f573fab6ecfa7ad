"""The report document: one canonical JSON document that everything else is a view of."""
