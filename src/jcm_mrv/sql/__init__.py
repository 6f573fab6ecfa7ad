"""Rows of a query, read once from a database and frozen to a file beside the project."""
