"""The draw: systematic, with a probability proportional to size, in exact numbers.

What is drawn from is a row of blocks, such as the readings of a day. A block knows the weight of
its items together and the largest of them, and is opened only where it can hold a chosen one: a
population of millions needs no more memory than the blocks that are opened.

1. An item whose weight is not below the interval, the weight of all divided by the number to be
   drawn, is taken for certain; interval and number are those of the rest then, until none is left.
2. The rest is laid end to end. From a start inside of the first interval a position is taken every
   interval; the items that lie under the positions are drawn.
3. Inside of a block the items lie in the order of a hash. Readings of a constant load would be
   drawn at the same hour of every day otherwise.

The probability of an item is its weight by the interval, or 1. All of them add up to the number
that is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from heapq import nlargest
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["RULE", "Block", "Draw", "Hit", "Item", "Lot", "draw"]

RULE = "jcm-mrv/sample/1"
_WHOLE = 1 << 256


@dataclass(frozen=True, slots=True)
class Lot:
    """Name one draw: all that is taken by chance is taken from these two.

    Args:
        digest: SHA-256 of the report, in hexadecimal.
        seed: as the verifier chose it.
    """

    digest: str
    seed: str

    def hashed(self, name: str) -> bytes:
        """Return the SHA-256 of rule, digest, seed and a name, a line each."""
        return sha256(f"{RULE}\n{self.digest}\n{self.seed}\n{name}".encode()).digest()

    def share(self, name: str) -> Fraction:
        """Return a number from 0 to below 1 that belongs to a name."""
        return Fraction(int.from_bytes(self.hashed(name), "big"), _WHOLE)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold some items that lie together.

    Args:
        weight: of all of them.
        top: of the heaviest one.
    """

    weight: Fraction
    top: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one reading that can be drawn.

    Args:
        name: unique in the whole population.
        weight: what it moves [tCO2e].
        at: what finds it again in its block.
    """

    name: str
    weight: Fraction
    at: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold an item that was drawn: its block and the probability that it had."""

    block: int
    item: Item
    probability: Fraction


@dataclass(frozen=True, slots=True)
class Draw:
    """Hold a draw.

    Args:
        hits: what was drawn, in the order of the blocks.
        total: weight of the population [tCO2e].
        interval: between two positions [tCO2e]; None where all was taken for certain.
        start: the first position [tCO2e]; None likewise.
    """

    hits: tuple[Hit, ...]
    total: Fraction
    interval: Fraction | None
    start: Fraction | None


def draw(
    blocks: Sequence[Block],
    opened: Callable[[Sequence[int]], Iterator[tuple[int, Sequence[Item]]]],
    size: int,
    lot: Lot,
) -> Draw:
    """Draw items by their weight.

    Args:
        blocks: in an order that is always the same.
        opened: gives the items of blocks, by their index, one block after another.
        size: how many are to be drawn; fewer are, where fewer have a weight.
        lot: decides what chance would.
    """
    total = sum((block.weight for block in blocks), Fraction(0))
    certain = _take_certain(blocks, opened, size, total)
    hits = [Hit(index, item, Fraction(1)) for index, item in certain]
    rest = total - sum((item.weight for _, item in certain), Fraction(0))
    left = size - len(certain)
    if left <= 0 or rest <= 0:
        return Draw(_ordered(hits), total, None, None)
    interval = rest / left
    start = interval * lot.share("start")
    gone = {item.name for _, item in certain}
    weights = [block.weight for block in blocks]
    for index, item in certain:
        weights[index] -= item.weight
    wanted = _offsets(weights, start, interval, left)
    for index, items in opened(sorted(wanted)):
        rest_of_block = [item for item in items if item.name not in gone]
        under = _under(rest_of_block, wanted[index], lot)
        hits += [Hit(index, item, item.weight / interval) for item in under]
    return Draw(_ordered(hits), total, interval, start)


def _take_certain(
    blocks: Sequence[Block],
    opened: Callable[[Sequence[int]], Iterator[tuple[int, Sequence[Item]]]],
    size: int,
    total: Fraction,
) -> list[tuple[int, Item]]:
    """Take the items that are not below the interval, until none is left that is not."""
    falling = sorted(range(len(blocks)), key=lambda index: -blocks[index].top)
    certain: list[tuple[int, Item]] = []
    heavy: list[tuple[int, Item]] = []
    rest, left, looked = total, size, 0
    while left > 0 and rest > 0:
        interval, first = rest / left, looked
        while looked < len(falling) and blocks[falling[looked]].top >= interval:
            looked += 1
        for index, items in opened(sorted(falling[first:looked])):
            # No more than the number to be drawn can be heavy enough, ever.
            most = nlargest(size, items, key=lambda item: (item.weight, item.name))
            heavy += [(index, item) for item in most if item.weight]
        new = [one for one in heavy if one[1].weight >= interval]
        if not new:
            break
        certain += new
        heavy = [one for one in heavy if one[1].weight < interval]
        rest -= sum((item.weight for _, item in new), Fraction(0))
        left -= len(new)
    return certain


def _offsets(
    weights: Sequence[Fraction], start: Fraction, interval: Fraction, count: int
) -> dict[int, list[Fraction]]:
    """Return the positions that lie in each block, from the start of the block."""
    found: dict[int, list[Fraction]] = {}
    number = 0
    for index, end in enumerate(accumulate(weights)):
        begin = end - weights[index]
        while number < count and (position := start + number * interval) < end:
            found.setdefault(index, []).append(position - begin)
            number += 1
    return found


def _under(items: Sequence[Item], offsets: Sequence[Fraction], lot: Lot) -> Iterator[Item]:
    """Give the items that lie under ascending positions."""
    laid = iter(sorted(items, key=lambda item: (lot.hashed(item.name), item.name)))
    end, item = Fraction(0), None
    for offset in offsets:
        while end <= offset:
            item = next(laid)
            end += item.weight
        if item is not None:
            yield item


def _ordered(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (hit.block, hit.item.at, hit.item.name)))
