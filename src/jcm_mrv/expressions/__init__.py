"""The formula language: a small, total subset of Python expressions over exact numbers."""
