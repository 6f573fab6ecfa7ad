"""Tests of what reads databases."""
