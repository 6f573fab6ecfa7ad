"""Codes C: what can be wrong with a calculation."""
