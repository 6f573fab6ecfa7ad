"""The layout of a bundle: a BagIt bag (RFC 8493) in a zip archive; docs/bundle.md is its page."""

from __future__ import annotations

SCHEMA = "jcm-mrv/bundle/1"

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
FETCH = "fetch.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

DATA = "data/"
REPORT = "data/report.json"
ENVELOPE = "data/report.dsse.json"
COUNTERSIGNATURE = "data/report.verification.dsse.json"
OPENINGS = "data/report.openings.json"
README = "data/README.txt"
INPUTS = "data/inputs/"
CODES = "data/codes/"
METHODOLOGY = "data/methodology/"
