"""Tests of the units of measurement."""
