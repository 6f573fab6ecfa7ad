"""Charts of a report: one specification each, with a table for who cannot see them."""
