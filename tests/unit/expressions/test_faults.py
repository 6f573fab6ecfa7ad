"""What is raised about a formula."""

from __future__ import annotations

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import EvaluationError, FormulaError
from jcm_mrv.expressions.faults import did_you_mean


def test_a_refusal_leads_with_its_operand() -> None:
    """The reader sees the place first; a sentence that names it itself stands alone."""
    assert str(FormulaError("is wrong", "A + B")) == "A + B: is wrong"
    assert str(FormulaError('"A" is wrong', "A", lead=False)) == '"A" is wrong'


def test_a_long_or_unprintable_operand_is_shown_safely() -> None:
    """The operand itself stays whole, for who looks it up."""
    refusal = FormulaError("is wrong", "x" * 81)
    assert str(refusal) == "x" * 80 + "…: is wrong"
    assert refusal.operand == "x" * 81
    assert str(FormulaError("is wrong", "\x1b")) == "\\x1b: is wrong"


def test_a_stop_carries_its_equation() -> None:
    """Who evaluates equations says which one it was."""
    stop = EvaluationError("empty-set", "sum(A for i in s)", "RE")
    assert stop.equation == "RE"
    assert isinstance(stop, JcmMrvError)


def test_only_a_near_word_is_proposed() -> None:
    """A far one would mislead."""
    assert did_you_mean("EC_ITT", ["EC_IT", "EC_DC"]) == '; did you mean "EC_IT"?'
    assert did_you_mean("FUEL", ["EC_IT", "EC_DC"]) == ""
