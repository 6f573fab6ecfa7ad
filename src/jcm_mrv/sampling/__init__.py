"""The readings that a verifier traces to paper: drawn by value, reproducibly, from a seed."""
