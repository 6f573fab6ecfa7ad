"""Projects: reading, tables, checks."""
