"""What is raised about a formula: a refusal when it is read, a stop when it is evaluated."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 80

EvaluationFault = Literal["division-by-zero", "empty-set", "too-large", "too-long"]

_SENTENCES: dict[EvaluationFault, str] = {
    "division-by-zero": "is zero, and something is divided by it",
    "empty-set": "there is no member to take it over",
    "too-large": "the number grows beyond 65,536 bits",
    "too-long": "the run goes beyond 10,000,000 operations",
}


class FormulaError(JcmMrvError, ValueError):
    """A text is not a formula, or a formula does not fit its names and units.

    Args:
        sentence: what is wrong, for the reader of the methodology.
        operand: the smallest part of the formula at fault, as written.
        lead: put the operand before the sentence.
    """

    def __init__(self, sentence: str, operand: str, *, lead: bool = True) -> None:
        self.operand = operand
        super().__init__(f"{printable(operand, SHOWN)}: {sentence}" if lead else sentence)


class EvaluationError(JcmMrvError):
    """A formula has no value for these inputs.

    Args:
        kind: which of the four reasons.
        operand: the smallest part of the formula at fault, as written.
        equation: name of the equation, set by who evaluates equations.
    """

    def __init__(self, kind: EvaluationFault, operand: str, equation: str | None = None) -> None:
        self.kind: EvaluationFault = kind
        self.operand = operand
        self.equation = equation
        super().__init__(f"{printable(operand, SHOWN)}: {_SENTENCES[kind]}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a refusal, with the nearest known word where one is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f'; did you mean "{near[0]}"?' if near else ""
