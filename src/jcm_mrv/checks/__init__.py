"""Checks: one file a code, by stage."""
