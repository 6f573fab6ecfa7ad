"""A small methodology that loads, and ways to change one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.errors import RefusedError
from jcm_mrv.methodology.loading import parse_methodology

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Methodology

Load = Callable[..., "Methodology"]
Refuse = Callable[..., list[str]]

BASE = """\
schema = "jcm-mrv/methodology/1"
id = "pump"
version = "1.2.3"
title = "Pumps"
summary = "Pumps for tests."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "none"
url = "https://example.org/"
[parameters.EC]
symbol = 'EC_p'
title = "Electricity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
[parameters.EF]
symbol = 'EF'
title = "Factor"
kind = "fixed"
unit = "tCO2/MWh"
[equations.RE]
unit = "tCO2"
formula = "EC * EF"
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""


def change(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    """Replace each old part, which has to be there once, by the new one."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def load() -> Load:
    """Load the small methodology with changes, each an old and a new part, and an appendix."""

    def load_changed(*changes: tuple[str, str], more: str = "") -> Methodology:
        data = (change(BASE, changes) + more).encode()
        return parse_methodology(data, file="pump.toml", origin="tests", folder=("pump", "1"))

    return load_changed


@pytest.fixture
def refuse(load: Load) -> Refuse:
    """Return the lines of the refusal that changes lead to."""

    def refuse_changed(*changes: tuple[str, str], more: str = "") -> list[str]:
        with pytest.raises(RefusedError) as refusal:
            load(*changes, more=more)
        return [finding.line() for finding in refusal.value.findings]

    return refuse_changed


@pytest.fixture
def base() -> str:
    """Return the text of the small methodology."""
    return BASE
