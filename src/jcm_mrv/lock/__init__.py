"""``project.lock``: the plan of a project and the months of readings that were accepted."""
