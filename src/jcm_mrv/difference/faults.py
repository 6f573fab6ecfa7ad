"""Why a part of a difference cannot be divided."""

from __future__ import annotations

from jcm_mrv.errors import JcmMrvError


class NoValueError(JcmMrvError):
    """A formula has no value here, such as a division by zero."""


class BeyondError(JcmMrvError):
    """Numbers grow too long, or the work too large, for a report that anybody may have written."""


class UncomparableError(JcmMrvError):
    """A report holds what is no value, no day or no formula.

    Args:
        report: ``A`` or ``B``.
        message: where in the report, and what is wrong.
    """

    def __init__(self, report: str, message: str) -> None:
        self.report = report
        super().__init__(message)
