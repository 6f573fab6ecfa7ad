"""Evaluate the equations of a report document: one at a time, or a whole segment with changes."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.expressions import Budget, EvaluationError, FormulaError, evaluate
from jcm_mrv.expressions.reading import read_tree
from jcm_mrv.numbers import NumberError
from jcm_mrv.verification.nodes import leaf_of, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions import Node
    from jcm_mrv.verification.nodes import Leaf


class UnsolvableError(ValueError):
    """An equation has no value; the message is a sentence part."""


class Solver:
    """Evaluate equations of one document; each tree is read once.

    Args:
        document: of the right shape.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.budget = Budget()
        self.sets = {
            one["name"]: tuple(member["id"] for member in one["members"])
            for one in document["project"]["sets"]
        }
        self._trees: dict[str, Node] = {}
        self._of_segment: dict[int, list[Mapping[str, Any]]] = {}
        for entry in document["equations"]:
            self._of_segment.setdefault(entry["segment"], []).append(entry)
        self._known: dict[int, dict[str, Leaf]] = {}

    def solve(self, entry: Mapping[str, Any], known: Mapping[str, Leaf]) -> Leaf:
        """Return the value of one equation.

        Args:
            entry: of the equation.
            known: what the names that it reads stand for.

        Raises:
            UnsolvableError: it has none.
        """
        try:
            tree = self._tree(entry["tree"])
            members = entry.get("members")
            if members is None:
                return Fraction(self._evaluate(tree, known, None))
            return {member: Fraction(self._evaluate(tree, known, member)) for member in members}
        except FormulaError as error:
            raise UnsolvableError(f"its tree is none ({error})") from None
        except EvaluationError as error:
            raise UnsolvableError(f"it has no value ({error})") from None
        except (KeyError, TypeError, AttributeError):
            # A report may name what it does not have, or use a text as a number.
            raise UnsolvableError("it reads what the report does not have") from None

    def reductions(
        self, segment: int, leaves: Mapping[str, Leaf], results: Mapping[str, Leaf]
    ) -> Fraction:
        """Return ER of a segment with other leaves, and with some equations overruled [tCO2e].

        Args:
            segment: its index.
            leaves: by name, in place of the document's own.
            results: values that stand in place of what equations give.

        Raises:
            UnsolvableError: there is no value.
        """
        known: dict[str, Leaf] = {**self._leaves(segment), **leaves}
        changed = set(leaves) | set(results)
        for entry in self._of_segment.get(segment, ()):
            name = entry["name"]
            if name in results:
                known[name] = results[name]
            elif changed.intersection(entry["operands"]):
                known[name] = self.solve(entry, known)
                changed.add(name)
            else:
                known[name] = self._stated(entry)
        value = known.get("ER")
        if not isinstance(value, Fraction):
            raise UnsolvableError("there is no ER")
        return value

    def _leaves(self, segment: int) -> Mapping[str, Leaf]:
        if not self._known:
            for entry in self.document["values"]:
                of_segment = self._known.setdefault(entry["segment"], {})
                try:
                    of_segment[entry["name"]] = leaf_of(entry)
                except NumberError as error:
                    raise UnsolvableError(str(error)) from None
        return self._known.get(segment, {})

    def _stated(self, entry: Mapping[str, Any]) -> Leaf:
        try:
            return result_of(entry)
        except NumberError as error:
            raise UnsolvableError(str(error)) from None

    def _tree(self, tree: Mapping[str, Any]) -> Node:
        key = json.dumps(tree, sort_keys=True)
        if key not in self._trees:
            self._trees[key] = read_tree(tree)
        return self._trees[key]

    def _evaluate(self, tree: Node, known: Mapping[str, Leaf], member: str | None) -> Any:
        return evaluate(tree, known, self.sets, self.budget, member=member)
