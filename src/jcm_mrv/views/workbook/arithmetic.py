"""The value of every cell of a book, by its formulas: exactly, or as a spreadsheet calculates.

The same trees are walked with fractions and with binary floats. With fractions, the guard
against floats in front of ``ROUNDDOWN`` does nothing: it is there for floats alone.
"""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from jcm_mrv.views.workbook.expression import (
    Area,
    Asked,
    Call,
    Chosen,
    Formula,
    Number,
    Operation,
    Ref,
    Text,
    Truth,
    places_of,
)
from jcm_mrv.views.workbook.texts import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Place = tuple[str, int, int]
Value = Fraction | float | str | bool | None
"""None stands for a blank cell."""

_PRECISION = 27
_NEAR = 1e-7
"""Programs may add up in different ways; so near to a whole tonne [t] they are not told apart."""

_CLOSE = 2.0**-48
"""Spreadsheets take numbers for equal whose difference is smaller than this, relatively."""


class NoValueError(ValueError):
    """A cell has no value, such as after a division by zero; the message is a sentence part."""

    place: Place | None = None
    """The first cell that has none."""


class Arithmetic(Protocol):
    """Calculate with one kind of number."""

    def number(self, value: Fraction) -> Fraction | float:
        """Return a number of this kind."""

    def total(self, values: Iterable[Fraction | float]) -> Fraction | float:
        """Add up."""

    def compare(self, left: Fraction | float, right: Fraction | float) -> int:
        """Return -1, 0 or 1."""

    def rounded(self, value: Fraction | float, places: int) -> Fraction | float:
        """Round to decimals, half away from zero."""

    def cut(self, value: Fraction | float) -> Fraction | float:
        """Round to a whole number towards zero."""


class Exact:
    """Calculate with fractions."""

    def number(self, value: Fraction) -> Fraction:
        """Return the number itself."""
        return value

    def total(self, values: Iterable[Fraction | float]) -> Fraction:
        """Add up, numbers of one denominator first: readings are decimals."""
        above: dict[int, int] = {}
        for value in values:
            one = Fraction(value)
            above[one.denominator] = above.get(one.denominator, 0) + one.numerator
        return sum((Fraction(up, below) for below, up in above.items()), Fraction(0))

    def compare(self, left: Fraction | float, right: Fraction | float) -> int:
        """Return -1, 0 or 1."""
        return (left > right) - (left < right)

    def rounded(self, value: Fraction | float, places: int) -> Fraction:
        """Return the number itself: what is exact needs no guard."""
        return Fraction(value)

    def cut(self, value: Fraction | float) -> Fraction:
        """Round to a whole number towards zero."""
        return Fraction(math.trunc(value))


class Binary:
    """Calculate with floats, as Excel and LibreOffice do."""

    def number(self, value: Fraction) -> float:
        """Return the float nearest to a number.

        Raises:
            NoValueError: it is beyond every float.
        """
        try:
            return float(value)
        except OverflowError:
            raise NoValueError("it is beyond the numbers of spreadsheets") from None

    def total(self, values: Iterable[Fraction | float]) -> float:
        """Add up from first to last."""
        total = 0.0
        for value in values:
            total += float(value)
        return total

    def compare(self, left: Fraction | float, right: Fraction | float) -> int:
        """Return -1, 0 or 1; numbers that differ in the last bits are equal."""
        if abs(float(left) - float(right)) <= _CLOSE * max(abs(float(left)), abs(float(right))):
            return 0
        return (left > right) - (left < right)

    def rounded(self, value: Fraction | float, places: int) -> float:
        """Round the shortest decimal of a float, half away from zero.

        Raises:
            NoValueError: another program might round it to another whole number.
        """
        near = {math.trunc(_quantized(float(value) + by, places)) for by in (-_NEAR, 0.0, _NEAR)}
        if len(near) > 1:
            raise NoValueError("it lies too near to the next whole number")
        return float(_quantized(float(value), places))

    def cut(self, value: Fraction | float) -> float:
        """Round to a whole number towards zero."""
        return float(Decimal(float(value)).to_integral_value(ROUND_DOWN))


