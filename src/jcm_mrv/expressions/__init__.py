"""The formula language: a small, total subset of Python expressions over exact numbers."""

from __future__ import annotations

from jcm_mrv.expressions.evaluation import Budget, evaluate
from jcm_mrv.expressions.faults import EvaluationError, FormulaError
from jcm_mrv.expressions.inference import Symbol, infer
from jcm_mrv.expressions.latex import render_latex
from jcm_mrv.expressions.rendering import render_numbers, render_text
from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.expressions.syntax import FUNCTIONS, RESERVED, parse_formula
from jcm_mrv.expressions.tree import Branch, Node, branches_of, names_of, sets_of

__all__ = [
    "FUNCTIONS",
    "RESERVED",
    "Branch",
    "Budget",
    "EvaluationError",
    "FormulaError",
    "Node",
    "Symbol",
    "branches_of",
    "evaluate",
    "infer",
    "names_of",
    "parse_formula",
    "render_latex",
    "render_numbers",
    "render_text",
    "sets_of",
    "to_json",
]
