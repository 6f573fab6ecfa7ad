"""What is wrong with a bundle, as findings; and which of them say that something was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Code = Literal["V360", "V361", "V362", "V363", "V364", "V365", "V366", "V367", "V368", "V369"]

CHANGED = frozenset({"V365", "V366"})
"""Codes that show an altered bundle: a file that no manifest names, a digest that differs.
With the others the bundle cannot be judged: it is damaged, or something is missing."""

MAX_SHOWN = 300


class BundleFault(JcmMrvError):  # noqa: N818 -- the fault is the bundle's
    """A bundle cannot be used, or cannot be made.

    Args:
        findings: every fault that was found, at least one, in the order in which they are met.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        if not self.findings:
            raise ValueError("a fault of a bundle is named")
        super().__init__("\n".join(finding.line() for finding in self.findings))

    @property
    def changed(self) -> bool:
        """Tell whether the bundle holds something else than its manifests say."""
        return any(finding.code in CHANGED for finding in self.findings)


def find(code: Code, file: str, path: str, message: str) -> Finding:
    """Return a finding about a bundle.

    Args:
        code: what is wrong.
        file: name of the archive or file, as messages show it.
        path: entry of the archive, if one is concerned; it comes from outside.
        message: what was found, what was expected, what to do.
    """
    return Finding(code, "error", Place(printable(file, MAX_SHOWN), shown(path)), message)


def shown(path: str) -> str:
    """Return a path from outside fit for a message."""
    return printable(path, MAX_SHOWN)
