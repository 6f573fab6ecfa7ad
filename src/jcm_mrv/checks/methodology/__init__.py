"""Codes M: what can be wrong with a methodology."""
