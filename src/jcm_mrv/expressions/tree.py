"""The tree of a formula: what every reader of it walks.

Each node carries its source text, which names it in a message; two trees are equal when
they compute the same, whatever their spacing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

Arithmetic = Literal["+", "-", "*", "/", "neg", "abs", "min", "max"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Logic = Literal["and", "or", "not"]


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a literal without a unit."""

    value: Fraction
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a literal with its unit, ``q("24 hour/day")``; it stands for its number."""

    value: Fraction
    unit: str
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name, or a name at an index: ``EC``, ``EC[i]``."""

    name: str
    index: str | None
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Hold an option of a category, beside ``==`` or ``!=``."""

    value: str
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold an operator or a function of values."""

    op: Arithmetic | Comparison | Logic
    args: tuple[Node, ...]
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Power:
    """Hold a power with a literal exponent from -4 to 4."""

    base: Node
    exponent: int
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Conditional:
    """Hold ``then if condition else otherwise``; position tells it from others in its formula."""

    condition: Node
    then: Node
    otherwise: Node
    source: str = field(compare=False)
    position: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Hold ``sum(of for index in over if condition)``, or the same with min or max."""

    op: Literal["sum", "min", "max"]
    index: str
    over: str
    of: Node
    condition: Node | None
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Convert:
    """Hold a conversion put by inference: the number times an exact factor."""

    factor: Fraction
    origin: str
    target: str
    arg: Node
    source: str = field(compare=False)


Node = Number | Quantity | Name | Text | Operation | Power | Conditional | Aggregate | Convert


@dataclass(frozen=True, slots=True)
class Branch:
    """Name one arm of an ``if``: where it stands in its formula, which arm, its text."""

    position: int
    arm: Literal["then", "else"]
    source: str


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node in the order of evaluation."""
    match node:
        case Operation():
            return node.args
        case Power():
            return (node.base,)
        case Conditional():
            return (node.condition, node.then, node.otherwise)
        case Aggregate():
            return (node.of,) if node.condition is None else (node.condition, node.of)
        case Convert():
            return (node.arg,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything under it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_of(node: Node) -> frozenset[str]:
    """Return the names of parameters and equations that a formula reads."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))


def sets_of(node: Node) -> frozenset[str]:
    """Return the names of the sets that a formula goes over."""
    return frozenset(part.over for part in walk(node) if isinstance(part, Aggregate))


def branches_of(node: Node) -> tuple[Branch, ...]:
    """Return both arms of every ``if``, in the order of the tree."""
    return tuple(
        branch for part in walk(node) if isinstance(part, Conditional) for branch in arms_of(part)
    )


def arms_of(node: Conditional) -> tuple[Branch, Branch]:
    """Return the two arms of one ``if``."""
    return (
        Branch(node.position, "then", node.then.source),
        Branch(node.position, "else", node.otherwise.source),
    )
