"""Codes D: what can be wrong with monitoring data."""
