"""docs/vectors/sample.json against the specification, carried out plainly, and against the draw.

The plain way here lays every reading end to end and shares no code with the program; it wrote the
vectors (``JCM_MRV_RENEW_GOLDEN=1``).
"""

from __future__ import annotations

import hashlib
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcm_mrv.numbers import format_exact
from jcm_mrv.sampling.drawing import Block, Item, Lot, draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = Path(__file__).parents[3] / "docs" / "vectors" / "sample.json"
DIGESTS = ("ab" * 32, hashlib.sha256(b"a report").hexdigest())


def populations() -> Iterator[tuple[str, str, int, list[list[str]]]]:
    """Yield digest, seed, size, and the weights of readings in blocks."""
    yield DIGESTS[0], "1", 2, [["1", "2"], ["3", "4"]]
    yield DIGESTS[1], "2026-A", 3, [["8", "1"], ["5", "1", "1"]]
    yield DIGESTS[1], "ビエンチャン", 5, [["0.25"] * 24 for _ in range(7)]
    yield DIGESTS[0], "0", 4, [["1/3", "0", "1/7"], ["2.5", "0.125"], ["0", "0"], ["1", "1", "1"]]
    yield DIGESTS[0], "more than there are", 9, [["1", "0"], ["2"]]


def plainly(digest: str, seed: str, size: int, blocks: list[list[str]]) -> dict[str, Any]:
    """Carry out the steps of docs/countersignature.md one after another."""

    def hashed(name: str) -> bytes:
        text = "\n".join(("jcm-mrv/sample/1", digest, seed, name))
        return hashlib.sha256(text.encode("utf-8")).digest()

    named = [
        [(f"EG\t\tmonitored.EG.source[0]\t{i}\t{k}", Fraction(one)) for k, one in enumerate(block)]
        for i, block in enumerate(blocks)
    ]
    rest, left = [one for block in named for one in block], size
    chances: dict[str, Fraction] = {}
    while left and (total := sum(weight for _, weight in rest)):
        large = [(name, weight) for name, weight in rest if weight and weight * left >= total]
        if not large:
            break
        chances |= {name: Fraction(1) for name, _ in large}
        rest = [one for one in rest if one not in large]
        left -= len(large)
    laid = [
        one
        for block in named
        for one in sorted(block, key=lambda one: hashed(one[0]))
        if one[0] not in chances
    ]
    total = sum((weight for _, weight in laid), Fraction(0))
    found: dict[str, Any] = {"interval": None, "start": None}
    if left and total:
        interval = total / left
        start = interval * int.from_bytes(hashed("start"), "big") / 2**256
        found = {"interval": format_exact(interval), "start": format_exact(start)}
        for number in range(left):
            position, end = start + number * interval, Fraction(0)
            for name, weight in laid:
                end += weight
                if position < end:
                    chances[name] = weight / interval
                    break
    order = [name for block in named for name, _ in block]
    drawn = sorted(chances, key=order.index)
    return {
        "digest": digest,
        "seed": seed,
        "size": size,
        "blocks": [
            [{"name": name, "weight": format_exact(weight)} for name, weight in block]
            for block in named
        ],
        **found,
        "drawn": [{"name": name, "probability": format_exact(chances[name])} for name in drawn],
    }


def read_cases() -> list[dict[str, Any]]:
    """Return the published cases; write them first where that is asked for."""
    if os.environ.get("JCM_MRV_RENEW_GOLDEN"):
        cases = [plainly(*one) for one in populations()]
        text = json.dumps({"rule": "jcm-mrv/sample/1", "cases": cases}, indent=1)
        PAGE.write_text(f"{text}\n", "utf-8")
    cases = json.loads(PAGE.read_text("utf-8"))["cases"]
    assert isinstance(cases, list)
    return cases


def test_the_published_cases_are_those_of_the_specification() -> None:
    """Each published number follows from the steps of the page."""
    assert read_cases() == [plainly(*one) for one in populations()]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: str(case["seed"]))
def test_the_program_draws_what_is_published(case: dict[str, Any]) -> None:
    """Start, interval, readings and probabilities agree with the published ones."""
    blocks = [
        [Item(one["name"], Fraction(one["weight"]), at) for at, one in enumerate(block)]
        for block in case["blocks"]
    ]

    def opened(indices: Sequence[int]) -> Iterator[tuple[int, list[Item]]]:
        for index in indices:
            yield index, [item for item in blocks[index] if item.weight]

    drawn = draw(
        [
            Block(sum((i.weight for i in block), Fraction(0)), max(i.weight for i in block))
            for block in blocks
        ],
        opened,
        case["size"],
        Lot(case["digest"], case["seed"]),
    )

    shown = [
        {"name": hit.item.name, "probability": format_exact(hit.probability)} for hit in drawn.hits
    ]
    assert shown == case["drawn"]
    assert [
        None if one is None else format_exact(one) for one in (drawn.interval, drawn.start)
    ] == [
        case["interval"],
        case["start"],
    ]
