"""A monitoring workbook to the files of a project, or every cell that is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.monitoring.proposing import propose_project
from jcm_mrv.forms.monitoring.reading import BookFault, read_stated
from jcm_mrv.forms.monitoring.rebuilding import (
    RebuildError,
    check_names,
    choose_gwp_set,
    rebuild_report,
)
from jcm_mrv.forms.monitoring.verifying import module_reference
from jcm_mrv.forms.monitoring.views import shown_potentials
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.workbook.whole import read_whole
from jcm_mrv.report.formulas import exact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from jcm_mrv.forms.monitoring.stated import Stated
    from jcm_mrv.library import Library
    from jcm_mrv.methodology.model import Methodology


def make_project(
    path: Path, library: Library, zones_of: Callable[[str], Sequence[str]]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files of the project that a monitoring workbook gives, and what is to be said.

    Args:
        path: the workbook.
        library: where its methodology is.
        zones_of: gives the time zones of a country.

    Raises:
        RefusedError: it cannot be read (P090), a cell cannot be used (P092), or stated amounts
            cannot say what it holds (P093).
    """
    name = path.as_posix()
    try:
        whole = read_whole(path, path.name)
        stated, cells = read_stated(whole, name)
    except InputFault as fault:
        raise RefusedError([Finding("P090", "error", Place(name), fault.message)]) from None
    except BookFault as fault:
        raise RefusedError([Finding("P090", "error", Place(name), str(fault))]) from None
    if cells.faults:
        raise RefusedError(Finding("P092", "error", one.where, one.message) for one in cells.faults)
    module = library.find(module_reference(stated), where=Place(name))
    try:
        check_names(stated, module)
    except RebuildError as error:
        raise RefusedError([Finding("P092", "error", Place(name), str(error))]) from None
    gwp_set = choose_gwp_set(module, shown_potentials(whole))
    files, notes = propose_project(stated, module, gwp_set, path.name, zones_of(stated.country))
    return files, (*notes, *_lost_tonnes(stated, module, gwp_set))


def _lost_tonnes(stated: Stated, module: Methodology, gwp_set: str | None) -> tuple[str, ...]:
    """Tell years whose whole tonnes hang on digits that the cells of a workbook cannot hold."""
    try:
        years = rebuild_report(stated, module, gwp_set)["rounding"]["years"]
    except (RebuildError, ValueError, LookupError, ArithmeticError):
        return ()  # what keeps it from being calculated is told by jcm-mrv calculate
    return tuple(
        f"{one['year']}: the cells hold too few digits of numbers that make {one['whole']} t; with"
        " these digits alone it is a tonne less"
        for one in years
        if int(one["whole"]) > exact(one["kept"])
    )
