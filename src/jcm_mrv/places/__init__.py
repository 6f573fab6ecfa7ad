"""Where a finding stands in its file: the line, and what in it is meant."""
