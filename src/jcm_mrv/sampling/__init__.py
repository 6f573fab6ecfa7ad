"""The readings that a verifier traces to paper: drawn by value, reproducibly, from a seed."""

MAX_SIZE = 1_000
"""At most so many readings are drawn by value."""

MAX_SEED = 100


def is_seed(text: str) -> bool:
    """Tell whether a text can be a seed: a line that prints, of at most 100 characters."""
    return 0 < len(text) <= MAX_SEED and text.isprintable() and bool(text.strip())
