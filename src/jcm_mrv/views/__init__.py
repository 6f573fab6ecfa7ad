"""Views of a report: they read it and never recompute."""
