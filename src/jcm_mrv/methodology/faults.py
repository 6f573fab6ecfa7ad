"""Collect the faults of one file, so that a person sees all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.toml import ShapeFaults, Table, TomlFault, parse_toml, validate

if TYPE_CHECKING:
    from jcm_mrv.toml import ShapeFault

_CODES = {
    "unknown-key": "M003",
    "missing-key": "M004",
    "wrong-type": "M005",
    "bad-number": "M005",
    "bad-value": "M005",
}

_Table = TypeVar("_Table", bound=Table)


class Faults:
    """Hold the findings of one file while it is judged.

    Args:
        file: path as findings name it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def add(self, code: str, path: str, message: str, line: int | None = None) -> None:
        """Add one error at a dotted place."""
        self.findings.append(Finding(code, "error", Place(self.file, path, line), message))

    def add_shape(self, fault: ShapeFault, prefix: str = "") -> None:
        """Add what a model found, at its place below a prefix."""
        path = ".".join(part for part in (prefix, fault.path) if part)
        self.add(_CODES[fault.kind], path, fault.sentence)

    def refuse(self) -> None:
        """Stop here when anything was found.

        Raises:
            RefusedError: with every finding.
        """
        if self.findings:
            raise RefusedError(self.findings)


def parse_document(data: bytes, model: type[_Table], faults: Faults) -> _Table:
    """Return a file's bytes as its model.

    Raises:
        RefusedError: the bytes are not TOML (M002), or do not fit the model (M003 to M005).
    """
    try:
        return validate(model, parse_toml(data))
    except TomlFault as error:
        faults.add("M002", "", error.message, error.line)
    except ShapeFaults as error:
        for fault in error.faults:
            faults.add_shape(fault)
    raise RefusedError(faults.findings)
