"""The exceptions of jcm-mrv: what cannot be read or done, as opposed to what is judged.

A judgement about data is a value, a :class:`~jcm_mrv.findings.Finding`; only what stops
the work is raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.findings import Finding


class JcmMrvError(Exception):
    """Base of every exception that this package raises on purpose."""


class RefusedError(JcmMrvError):
    """A project file or a methodology cannot be read or parsed.

    Args:
        findings: every fault that was found, at least one, in the order of the file.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        if not self.findings:
            raise ValueError("a refusal names at least one fault")
        super().__init__("\n".join(finding.line() for finding in self.findings))


class WriteFault(JcmMrvError):  # noqa: N818  (often no error: the file is there already)
    """A file cannot be written; the message is a sentence that says what is there now.

    Args:
        message: names the file, says why, and what to do.
        usage: whether what was typed is wrong, rather than the disk.
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        self.usage = usage
        super().__init__(message)
