"""A public version of a report: salted commitments in place of confidential values."""
