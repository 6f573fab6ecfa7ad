"""The files of a new methodology: it loads, its case passes, and every line says what to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def scaffold_methodology(identifier: str) -> Mapping[str, bytes]:
    """Return the files of a new module by their path below the folder of methodologies.

    Args:
        identifier: small letters, digits and ``-``, such as ``led-lighting``.

    Raises:
        ValueError: the identifier is not one; the message is a sentence for a person.
    """
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", identifier) is None or len(identifier) > 64:
        raise ValueError(
            f'"{identifier[:64]}" is not an id: small letters, digits and -, as in led-lighting'
        )
    return {
        f"{identifier}/1/methodology.toml": _METHODOLOGY.replace(
            '"ID"', f'"{identifier}"'
        ).encode(),
        f"{identifier}/1/cases.toml": _CASES.encode(),
    }


_METHODOLOGY = '''\
# A methodology, one file: jcm-mrv methodology show explains what it says, test proves it.
schema = "jcm-mrv/methodology/1"
id = "ID"
version = "1.0.0"                # what moves a number is a new major, in a folder of its own
title = "Replace this by the title of the methodology"
summary = """
Replace this: what the project does, what the reference is, what is left out.
"""
gases = ["CO2"]
fidelity = "reconstructed"       # or "transcribed", when the approved text lay beside you

[[sources]]                      # every document that you read, one table each
title = "Replace this by the title of what you read"
url = "https://www.jcm.go.jp/"

# [[approved]]                   # the JCM numbers that this module carries out
# number = "XX_AM001"
# version = "1.0"
# country = "XX"
# date = 2020-01-31
# read = "text"                  # what was read of it: text, page or list

[[eligibility]]
id = "1"
text = "Replace this by the first criterion."

[[emission_sources]]
in = "reference"
source = "Electricity that the reference equipment would use"
gas = "CO2"
[[emission_sources]]
in = "project"
source = "Electricity that the project equipment uses"
gas = "CO2"

# A parameter is monitored, fixed (by the project, before monitoring), default (a number here,
# with its source), period (days) or category (one of a few words).
[parameters.EC_PJ]
symbol = 'EC_{PJ,p}'
title = "Electricity used by the project equipment"
kind = "monitored"
unit = "MWh"
aggregate = "sum"                # of the readings of a year: sum, mean, max or min
conservative = "low"             # the side on which an error lowers the reductions: low or high
options = ["B", "C"]             # A public data, B invoices, C own measurement
[parameters.SEC_RATIO]
symbol = '\\eta'
title = "Electricity of the reference equipment per unit of the project's"
kind = "fixed"
unit = "1"
[parameters.EF_elec]
symbol = 'EF_{elec}'
title = "CO2 emission factor of electricity"
kind = "fixed"
unit = "tCO2/MWh"

# RE, PE and ER are always there; further equations may stand between.
[equations.RE]
symbol = 'RE_p'
section = "F.2"
title = "Reference emissions"
unit = "tCO2"
formula = "EC_PJ * SEC_RATIO * EF_elec"
[equations.PE]
symbol = 'PE_p'
section = "G"
title = "Project emissions"
unit = "tCO2"
formula = "EC_PJ * EF_elec"
[equations.ER]
symbol = 'ER_p'
section = "H"
title = "Emission reductions"
unit = "tCO2"
formula = "RE - PE"

[[plausibility]]                 # what always holds in this technology; a broken one is a finding
title = "The reference equipment uses at least what the project equipment uses"
formula = "SEC_RATIO >= 1"
severity = "warning"             # error, warning or note
'''

_CASES = """\
# Worked cases: made by hand, with the arithmetic written out. Every arm of every "if" needs one.
schema = "jcm-mrv/cases/1"

[[case]]
name = "A year with a reference that uses a quarter more"
period = { start = 2024-01-01, end = 2024-12-31 }
[case.inputs]
EC_PJ = 1000
SEC_RATIO = 1.25
EF_elec = 0.5
[case.expect]
RE = { value = 625, because = "1000 * 1.25 * 0.5" }
PE = { value = 500, because = "1000 * 0.5" }
ER = { value = 125, because = "625 - 500" }
"""
