"""The procedure of docs/procedure.md for a workbook: from its cells to a verdict.

1. It is a workbook of this layout: every sheet there, none hidden, nothing that could act.
2. The methodology that it names is in the verifier's own library.
3. What is fixed stands as the layout has it: labels, units, symbols, the methodology's values.
4. Each computed cell has the formula that belongs there.
5. Each formula's stored value is what the engine gives for the workbook's own inputs.
6. Where a project is given: each input cell is what its readings give.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.monitoring.comparing import compare_book
from jcm_mrv.forms.monitoring.inputs import compare_inputs
from jcm_mrv.forms.monitoring.model import (
    CODES,
    FIXED,
    FORM,
    FORMULAS,
    INPUTS,
    METHODOLOGY,
    STEPS,
    TITLES,
    VALUES,
    conclude,
    make_step,
)
from jcm_mrv.forms.monitoring.reading import BookFault, is_monitoring_book, read_stated
from jcm_mrv.forms.monitoring.rebuilding import RebuildError, choose_gwp_set, rebuild_report
from jcm_mrv.forms.monitoring.telling import tell_cell
from jcm_mrv.forms.monitoring.views import lay_out_again, shown_potentials
from jcm_mrv.library import read_library
from jcm_mrv.numbers import counted, printable
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.workbook.whole import read_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from jcm_mrv.forms.monitoring.model import BookVerification, CellDifference
    from jcm_mrv.forms.monitoring.stated import Stated
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.readings.workbook.whole import WholeBook
    from jcm_mrv.verification.model import Step
    from jcm_mrv.views.workbook.book import Book

MAX_TOLD = 20
"""Findings of one step that are told one by one."""


@dataclass(frozen=True, slots=True)
class _Case:
    """Hold what a verification looks at."""

    name: str
    sha256: str
    inputs: Path | None
    methodologies: Sequence[Path]


def verify_book(
    path: Path,
    *,
    inputs: Path | None = None,
    methodologies: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
) -> BookVerification:
    """Verify a monitoring workbook.

    Args:
        path: the workbook.
        inputs: folder of the project whose readings its inputs are compared with; None for none.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.

    Raises:
        RefusedError: a folder of methodologies that the verifier named cannot be used.
    """
    name = printable(path.name, 100)
    try:
        whole = read_whole(path, path.name)
        case = _Case(name, _digest(path), inputs, methodologies)
        if not is_monitoring_book(whole.sheets):
            raise BookFault(
                "it is a workbook of another kind: the sheets of the layout are missing"
            )
    except (InputFault, BookFault) as fault:
        case = _Case(name, "", inputs, methodologies)
        message = fault.message if isinstance(fault, InputFault) else str(fault)
        return _stop(case, FORM, Finding("V393", "warning", Place(name), message))
    try:
        stated, cells = read_stated(whole, name)
    except BookFault as fault:
        return _stop(case, FORM, Finding("V393", "warning", Place(name), str(fault)))
    found = _find_module(stated, case)
    if isinstance(found, Finding):
        return _stop(case, METHODOLOGY, found)
    if cells.faults:
        return _stop(case, VALUES, *cells.faults, module=found)
    try:
        gwp_set = choose_gwp_set(found, shown_potentials(whole))
        document = rebuild_report(stated, found, gwp_set)
        book = lay_out_again(document, stated)
    except (RebuildError, ValueError, LookupError, ArithmeticError) as error:
        words = f"its inputs give no workbook: {printable(str(error), 200)}"
        return _stop(case, VALUES, Finding("V398", "warning", Place(name), words), module=found)
    return _judge(case, whole, stated, found, document, book, progress)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _find_module(stated: Stated, case: _Case) -> Methodology | Finding:
    """Return the own copy of the methodology, or a finding that there is none.

    Raises:
        RefusedError: the library cannot be used.
    """
    library = read_library(case.methodologies)
    try:
        return library.find(module_reference(stated), where=Place(case.name))
    except RefusedError as refusal:
        first = next(iter(refusal.findings))
        if first.code not in ("P020", "P021"):
            raise
        message = (
            f"your library does not have it: {first.message}; name further ones with"
            " --methodologies"
        )
        return Finding("V320", "warning", Place(case.name), message)


def module_reference(stated: Stated) -> str:
    """Return how a project names the methodology: a module's version is its major alone."""
    identifier, _, version = stated.reference.partition(" ")
    if version and "_" not in identifier:
        return f"{identifier} {version.partition('.')[0]}"
    return stated.reference


