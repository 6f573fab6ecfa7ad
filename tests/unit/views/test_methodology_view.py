"""A methodology as a person reads it."""

from __future__ import annotations

from tests.unit.views.everything import parse_everything

from jcm_mrv.views.methodology import render_library, render_methodology
from jcm_mrv.views.surface import Surface

EXPECTED = """\
Chillers and lamps
everything 2.1.0, transcribed from the approved text; CO2
origin here
rules  {digest}

Every kind of parameter once.

Sets
  chiller  Chillers

Units of its own
  lamp  a lamp of any kind

Parameters
  EC[chiller] [MWh]: Electricity of a chiller
    monitored, sum, low side, option B or C
  use[chiller]: What the chiller cools
    category: ac, process
  CAP[chiller] [USRt]: Capacity
    fixed by the project
  COP[chiller] [1]: Reference COP
    default
    5.5 where CAP < 300 and use is ac (table 1)
    6 where 300 <= CAP < 500 and use is ac (table 1)
  EF [tCO2/MWh]: Factor
    default 0.5
    table 2
  N [lamp]: Lamps
    fixed by the project, optional
  T [delta_degC]: Temperature difference
    monitored, mean, both sides, option A or B or C

Equations
  RI [tCO2]
    RI[i] = EC[i] * COP[i] * EF  for each chiller
  Reference emissions [tCO2] (section F.2, equation 1)
    RE = sum(RI[i] for i in chiller)
  PE [tCO2]
    PE = 0
  ER [tCO2]
    ER = RE - PE

Plausibility
  note  It is warm
        T > q("1 delta_degC") and N >= 0

Sources
  1  A source
     https://example.org/a
     Read whole.
"""


def test_a_methodology_is_shown_whole() -> None:
    """Every kind of parameter tells where its value comes from, every section is there."""
    module = parse_everything()
    expected = EXPECTED.format(digest=module.rules_sha256)
    assert render_methodology(module, Surface()) == expected


def test_a_module_without_a_jcm_number_says_so() -> None:
    """The list has a line for each module and the numbers below."""
    module = parse_everything()
    assert render_library([module], Surface()) == (
        "id          version  fidelity     rules         origin\n"
        f"everything  2.1.0    transcribed  {module.rules_sha256[:12]}  here\n"
        "\n"
        "everything 2.1.0 carries out:\n"
        "  no JCM number\n"
    )
