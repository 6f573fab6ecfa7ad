"""The procedure of a verifier: from the envelope to the last tonne."""
