"""Drawing by value: probabilities worked by hand, and nothing left to chance but the seed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.sampling.drawing import Block, Draw, Item, Lot, draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIGEST = "ab" * 32
Weights = list[list[int]]


def draw_from(weights: Weights, size: int, seed: str = "1", digest: str = DIGEST) -> Draw:
    """Draw from blocks of whole weights; an item is named by its block and its place."""
    blocks = [Block(Fraction(sum(block)), Fraction(max(block))) for block in weights]

    def opened(indices: Sequence[int]) -> Iterator[tuple[int, list[Item]]]:
        for index in indices:
            items = enumerate(weights[index])
            yield index, [Item(f"{index}.{at}", Fraction(one), at) for at, one in items]

    return draw(blocks, opened, size, Lot(digest, seed))


def named(drawn: Draw) -> list[str]:
    """Return the names of what was drawn."""
    return [hit.item.name for hit in drawn.hits]


def probabilities(weights: Weights, size: int) -> dict[str, Fraction]:
    """Return the probability of every item that any of 300 seeds draws."""
    hits = (hit for seed in range(300) for hit in draw_from(weights, size, str(seed)).hits)
    return {hit.item.name: hit.probability for hit in hits}


@pytest.mark.parametrize(
    ("weights", "size", "expected"),
    [
        # 10 t by 2: an interval of 5 t, and of each item its tonnes by five
        ([[1, 2], [3, 4]], 2, {"0.0": "1/5", "0.1": "2/5", "1.0": "3/5", "1.1": "4/5"}),
        # 20 t by 2 is 10 t, which 16 t pass; the other 4 t by 1 is 4 t
        ([[1, 1], [2, 16]], 2, {"0.0": "1/4", "0.1": "1/4", "1.0": "1/2", "1.1": "1"}),
        # 16 t by 3 is 5 1/3 t: 8 t pass; 8 t by 2 is 4 t: 5 t pass; 3 t by 1 is 3 t
        (
            [[8, 1], [5, 1, 1]],
            3,
            {"0.0": "1", "0.1": "1/3", "1.0": "1", "1.1": "1/3", "1.2": "1/3"},
        ),
        # what weighs exactly an interval is certain, and so is all of it then
        ([[3, 3], [3]], 3, {"0.0": "1", "0.1": "1", "1.0": "1"}),
    ],
)
def test_the_probabilities_are_those_worked_by_hand(
    weights: Weights, size: int, expected: dict[str, str]
) -> None:
    """An item has its weight by the interval, or 1; together they are the size of the sample."""
    found = probabilities(weights, size)

    assert found == {name: Fraction(text) for name, text in expected.items()}
    assert sum(found.values()) == size


def test_items_come_up_as_often_as_their_probability_says() -> None:
    """Of 2,000 seeds an item of 3/5 is drawn 1,200 times, give or take five standard errors."""
    times = Counter(
        name for seed in range(2_000) for name in named(draw_from([[1, 2], [3, 4]], 2, str(seed)))
    )

    # Standard error of 2,000 draws at 1/2: sqrt(2,000 / 4) = 22.4
    for name, expected in {"0.0": 400, "0.1": 800, "1.0": 1_200, "1.1": 1_600}.items():
        assert abs(times[name] - expected) < 112, name


def test_every_draw_takes_as_many_as_were_asked_for() -> None:
    """No item is taken twice, and none is short."""
    for seed in range(200):
        found = named(draw_from([[1, 1], [2, 16], [5, 5, 5]], 4, str(seed)))
        assert len(set(found)) == len(found) == 4


def test_the_start_comes_from_digest_and_seed_alone() -> None:
    """Another program finds the first position with SHA-256 and a division."""
    drawn = draw_from([[1, 2], [3, 4]], 2, "2026-A")

    text = f"jcm-mrv/sample/1\n{DIGEST}\n2026-A\nstart"
    share = Fraction(int(sha256(text.encode()).hexdigest(), 16), 2**256)
    assert drawn.interval == 5
    assert drawn.start == 5 * share
    assert drawn.total == 10


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    """The seed and the report decide; neither alone does."""
    weights = [[1] * 50 for _ in range(20)]
    first = named(draw_from(weights, 10, "1"))

    assert named(draw_from(weights, 10, "1")) == first
    assert named(draw_from(weights, 10, "2")) != first
    assert named(draw_from(weights, 10, "1", "cd" * 32)) != first


def test_a_constant_load_is_not_drawn_at_one_hour_of_the_day() -> None:
    """An interval of a whole day meets other hours, for the hours lie in the order of a hash."""
    drawn = draw_from([[1] * 24 for _ in range(30)], 30)

    assert drawn.interval == 24
    assert [hit.block for hit in drawn.hits] == list(range(30))
    assert len({hit.item.at for hit in drawn.hits}) > 5


def test_what_weighs_nothing_is_never_drawn() -> None:
    """A reading of zero moves no tonne; fewer are drawn where fewer have a weight."""
    for seed in range(50):
        assert sorted(named(draw_from([[0, 1, 0], [0, 2]], 5, str(seed)))) == ["0.1", "1.1"]
    assert draw_from([[0, 0]], 3).hits == ()


def test_only_blocks_under_a_position_are_opened() -> None:
    """A population of a thousand days is drawn from without looking at each of its readings."""
    opened: list[int] = []
    blocks = [Block(Fraction(24), Fraction(1))] * 1_000

    def look(indices: Sequence[int]) -> Iterator[tuple[int, list[Item]]]:
        for index in indices:
            opened.append(index)
            yield index, [Item(f"{index}.{at}", Fraction(1), at) for at in range(24)]

    drawn = draw(blocks, look, 10, Lot(DIGEST, "1"))

    assert len(drawn.hits) == len(opened) == 10
