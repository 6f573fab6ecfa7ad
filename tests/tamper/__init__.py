"""Signed reports, tampered with in every way that is known: each is caught at the right step."""
