"""V363: not the bag of an evidence bundle."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V363",
    since="0.3.0",
    title="not the bag of an evidence bundle",
    why=(
        "A bundle is a bag of BagIt 1.0: one folder with bagit.txt, bag-info.txt, a manifest "
        "and a tag manifest, both of SHA-256, that name every file once. Without them nothing "
        "says which files belong to the report. Files that are to be fetched are refused: a "
        "bundle is whole. verify answers UNVERIFIABLE."
    ),
    remedy=("Make the bundle with jcm-mrv bundle; unpack and pack nothing by hand."),
    bad="an archive of the project's folder",
    good="an archive that jcm-mrv bundle wrote",
    source="RFC 8493, 2.1 and 2.2",
)
