"""A seeded, value-weighted sample of readings to trace to paper."""
