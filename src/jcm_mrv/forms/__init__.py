"""Workbooks for people to fill in: one layout, from which they are both written and read."""
