"""D117: calibration lapsed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D117",
    since="0.1.0",
    title="calibration lapsed",
    why=(
        "From the day after valid_until to the day before the next calibration nobody can say "
        "how well the meter measured. Its readings of those days are lowered on the low side, "
        "raised on the high side, by its maximum permissible error, or by the error that the "
        "later calibration found where that is larger. They are never corrected in favour of "
        "the project."
    ),
    remedy=(
        "Add the certificate if there is one. Else state the maximum permissible error of the "
        "meter with its source, so that the correction can be made; without it the finding is "
        "an error."
    ),
    bad=(
        'calibrations = [ { date = 2016-06-01, valid_until = 2017-05-31, certificate = "16-7" } ]'
    ),
    good=(
        'mpe = { value = 0.5, unit = "%", source = "certificate 17-9" }\n'
        "calibrations = [\n"
        '  { date = 2016-06-01, valid_until = 2017-05-31, certificate = "16-7" },\n'
        '  { date = 2017-06-01, valid_until = 2018-05-31, certificate = "17-9" },\n'
        "]"
    ),
    source=(
        "The JCM's own text on late calibration was not read. After the CDM validation and "
        "verification standard for project activities, version 3, paragraphs 366 to 368: the "
        "maximum permissible error, in the conservative direction, on all readings of the "
        "delayed time."
    ),
)
