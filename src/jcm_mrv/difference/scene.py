"""What two reports put under one set of formulas: leaves, members and trees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, NamedTuple

from jcm_mrv.difference.faults import NoValueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from jcm_mrv.expressions.tree import Name, Node

    Value = Fraction | str


Index = dict[str, str]
"""The member that each index of a formula stands for."""


class Sides(IntFlag):
    """Name the first report, the second, or both."""

    NONE = 0
    A = 1
    B = 2
    BOTH = 3


class LeafKey(NamedTuple):
    """Name a leaf: a number or a text that the formulas start from."""

    name: str
    member: str | None


class MemberKey(NamedTuple):
    """Name a member that only one of the reports has in a set."""

    set_name: str
    member: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a leaf in both reports.

    Args:
        a: its value in the first; None where it has none.
        b: its value in the second.
        changed: whether anything that it is made of differs.
    """

    a: Value | None
    b: Value | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold formulas with the leaves of both reports.

    Args:
        trees: of each equation.
        leaves: by name and member.
        sets: members of each set, in the first report and in the second.
    """

    trees: Mapping[str, Node]
    leaves: Mapping[LeafKey, Pair]
    sets: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


def member_of(node: Name, index: Index) -> str | None:
    """Return the member that a name is read for; None where it is one number."""
    if node.index is None:
        return None
    if node.index not in index:
        raise NoValueError(f"{node.name} is read for no member")
    return index[node.index]
