"""Codes P: what can be wrong with a project."""
