"""A verifier's countersignature: a form filled in by hand, and the opinion that follows from it."""
