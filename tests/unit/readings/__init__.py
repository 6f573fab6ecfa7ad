"""Tests of the room that reads monitoring data."""
