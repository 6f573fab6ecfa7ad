"""The catalogue of checks: every code, gathered from the one file that describes it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jcm_mrv.checks.check import Check

STAGES = {
    "P": "project",
    "M": "methodology",
    "D": "data",
    "C": "calculation",
    "V": "verification",
}
"""First letter of a code and the stage, which is also the folder of its checks."""


@cache
def read_catalogue() -> tuple[Check, ...]:
    """Return every check by stage and code.

    Raises:
        ValueError: a file describes the code of another stage, or one that another file has:
            a fault of this package.
    """
    checks: dict[str, Check] = {}
    for letter, stage in STAGES.items():
        package = import_module(f"jcm_mrv.checks.{stage}")
        for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
            name = f"{package.__name__}.{module.name}"
            check = getattr(import_module(name), "CHECK", None)
            if not isinstance(check, Check):
                continue  # what several checks share
            if not check.code.startswith(letter):
                raise ValueError(f"{name}: {check.code} is not a code of the stage {stage}")
            if check.code in checks:
                raise ValueError(f"{name}: {check.code} is taken")
            checks[check.code] = check
    order = list(STAGES)
    return tuple(
        sorted(checks.values(), key=lambda check: (order.index(check.code[0]), check.code))
    )


def stage_of(code: str) -> str:
    """Return the stage of a code in words, such as ``data``."""
    return STAGES[code[0]]
