"""V360: bundle is damaged."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V360",
    since="0.3.0",
    title="bundle is damaged",
    why=(
        "A zip archive can be read from its front or from the list at its end. One that is "
        "cut short, has bytes before, between or behind its entries, a comment, or two "
        "headers that differ, shows different files to different programs, so that nothing is "
        "proved by looking at it. It is not unpacked; verify answers UNVERIFIABLE."
    ),
    remedy=("Copy the bundle again from its source, or have it made again: jcm-mrv bundle."),
    bad="LA001.zip, of which the last megabyte was lost in a download",
    good="LA001.zip with the size and the SHA-256 that the sender names",
    source="PKWARE APPNOTE 6.3.9, 4.3 (layout of the records)",
)
