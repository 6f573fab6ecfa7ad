"""Sign a report: the call behind ``jcm-mrv sign``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.statement.envelope import add_signature, make_envelope
from jcm_mrv.statement.statement import make_statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.statement.keys import PrivateKey


def sign(
    report: bytes,
    document: Mapping[str, Any],
    key: PrivateKey,
    *,
    envelope: bytes | None = None,
    openings_root: str | None = None,
) -> bytes:
    """Return the envelope of a report, with a signature of a key.

    Args:
        report: the report's canonical bytes.
        document: the same report, read.
        key: that signs.
        envelope: that is there already, to which the signature is added.
        openings_root: root over the commitments of a public version, where there are any.

    Raises:
        StatementFault: the document is no report.
        EnvelopeFault: the envelope that is there is of another statement, or signed by the key.
    """
    payload = make_statement(report, document, openings_root)
    if envelope is None:
        return make_envelope(payload, [key])
    return add_signature(envelope, key, payload)
