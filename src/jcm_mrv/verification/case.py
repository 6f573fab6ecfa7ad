"""What steps 3 to 6 of the procedure judge: a report, and what there is to judge it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.findings import Finding
    from jcm_mrv.verification.versions import Knowledge

LOCK_CODES = frozenset(f"P08{digit}" for digit in range(9))
"""What a comparison with a lock finds (docs/lock.md)."""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold what steps 3 to 6 judge.

    Args:
        document: the report's, any JSON object.
        well_formed: it has the shape of a report.
        expected: the document of the recomputation; None where there is none.
        reasons: why there is none, or why it is no whole one.
        aside: findings of the recomputation by checks that the report's version had not.
        plan: findings of the comparison with the verifier's own lock.
        own_lock: the verifier named a lock.
        changed: paths of inputs that have other bytes than the report lists.
        knowledge: which checks each of the two versions knows.
        name: of the report's file, for messages.
    """

    document: Mapping[str, Any]
    well_formed: bool
    expected: Mapping[str, Any] | None
    reasons: tuple[Finding, ...]
    aside: tuple[Finding, ...]
    plan: tuple[Finding, ...]
    knowledge: Knowledge
    own_lock: bool = False
    changed: frozenset[str] = frozenset()
    name: str = "report.json"

    @property
    def unheard(self) -> frozenset[str]:
        """Return the codes that cannot be found again here."""
        return self.knowledge.unknown | (LOCK_CODES if self._lock_is_missing() else frozenset())

    def why_unheard(self, code: str) -> str:
        """Say why a code cannot be found again here."""
        if code in self.knowledge.unknown:
            return f"jcm-mrv {self.knowledge.own} does not have it; {self.knowledge.reported} does"
        return "the lock that the report was compared with is missing"

    def _lock_is_missing(self) -> bool:
        return self.expected is not None and "lock" in self.document and "lock" not in self.expected
