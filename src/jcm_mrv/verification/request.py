"""What a verifier has, and asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.statement.keys import PublicKey
    from jcm_mrv.verification.model import Threshold


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what a verifier has, and asks for.

    Args:
        data: bytes of the report.
        inputs: folder of its inputs; None where there are none.
        name: of the report's file, for messages.
        envelope: bytes of its envelope; None where there is none.
        envelope_name: of the envelope's file.
        keys: that the verifier trusts.
        unsigned: the verifier asks for no signature.
        methodologies: further folders of methodology modules.
        lock: the verifier's own copy of the project's lock.
        threshold: of materiality.
        openings: bytes of an openings file, for a public report.
        openings_name: of that file.
    """

    data: bytes
    inputs: Path | None
    name: str = "report.json"
    envelope: bytes | None = None
    envelope_name: str = "report.dsse.json"
    keys: Sequence[PublicKey] = ()
    unsigned: bool = False
    methodologies: Sequence[Path] = ()
    lock: Path | None = None
    threshold: Threshold | None = None
    openings: bytes | None = None
    openings_name: str = "report.openings.json"
