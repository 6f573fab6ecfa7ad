"""The tree of a formula in a report, as its schema describes it."""

from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag

from jcm_mrv.report.model_fields import Exact, Listed, Text
from jcm_mrv.shapes import Table

_KINDS = ("number", "quantity", "name", "text", "convert", "set")


def _kind(value: Any) -> str:
    """Tell a node by its keys; what has none of them is an operation."""
    keys = value if isinstance(value, dict) else getattr(value, "model_fields_set", ())
    return next((kind for kind in _KINDS if kind in keys), "op")


class NumberNode(Table):
    """A literal."""

    number: Exact


class QuantityNode(Table):
    """A literal with its unit; it stands for its number."""

    quantity: Exact
    unit: Text


class NameNode(Table):
    """A name, or a name at an index."""

    name: Text
    index: Text | None = None


class TextNode(Table):
    """An option of a category."""

    text: Text


class ConvertNode(Table):
    """A conversion of units: the number times an exact factor."""

    convert: Exact
    from_: Text = Field(alias="from")
    to: Text
    args: Listed["Tree"] = Field(min_length=1, max_length=1)


class OperationNode(Table):
    """An operator or a function of values."""

    op: Literal[
        "+", "-", "*", "/", "neg", "abs", "min", "max", "power", "if",
        "<", "<=", ">", ">=", "==", "!=", "and", "or", "not",
    ]  # fmt: skip
    args: Listed["Tree"] = Field(min_length=1, max_length=500)


class AggregateNode(Table):
    """A sum, least or greatest value over the members of a set, those that fit a condition."""

    op: Literal["sum", "min", "max"]
    index: Text
    set: Text
    of: "Tree"
    if_: "Tree | None" = Field(default=None, alias="if")


Tree = Annotated[
    Union[  # noqa: UP007 -- the names stand for classes only when they are known
        Annotated[NumberNode, Tag("number")],
        Annotated[QuantityNode, Tag("quantity")],
        Annotated[NameNode, Tag("name")],
        Annotated[TextNode, Tag("text")],
        Annotated[ConvertNode, Tag("convert")],
        Annotated[AggregateNode, Tag("set")],
        Annotated[OperationNode, Tag("op")],
    ],
    Discriminator(_kind),
]

ConvertNode.model_rebuild()
OperationNode.model_rebuild()
AggregateNode.model_rebuild()