def _stop(
    case: _Case, step: int, *findings: Finding, module: Methodology | None = None
) -> BookVerification:
    """Conclude where a step keeps those behind it from being carried out."""
    steps = []
    for number in TITLES:
        if number == INPUTS and case.inputs is None:
            continue
        if number < step and (number != FIXED or module is None):
            said = _module_words(module) if number == METHODOLOGY and module else "looked at"
            steps.append(make_step(number, (), said, carried_out=number in (FORM, METHODOLOGY)))
        elif number == step:
            steps.append(make_step(number, findings[:MAX_TOLD], "not compared"))
        else:
            steps.append(make_step(number, (), "not compared", carried_out=False))
    return conclude(
        steps,
        (),
        sha256=case.sha256,
        methodology="" if module is None else _module_words(module),
        with_inputs=case.inputs is not None,
        software=__version__,
    )


def _module_words(module: Methodology) -> str:
    return f"{module.id} {module.version}"


def _judge(
    case: _Case,
    whole: WholeBook,
    stated: Stated,
    module: Methodology,
    document: dict[str, Any],
    book: Book,
    progress: Callable[[int, int], None] | None,
) -> BookVerification:
    comparison = compare_book(book, whole, document)
    differences = comparison.differences
    notes: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()
    said_inputs = ""
    if case.inputs is not None:
        compared = compare_inputs(case.inputs, case.methodologies, book, stated, whole, progress)
        # An input that is another one is the cause of all that follows from it.
        differences = (*compared.differences, *differences)
        told, notes, said_inputs = compared.undecided, compared.notes, compared.said
    active = tuple(
        Finding("V397", "error", Place(case.name), f"it brings {one}, which the layout has not")
        for one in whole.active
    )
    extra = {FORM: active, VALUES: _unsaved(case, comparison.unsaved), INPUTS: (*told, *notes)}
    said = _said(book, whole, module)
    steps: list[Step] = []
    for number in TITLES:
        if number == INPUTS and case.inputs is None:
            continue
        own = [one for one in differences if STEPS[one.kind] == number]
        causes = [one for one in own if one.root] or own
        findings = [tell_cell(one, case.name, CODES[one.kind]) for one in causes[:MAX_TOLD]]
        words = said_inputs if number == INPUTS else said[number]
        steps.append(
            make_step(
                number, (*extra.get(number, ()), *findings), words, max(len(own) - MAX_TOLD, 0)
            )
        )
    return conclude(
        steps,
        differences,
        sha256=case.sha256,
        methodology=_module_words(module),
        with_inputs=case.inputs is not None,
        software=__version__,
    )


def _unsaved(case: _Case, cells: Sequence[CellDifference]) -> tuple[Finding, ...]:
    """Tell formulas without a stored value, all of them at once."""
    if not cells:
        return ()
    what = counted(len(cells), "formula has", "formulas have")
    message = (
        f"{what} no stored value, from here on; open the workbook in a spreadsheet program, let it"
        " calculate, and save it"
    )
    return (Finding("V398", "warning", Place(case.name, cells[0].cell), message),)


def _said(book: Book, whole: WholeBook, module: Methodology) -> dict[int, str]:
    cells = [cell for sheet in book.sheets for cell in sheet.cells]
    computed = sum(cell.tree is not None for cell in cells)
    return {
        FORM: counted(len(whole.sheets), "sheet", "sheets"),
        METHODOLOGY: _module_words(module),
        FIXED: "labels, units, the methodology's own values",
        FORMULAS: counted(computed, "formula", "formulas"),
        VALUES: counted(computed, "value", "values"),
    }
