"""What is wrong with a public report, its openings, or the wish for one."""

from __future__ import annotations

from jcm_mrv.errors import JcmMrvError


class DisclosureFault(JcmMrvError):  # noqa: N818 -- a fault of a document, to be judged
    """A public report or its openings cannot be made, or do not hold together.

    Args:
        message: a sentence for a person.
        code: of the catalogue, where the fault has one.
        pointer: the place in the report, where one is concerned.
    """

    def __init__(self, message: str, *, code: str = "V380", pointer: str = "") -> None:
        self.message = message
        self.code = code
        self.pointer = pointer
        super().__init__(message)
