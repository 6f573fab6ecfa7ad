"""D106: reading that is not a number."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D106",
    since="0.1.0",
    title="reading that is not a number",
    why=(
        'A text such as "Bad" or "#N/A" taken as zero would hide an outage; a decimal comma '
        "taken for a separator of thousands would multiply a reading by 1,000."
    ),
    remedy=(
        'Mend the cell; or list texts that stand for no reading in missing = ["Bad", "-999"], '
        'so that they count as a gap; or declare decimal = "," where numbers are written with '
        "a comma. Separators of thousands are not read: export without them."
    ),
    bad=('timestamp,kwh\n2017-03-01 00:00,"41,2"'),
    good='decimal = ","',
)
