"""Methodologies: files that can be read, checked when they are loaded."""
