"""D102: file that may not or cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D102",
    since="0.1.0",
    title="file that may not or cannot be used",
    why=(
        "A verifier repeats the calculation from a copy of the project's folder. What lies "
        "outside of it, also behind a link, or on a web server, is not part of that copy; what "
        "comes out of a FIFO or a device is another thing tomorrow. A file without permission "
        "to read is the same as none."
    ),
    remedy=(
        "Copy the file into the project's folder, as a plain file that you may read, and "
        "write its path relative to the folder; its name has to be UTF-8. More than 10,000 "
        "files, or 200,000 entries to look through, are refused too: name the folder more "
        "closely. A packed or recoded file needs room for a copy in the folder for temporary "
        "files (TMPDIR)."
    ),
    bad=('files = "../export/2017.csv"\nfiles = "https://logger.example/2017.csv"'),
    good='files = "monitoring/2017.csv"',
)
