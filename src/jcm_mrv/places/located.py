"""A finding with the file that it stands in, as seen from where the program was started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.findings import Finding
    from jcm_mrv.places.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Located:
    """Hold a finding and its place.

    Args:
        finding: as it was made.
        file: POSIX path from the current folder; None where no file is concerned.
        excerpt: the line that it is about, where it is known.
    """

    finding: Finding
    file: str | None
    excerpt: Excerpt | None = None

    @property
    def line(self) -> int | None:
        """Return the number of the line, from 1, where it is known."""
        return self.excerpt.line if self.excerpt else self.finding.where.line

    @property
    def columns(self) -> tuple[int, int] | None:
        """Return first column and the one behind the last, from 1, where a part is meant."""
        if self.excerpt is None or self.excerpt.start is None or self.excerpt.end is None:
            return None
        return self.excerpt.start + 1, self.excerpt.end + 1
