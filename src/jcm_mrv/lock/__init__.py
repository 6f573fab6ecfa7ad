"""``project.lock``: the plan of a project and the months of readings that were accepted."""

FILE_NAME = "project.lock"
"""Name of the lock in a project's folder."""
