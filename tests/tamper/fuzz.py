"""Random damage to reports and envelopes: whatever it is, a verdict comes of it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.tamper.leaves import apply, changes_of
from tests.tamper.signed import judge, resigned

if TYPE_CHECKING:
    from tests.tamper.leaves import Change
    from tests.tamper.signed import Signed

    from jcm_mrv.verification.request import Request

_TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\\u0000", b"\\ud800", b"null", b"-1"),
    *(b"1e999", b"0.1", b"9" * 400, b"1/0", b"-0", b"\xff", b"\x00", b"[" * 200, b'{"a":' * 200),
    *(b'"members":[],', b'"segment":4294967296,', b'"op":"/",', b'"text":"x",', b"true"),
)


def fuzzed(one: Signed, seed: int) -> Request:
    """Return a hand-in with damage that follows from the seed alone.

    A quarter each: bytes of the report, bytes of the envelope, two to six changes of the
    report's leaves that are signed again, and both a report and an envelope damaged.
    """
    dice = random.Random(seed)  # noqa: S311 -- the same damage each time
    kind = seed % 4
    if kind == 0:
        return replace(one.request, data=_damaged(one.data, dice))
    if kind == 1:
        return replace(one.request, envelope=_damaged(one.envelope, dice))
    if kind == 2:
        document = json.loads(one.data)
        for _ in range(dice.randint(2, 6)):
            try:
                document = apply(document, dice.choice(_changes(one)))
            except (KeyError, IndexError, TypeError):
                continue  # an earlier change has taken its place away
        if document == one.document:
            document = {**document, "findings": None}  # one change took the other back
        return resigned(one, document)
    data = _damaged(one.data, dice)
    return replace(
        one.request, data=data, envelope=_damaged(one.envelope, dice), unsigned=True, keys=()
    )


def is_told(one: Signed, request: Request) -> bool:
    """Tell whether damage ends in a verdict that is right.

    An unsigned report whose damage lies in what is never compared alone is still reproduced.
    """
    verdict = judge(request).verdict
    if verdict != "REPRODUCED" or not request.unsigned:
        return verdict != "REPRODUCED"
    document = json.loads(request.data)
    for section, key in NEVER_TOLD:
        document[section][key] = one.document[section][key]
    return bool(document == one.document)


NEVER_TOLD = (("software", "version"), ("methodology", "file_sha256"))
"""What a verification without signatures does not tell (docs/procedure.md, Versions)."""

_KNOWN: dict[bytes, list[Change]] = {}


def _changes(one: Signed) -> list[Change]:
    if one.envelope not in _KNOWN:
        _KNOWN[one.envelope] = list(changes_of(one.document))
    return _KNOWN[one.envelope]


def _damaged(whole: bytes, dice: random.Random) -> bytes:
    data, times = whole, dice.randint(1, 5)
    while times > 0 or data == whole:
        times -= 1
        start = dice.randrange(len(data) + 1)
        end = min(len(data), start + dice.choice((0, 1, 1, 2, 5, 40, 400)))
        other = dice.randrange(len(data) + 1)
        put = dice.choice(
            (
                b"",
                bytes([dice.randrange(256)]),
                dice.choice(_TOKENS),
                data[other : other + dice.choice((1, 4, 30, 300))],
            )
        )
        data = data[:start] + put + data[end:]
    return data
