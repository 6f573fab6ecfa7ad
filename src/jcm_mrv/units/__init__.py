"""Units of measurement: our own definitions, exact factors."""
