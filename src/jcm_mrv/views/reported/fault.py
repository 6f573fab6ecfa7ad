"""What keeps a report from being shown in one of its forms."""

from __future__ import annotations


class ViewFault(ValueError):  # noqa: N818 -- the fault is the report's
    """A report cannot be shown in this form; the message says what, where, and what to do.

    Args:
        message: a sentence part for a person.
        code: of the catalogue of checks, where there is one.
    """

    def __init__(self, message: str, code: str = "") -> None:
        self.message, self.code = message, code
        super().__init__(f"{code} {message}" if code else message)
