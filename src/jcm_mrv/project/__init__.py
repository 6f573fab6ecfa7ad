"""A project: who, which methodology, fixed values, where the readings are."""
