"""Run a methodology's worked cases: values, branches, conservative sides (contracts 1, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.errors import RefusedError
from jcm_mrv.expressions import (
    Budget,
    EvaluationError,
    FormulaError,
    branches_of,
    evaluate,
    infer,
    parse_formula,
)
from jcm_mrv.findings import Finding, Place
from jcm_mrv.methodology.casefile import parse_cases
from jcm_mrv.methodology.effects import compute_effect
from jcm_mrv.methodology.evaluation import (
    InputError,
    compute_equations,
    compute_operands,
    find_broken_rules,
)
from jcm_mrv.methodology.faults import Faults
from jcm_mrv.numbers import format_exact
from jcm_mrv.units import DIMENSIONLESS, standard_units

if TYPE_CHECKING:
    from jcm_mrv.expressions import Branch
    from jcm_mrv.methodology.casefile import Case, Expected
    from jcm_mrv.methodology.effects import Effect
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology, Parameter


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Tell what became of one case.

    Args:
        name: of the case.
        findings: what failed; empty when the case passes.
    """

    name: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Tell whether nothing failed."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class CaseReport:
    """Tell what became of a methodology's cases.

    Args:
        methodology: ``rooftop-solar 1.0.0``.
        cases: in the file's order; empty when the file cannot be read.
        others: what no single case is to blame for: the file, sides, branches.
    """

    methodology: str
    cases: tuple[CaseResult, ...]
    others: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return every failure, those of cases first."""
        return (*(finding for case in self.cases for finding in case.findings), *self.others)

    @property
    def passed(self) -> bool:
        """Tell whether nothing failed."""
        return not self.findings


def run_cases(methodology: Methodology, data: bytes, *, file: str = "") -> CaseReport:
    """Run the cases that the bytes of a cases.toml hold; failures are values.

    Args:
        methodology: that the cases are about.
        data: bytes of cases.toml.
        file: path as findings name it; the neighbour of methodology.toml when empty.
    """
    file = file or methodology.file.rpartition("/")[0] + "/cases.toml"
    label = f"{methodology.id} {methodology.version}"
    try:
        cases = parse_cases(data, methodology, file=file.removeprefix("/"))
    except RefusedError as error:
        return CaseReport(label, (), error.findings)
    run = _Run(methodology, file.removeprefix("/"))
    results = tuple(run.case(case) for case in cases)
    return CaseReport(label, results, run.others())


class _Run:
    """Carry what the cases of one methodology have reached so far."""

    def __init__(self, methodology: Methodology, file: str) -> None:
        self.methodology = methodology
        self.file = file
        self.covered: set[tuple[str, Branch]] = set()
        self.effects: dict[str, set[Effect]] = {}

    def case(self, case: Case) -> CaseResult:
        faults = Faults(self.file)
        try:
            self.evaluate(case, faults)
        except InputError as error:
            faults.add("M005", f"{case.path}.{error.parameter}", str(error))
        except EvaluationError as error:
            where = f"{error.equation} has no value: " if error.equation else ""
            faults.add("M020", case.path, f"{where}{error}")
        return CaseResult(case.name, tuple(faults.findings))

    def evaluate(self, case: Case, faults: Faults) -> None:
        operands = compute_operands(
            self.methodology, case.inputs, case.sets, days=case.days, gwp_set=case.gwp_set
        )
        budget = Budget()
        results = compute_equations(
            self.methodology, operands, case.sets, budget=budget, covered=self.covered
        )
        for name, entries in case.expect.items():
            value = results[name]
            values: dict[str | None, Fraction] = {}
            if isinstance(value, Mapping):
                values.update(value)
            else:
                values[None] = value
            for member in values:
                if member not in entries:
                    message = f'key "{member}" is missing; every member is expected'
                    faults.add("M020", f"{case.path}.expect.{name}", message)
            for member, expected in entries.items():
                self.compare(name, expected, values.get(member), faults)
        self.check_rules(case, {**operands, **results}, budget, faults)
        self.check_sides(case, operands, faults)

    def compare(
        self, name: str, expected: Expected, value: Fraction | None, faults: Faults
    ) -> None:
        if value is None:
            faults.add("M020", expected.path, f"{name} has no such member")
        elif value != expected.value:
            message = f"{name} is {format_exact(value)} (expected {format_exact(expected.value)})"
            faults.add("M020", expected.path, message)
        try:
            tree = infer(
                parse_formula(expected.because), {}, (), standard_units(), target=DIMENSIONLESS
            )
            made = Fraction(evaluate(tree, {}, {}, Budget()))
        except (FormulaError, EvaluationError) as error:
            message = f'"because" is arithmetic with numbers only: {error}'
            faults.add("M020", f"{expected.path}.because", message)
            return
        if made != expected.value:
            message = (
                f'"{expected.because}" makes {format_exact(made)},'
                f" not {format_exact(expected.value)}"
            )
            faults.add("M020", f"{expected.path}.because", message)

    def check_rules(
        self, case: Case, values: Mapping[str, Value], budget: Budget, faults: Faults
    ) -> None:
        broken = {
            one.rule.title
            for one in find_broken_rules(
                self.methodology, values, case.sets, budget=budget, covered=self.covered
            )
        }
        for rule in self.methodology.plausibility:
            if rule.title in broken and rule.title not in case.breaks:
                message = f'the rule "{rule.title}" does not hold: {rule.text}'
                faults.add("M020", case.path, message)
            elif rule.title in case.breaks and rule.title not in broken:
                message = f'the rule "{rule.title}" holds and is said to be broken'
                faults.add("M020", f"{case.path}.breaks", message)

    def check_sides(self, case: Case, operands: Mapping[str, Value], faults: Faults) -> None:
        for parameter in self.methodology.parameters.values():
            if parameter.kind != "monitored":
                continue
            members = (None,) if parameter.over is None else case.sets[parameter.over]
            for member in members:
                effect = compute_effect(
                    self.methodology, operands, case.sets, parameter.name, member=member
                )
                self.effects.setdefault(parameter.name, set()).add(effect)
                if effect != "none" and parameter.conservative not in (effect, "both"):
                    faults.add("M021", case.path, _mismatch(parameter, member, effect))

    def others(self) -> tuple[Finding, ...]:
        """Return what shows only when every case has run: unmoved results, unreached arms."""
        found = []
        for name, effects in self.effects.items():
            if effects == {"none"}:
                message = f"ER does not move with {name} in any case; its side is not tested"
                found.append(Finding("M021", "error", Place(self.file), message))
        trees = {equation.name: equation.tree for equation in self.methodology.equations}
        trees |= {rule.title: rule.tree for rule in self.methodology.plausibility}
        for name, tree in trees.items():
            for branch in branches_of(tree):
                if (name, branch) not in self.covered:
                    message = f'no case reaches the arm "{branch.source}" of {name}'
                    found.append(Finding("M022", "error", Place(self.file), message))
        return tuple(found)


def _mismatch(parameter: Parameter, member: str | None, effect: Effect) -> str:
    moves = {
        "low": "rises with it",
        "high": "falls with it",
        "both": "moves either way with it",
    }[effect]
    name = parameter.name if member is None else f"{parameter.name} of {member}"
    return f'{name} is declared conservative = "{parameter.conservative}", but ER {moves}'
