"""Text to tree: a small subset of Python's expressions, walked here and never run (contracts 2)."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal, cast

from jcm_mrv.expressions.faults import FormulaError
from jcm_mrv.expressions.limits import parse_limited
from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
)
from jcm_mrv.numbers import NumberError, parse_number

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.expressions.tree import Arithmetic, Comparison, Node

FUNCTIONS = frozenset({"abs", "max", "min", "q", "sum"})
RESERVED = frozenset({"exp", "ln", "sqrt"})

_ARITHMETIC: dict[type[ast.operator], Arithmetic] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_OUTSIDE: dict[type[ast.AST], str] = {
    ast.Attribute: '"."',
    ast.Await: '"await"',
    ast.BitAnd: '"&"',
    ast.BitOr: '"|"',
    ast.BitXor: '"^"',
    ast.Dict: "a dictionary",
    ast.DictComp: "a comprehension in braces",
    ast.FloorDiv: '"//"',
    ast.GeneratorExp: '"for" outside of sum, min and max',
    ast.In: '"in" outside of "for"',
    ast.Invert: '"~"',
    ast.Is: '"is"',
    ast.IsNot: '"is not"',
    ast.JoinedStr: "an f-string",
    ast.LShift: '"<<"',
    ast.Lambda: '"lambda"',
    ast.List: "a list",
    ast.ListComp: "a comprehension in brackets",
    ast.MatMult: '"@"',
    ast.Mod: '"%"',
    ast.NamedExpr: '":="',
    ast.NotIn: '"not in"',
    ast.RShift: '">>"',
    ast.Set: "a set in braces",
    ast.SetComp: "a comprehension in braces",
    ast.Slice: '":"',
    ast.Starred: '"*" before an argument',
    ast.Tuple: "a comma outside of a function",
    ast.UAdd: '"+" before a value',
}
_HINTS: dict[type[ast.AST], str] = {
    ast.BitXor: '; a power is written with "**"',
    ast.Mod: '; a percentage is written q("5 %")',
    ast.Tuple: "; a number has no thousands separator",
}


def parse_formula(text: str) -> Node:
    """Return the tree of a formula.

    Raises:
        FormulaError: the text is beyond the limits, or outside of the language.
    """
    stripped = text.strip(" ")
    return _Reader(stripped).read(parse_limited(stripped))


class _Reader:
    """Turn Python's tree of one formula into ours."""

    def __init__(self, text: str) -> None:
        self.text = text

    def source(self, node: ast.expr) -> str:
        # ASCII on one line: byte offsets are character offsets.
        return self.text[node.col_offset : node.end_col_offset]

    def refuse(self, node: ast.expr, what: type[ast.AST]) -> FormulaError:
        named = _OUTSIDE.get(what, "this")
        return FormulaError(
            f"{named} is not part of the formula language{_HINTS.get(what, '')}",
            self.source(node),
        )

    def read(self, node: ast.expr) -> Node:
        source = self.source(node)
        match node:
            case ast.Constant():
                return self.literal(node)
            case ast.Name(id=name):
                return Name(self.name(name), None, source)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=index)):
                return Name(self.name(name), index, source)
            case ast.Subscript():
                raise FormulaError("an index is a name after a name, such as EC[i]", source)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("neg", (self.read(operand),), source)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Operation("not", (self.read(operand),), source)
            case ast.UnaryOp(op=op):
                raise self.refuse(node, type(op))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return Power(self.read(left), self.exponent(right), source)
            case ast.BinOp(left=left, op=binary, right=right):
                if type(binary) not in _ARITHMETIC:
                    raise self.refuse(node, type(binary))
                args = (self.read(left), self.read(right))
                return Operation(_ARITHMETIC[type(binary)], args, source)
            case ast.BoolOp(op=joined, values=values):
                logic: Literal["and", "or"] = "and" if isinstance(joined, ast.And) else "or"
                return Operation(logic, tuple(self.read(value) for value in values), source)
            case ast.Compare():
                return self.comparison(node)
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                condition, then = self.read(test), self.read(body)
                return Conditional(condition, then, self.read(otherwise), source, node.col_offset)
            case ast.Call():
                return self.call(node)
        raise self.refuse(node, type(node))

    def name(self, name: str) -> str:
        if name in RESERVED:
            raise FormulaError("this is a reserved word; no module has needed it yet", name)
        if name in FUNCTIONS:
            raise FormulaError("this is a function and takes its values in brackets", name)
        return name

    def literal(self, node: ast.Constant) -> Node:
        source = self.source(node)
        if isinstance(node.value, str):
            raise FormulaError('text stands only beside "==" and "!="', source)
        return Number(self.number(source, source), source)

    def number(self, text: str, source: str) -> Fraction:
        # The digits as written: Python's own value of a literal is a float.
        try:
            return parse_number(text)
        except NumberError as error:
            raise FormulaError(str(error), source) from None

    def string(self, node: ast.Constant) -> str:
        source = self.source(node)
        match = re.fullmatch(r"\"([^\"]+)\"|'([^']+)'", source)
        if match is None:
            raise FormulaError('text is written once, plain, in quotes: "grid"', source)
        return match[1] or match[2]

    def exponent(self, node: ast.expr) -> int:
        source = self.source(node)
        text = source.replace(" ", "")
        if re.fullmatch(r"-?[0-4]", text) is None:
            raise FormulaError("a power is an integer literal from -4 to 4", source)
        return int(text)

    def comparison(self, node: ast.Compare) -> Node:
        if len(node.ops) > 1:
            raise FormulaError('comparisons are not chained; join them by "and"', self.source(node))
        op = type(node.ops[0])
        if op not in _COMPARISONS:
            raise self.refuse(node, op)
        sides = (self.side(node.left, op), self.side(node.comparators[0], op))
        return Operation(_COMPARISONS[op], sides, self.source(node))

    def side(self, node: ast.expr, op: type[ast.cmpop]) -> Node:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and op in (ast.Eq, ast.NotEq):
            return Text(self.string(cast("ast.Constant", node)), self.source(node))
        return self.read(node)

    def call(self, node: ast.Call) -> Node:
        source = self.source(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in RESERVED:
            self.name(name)
        if name not in FUNCTIONS:
            raise FormulaError(
                "only sum, min, max, abs and q take values in brackets", self.source(node.func)
            )
        if node.keywords:
            raise FormulaError("values in brackets have no names", source)
        match name, node.args:
            case "q", [ast.Constant(value=str()) as constant]:
                return self.quantity(constant, source)
            case "abs", [value]:
                return Operation("abs", (self.read(value),), source)
            case ("sum" | "min" | "max") as op, [ast.GeneratorExp() as generator]:
                return self.aggregate(op, generator, source)
            case ("min" | "max") as op, [_, _, *_]:
                return Operation(op, tuple(self.read(value) for value in node.args), source)
        raise FormulaError(_USAGE[name], source)

    def quantity(self, node: ast.Constant, source: str) -> Node:
        number, _, unit = self.string(node).strip(" ").partition(" ")
        if not unit:
            raise FormulaError(_USAGE["q"], source)
        return Quantity(self.number(number, source), unit.strip(" "), source)

    def aggregate(
        self, op: Literal["sum", "min", "max"], node: ast.GeneratorExp, source: str
    ) -> Node:
        match node.generators:
            case [ast.comprehension(target=ast.Name(id=index), iter=ast.Name(id=over), is_async=0)]:
                conditions = node.generators[0].ifs
            case _:
                raise FormulaError(_USAGE["sum"], source)
        if len(conditions) > 1:
            raise FormulaError('one "if" is allowed; join conditions by "and"', source)
        if re.fullmatch(r"[a-z]", index) is None or index == "q":
            raise FormulaError('an index is one small letter other than "q"', index)
        condition = self.read(conditions[0]) if conditions else None
        return Aggregate(op, index, self.name(over), self.read(node.elt), condition, source)


_USAGE = {
    "abs": "abs takes one value",
    "max": "max takes two values or more, or goes over a set: max(EC[i] for i in chiller)",
    "min": "min takes two values or more, or goes over a set: min(EC[i] for i in chiller)",
    "q": 'q takes a number and its unit in quotes: q("24 hour/day")',
    "sum": "sum goes over one set: sum(EC[i] for i in chiller)",
}
