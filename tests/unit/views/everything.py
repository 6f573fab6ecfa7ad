"""A methodology that uses every kind of parameter, for the views and for ``init``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.methodology.loading import parse_methodology

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Methodology

TEXT = """
schema = "jcm-mrv/methodology/1"
id = "everything"
version = "2.1.0"
title = "Chillers and lamps"
summary = "Every kind of parameter once."
gases = ["CO2"]
fidelity = "transcribed"
[units]
lamp = "a lamp of any kind"
[[sources]]
title = "A source"
url = "https://example.org/a"
note = "Read whole."
[sets.chiller]
title = "Chillers"
[parameters.EC]
symbol = 'EC_i'
title = "Electricity of a chiller"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
options = ["B", "C"]
over = "chiller"
[parameters.use]
symbol = 'u'
title = "What the chiller cools"
kind = "category"
values = ["ac", "process"]
over = "chiller"
[parameters.CAP]
symbol = 'CAP'
title = "Capacity"
kind = "fixed"
unit = "USRt"
over = "chiller"
[parameters.COP]
symbol = 'COP'
title = "Reference COP"
kind = "default"
unit = "1"
over = "chiller"
[[parameters.COP.lookup]]
when = { CAP = { below = 300, unit = "USRt" }, use = "ac" }
value = 5.5
source = "table 1"
[[parameters.COP.lookup]]
when = { CAP = { from = 300, below = 500, unit = "USRt" }, use = "ac" }
value = 6
source = "table 1"
[parameters.EF]
symbol = 'EF'
title = "Factor"
kind = "default"
unit = "tCO2/MWh"
value = 0.5
source = "table 2"
[parameters.N]
symbol = 'N'
title = "Lamps"
kind = "fixed"
unit = "lamp"
optional = true
[parameters.T]
symbol = 'T'
title = "Temperature difference"
kind = "monitored"
unit = "delta_degC"
aggregate = "mean"
conservative = "both"
[equations.RI]
unit = "tCO2"
over = "chiller"
formula = "EC[i] * COP[i] * EF"
[equations.RE]
number = "1"
section = "F.2"
title = "Reference emissions"
unit = "tCO2"
formula = "sum(RI[i] for i in chiller)"
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
[[plausibility]]
title = "It is warm"
formula = 'T > q("1 delta_degC") and N >= 0'
severity = "note"
"""


def parse_everything() -> Methodology:
    """Return the methodology."""
    return parse_methodology(
        TEXT.encode(), file="everything/2/methodology.toml", origin="here", folder=None
    )