class Evaluation:
    """Evaluate the cells of a book, each once.

    Args:
        formulas: of the cells that are calculated.
        values: of all others, as exact numbers or texts.
        arithmetic: the kind of number.
    """

    def __init__(
        self,
        formulas: Mapping[Place, Formula],
        values: Callable[[Place], Fraction | str | None],
        arithmetic: Arithmetic,
    ) -> None:
        self.formulas = formulas
        self.given = values
        self.arithmetic = arithmetic
        self.known: dict[Place, Value] = {}

    def value(self, place: Place) -> Value:
        """Return the value of a cell, after those of all cells that it reads, kept in that order.

        Raises:
            NoValueError: it has none; so has a cell that reads itself.
        """
        waiting = [place]
        opened: set[Place] = set()
        while waiting:
            top = waiting[-1]
            if top in self.known:
                waiting.pop()
                continue
            formula = self.formulas.get(top)
            missing = (
                [one for one in places_of(formula) if one not in self.known] if formula else []
            )
            try:
                if missing and top in opened:
                    raise NoValueError("it reads itself")
                if not missing:
                    self.known[top] = self._given(top) if formula is None else self._value(formula)
            except NoValueError as error:
                error.place = top
                raise
            opened.add(top)
            waiting.extend(missing)
        return self.known[place]

    def _given(self, place: Place) -> Value:
        given = self.given(place)
        return self.arithmetic.number(given) if isinstance(given, Fraction) else given

    def _value(self, formula: Formula) -> Value:
        match formula:
            case Number(value=value):
                return self.arithmetic.number(value)
            case Text(value=value):
                return clean_text(value)
            case Truth(value=value):
                return value
            case Ref(sheet=sheet, row=row, column=column):
                return self.known[sheet, row, column]
            case Operation(op=op, args=args):
                return self._operation(op, args)
            case Call(name=name, args=args):
                return self._call(name, args)
            case Chosen():
                return self._chosen(formula)
        raise NoValueError("an area stands where one number is expected")

    def _number(self, formula: Formula) -> Fraction | float:
        value = self._value(formula)
        if value is None:
            return self.arithmetic.number(Fraction(0))
        if isinstance(value, str):
            raise NoValueError("a text stands where a number is expected")
        return value

    def _operation(self, op: str, args: tuple[Formula, ...]) -> Value:
        result = self._number(args[0])
        if op == "neg":
            return -result
        for one in args[1:]:
            right = self._number(one)
            if op in "+-":
                result = result + right if op == "+" else result - right
            elif op == "*":
                result = result * right
            elif op == "/":
                if not right:
                    raise NoValueError("it divides by zero")
                result = result / right
            else:
                return _holds(op, self.arithmetic.compare(result, right))
        return _finite(result)

    def _call(self, name: str, args: tuple[Formula, ...]) -> Value:
        match name:
            case "IF":
                return self._value(args[1] if self._value(args[0]) else args[2])
            case "AND":
                return all(self._value(one) for one in args)
            case "OR":
                return any(self._value(one) for one in args)
            case "NOT":
                return not self._value(args[0])
            case "EXACT":
                return (self._value(args[0]) or "") == (self._value(args[1]) or "")
            case "ABS":
                size = self._number(args[0])
                return -size if size < 0 else size
            case "POWER":
                base, exponent = self._number(args[0]), int(self._number(args[1]))
                if exponent <= 0 and not base:
                    raise NoValueError("it divides by zero")
                return _finite(_power(base, exponent))
            case "ROUND":
                return self.arithmetic.rounded(self._number(args[0]), int(self._number(args[1])))
            case "ROUNDDOWN":
                return self.arithmetic.cut(self._number(args[0]))
            case "COUNTIFS":
                return self._count_pairs(args)
        numbers = list(self._numbers(args))
        match name:
            case "SUM":
                return _finite(self.arithmetic.total(numbers))
            case "COUNT":
                return self.arithmetic.number(Fraction(len(numbers)))
            case "MIN" | "MAX":
                zero = self.arithmetic.number(Fraction(0))
                return min(numbers, default=zero) if name == "MIN" else max(numbers, default=zero)
        raise NoValueError(f"{name} is no function of a workbook")

    def _numbers(self, args: tuple[Formula, ...]) -> Iterator[Fraction | float]:
        """Give the numbers of areas, texts and blank cells left out, and of everything else."""
        for one in args:
            if isinstance(one, Area):
                for place in one.places():
                    value = self.known[place]
                    if isinstance(value, (Fraction, float)):
                        yield value
            else:
                yield self._number(one)

    def _count_pairs(self, args: tuple[Formula, ...]) -> Fraction | float:
        columns, wanted = args[::2], [self._value(one) for one in args[1::2]]
        places = zip(*(one.places() for one in columns if isinstance(one, Area)), strict=True)
        rows = ([self.known[place] for place in row] for row in places)
        return self.arithmetic.number(Fraction(sum(row == wanted for row in rows)))

    def _chosen(self, chosen: Chosen) -> Fraction | float:
        given = [self._value(one.given) for one in chosen.asked]
        found: list[Fraction | float] = []
        for offset, place in enumerate(chosen.values.places()):
            if all(
                self._fits(one, value, offset)
                for one, value in zip(chosen.asked, given, strict=True)
            ):
                value = self.known[place]
                if isinstance(value, (Fraction, float)):
                    found.append(value)
        return self.arithmetic.total(found)

    def _fits(self, asked: Asked, given: Value, offset: int) -> bool:
        def cell(column: Area | None) -> Value:
            if column is None:
                return None
            return self.known[column.sheet, column.row + offset, column.column]

        text, start, below = cell(asked.texts), cell(asked.start), cell(asked.below)
        if text is not None and text != given:
            return False
        if start is None and below is None:
            return True
        if given is None or isinstance(given, str):
            raise NoValueError("a text stands where a number is expected")
        compare = self.arithmetic.compare
        return (not isinstance(start, (Fraction, float)) or compare(start, given) <= 0) and (
            not isinstance(below, (Fraction, float)) or compare(below, given) > 0
        )


def _holds(op: str, order: int) -> bool:
    return {
        "=": order == 0,
        "<>": order != 0,
        "<": order < 0,
        "<=": order <= 0,
        ">": order > 0,
        ">=": order >= 0,
    }[op]


def _power(base: Fraction | float, exponent: int) -> Fraction | float:
    result: Fraction | float = 1 if isinstance(base, float) else Fraction(1)
    for _ in range(abs(exponent)):
        result = result * base
    return 1 / result if exponent < 0 else result


def _quantized(value: float, places: int) -> Decimal:
    shown = Decimal(repr(value))
    if shown.adjusted() + places >= _PRECISION:
        return shown  # a float of so many digits has no decimals
    return shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _finite(value: Fraction | float) -> Fraction | float:
    if isinstance(value, float) and not math.isfinite(value):
        raise NoValueError("it is beyond the numbers of spreadsheets")
    return value
