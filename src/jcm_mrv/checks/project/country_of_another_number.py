"""P023: country is not that of the JCM number."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P023",
    since="0.1.0",
    title="country is not that of the JCM number",
    why=(
        "A methodology is approved by the Joint Committee of one country. The same technology "
        "in another country has a number of its own, often with other factors."
    ),
    remedy=(
        "Use the number of the project's country; where there is none yet, name the module by "
        'its id, such as "rooftop-solar 1".'
    ),
    bad=('country = "KH"\nmethodology = "LA_AM001 ver1.0"'),
    good=('country = "LA"\nmethodology = "LA_AM001 ver1.0"'),
)
