"""Who says that a report is theirs: in-toto statements, DSSE envelopes, Ed25519 keys."""
