"""What ``methodology new`` writes: a small module that loads and passes, to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.methodology.loading import parse_methodology

if TYPE_CHECKING:
    from pathlib import Path

_METHODOLOGY = """\
# Formats and rules: every key is checked when the file is loaded, every unit when a formula is.
schema = "jcm-mrv/methodology/1"
id = "{id}"
version = "1.0.0"                # what moves a number is a new major, in a folder of its own
title = "Electricity from a renewable source"
summary = \"\"\"
What the technology is, what it replaces, and what is not modelled.
\"\"\"
gases = ["CO2"]
fidelity = "reconstructed"       # "transcribed" once every equation was copied from the text

[[sources]]
title = "The document that the equations come from"
url = "https://www.jcm.go.jp/"

# [[approved]]                   # JCM numbers that this module carries out
# number = "LA_AM999"
# version = "1.0"
# country = "LA"
# date = 2024-01-31
# read = "text"                  # what was read of it: text | page | list

[[eligibility]]
id = "1"
text = "What a project must be, so that this methodology applies."

[[emission_sources]]
in = "reference"
source = "Electricity from the grid that the project replaces"
gas = "CO2"

[parameters.EG]
symbol = 'EG_p'
title = "Electricity generated"
kind = "monitored"               # monitored | fixed | default | period | category
unit = "MWh"
aggregate = "sum"                # sum | mean | max | min
conservative = "low"             # more of it means more credits: doubt counts on the low side
options = ["C"]

[parameters.EF]
symbol = 'EF'
title = "Emission factor of the replaced electricity"
kind = "fixed"
unit = "tCO2/MWh"

[equations.RE]
symbol = 'RE_p'
number = "1"
section = "F.2"
title = "Reference emissions"
unit = "tCO2"
formula = "EG * EF"

[equations.PE]
symbol = 'PE_p'
section = "G"
title = "Project emissions: none"
unit = "tCO2"
formula = "0"

[equations.ER]
symbol = 'ER_p'
section = "H"
title = "Emission reductions"
unit = "tCO2"
formula = "RE - PE"

[[plausibility]]
title = "The factor is not above that of a plant that burns coal"
formula = 'EF <= q("1.5 tCO2/MWh")'
severity = "warning"
"""

_CASES = """\
# Worked examples: each expected value with the arithmetic that makes it. Every arm of every
# formula needs a case, and every monitored parameter must move the result in one.
[[case]]
name = "A year of 200 MWh at 0.5 tCO2/MWh gives 100 t"
period = {{ start = 2023-01-01, end = 2023-12-31 }}
[case.inputs]
EG = 200
EF = 0.5
[case.expect]
RE = {{ value = 100, because = "200 * 0.5" }}
ER = {{ value = 100, because = "200 * 0.5 - 0" }}
"""


def describe_next_steps(identifier: str, folder: Path) -> str:
    """Say what a person does with a new module."""
    return (
        "Change it into your methodology; after each change run:\n"
        f"  jcm-mrv methodology test {identifier} --methodologies {folder}\n"
    )


def render_module(identifier: str) -> dict[str, bytes]:
    """Return the files of a new module by their path inside a folder of methodologies.

    Raises:
        RefusedError: the id is not one, such as ``Rooftop Solar``.
    """
    folder = f"{identifier}/1"
    module = _METHODOLOGY.format(id=identifier).encode(errors="backslashreplace")
    parse_methodology(
        module, file=f"{folder}/methodology.toml", origin="new", folder=(identifier, "1")
    )
    return {
        f"{folder}/methodology.toml": module,
        f"{folder}/cases.toml": _CASES.format().encode(),
    }
