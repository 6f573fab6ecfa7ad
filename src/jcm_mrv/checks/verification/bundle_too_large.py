"""V361: bundle unpacks to too much."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V361",
    since="0.3.0",
    title="bundle unpacks to too much",
    why=(
        "A small archive can be made to unpack to more than any disk holds. Entries, bytes of "
        "a file, bytes of all, and the ratio to the size of the archive are bounded, and "
        "counted while unpacking; what the archive says of itself is not believed. verify "
        "answers UNVERIFIABLE."
    ),
    remedy=(
        "Make the bundle with jcm-mrv bundle, which compresses nothing; docs/bundle.md names "
        "the limits."
    ),
    bad="an archive of 50 kB that unpacks to 10 GB",
    good="an archive whose files together have its own size",
)
