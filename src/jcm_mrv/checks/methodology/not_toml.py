"""M002: methodology that is not TOML."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M002",
    since="0.1.0",
    title="methodology that is not TOML",
    why=(
        "A file that two readers understand in two ways gives two results. So a key that "
        "stands twice, a byte-order mark or another encoding is refused and not guessed at."
    ),
    remedy="Correct the line that is named; save the file as UTF-8 without a byte-order mark.",
    bad="unit = MWh",
    good='unit = "MWh"',
)
