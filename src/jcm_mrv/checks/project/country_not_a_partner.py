"""P022: country is not a JCM partner."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P022",
    since="0.1.0",
    title="country is not a JCM partner",
    why=(
        "Credits of the JCM exist only under a bilateral document between Japan and a partner "
        "country."
    ),
    remedy=(
        'Write the ISO 3166-1 code of two letters, such as "LA"; or "none" for a trial run '
        "outside of the JCM, which states no credits."
    ),
    bad='country = "Laos"',
    good='country = "LA"',
    source="List of partners read in November 2026; Oman only second-hand.",
)
