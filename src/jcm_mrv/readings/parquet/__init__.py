"""Parquet files as readings: their claims checked first, then read in streams."""
