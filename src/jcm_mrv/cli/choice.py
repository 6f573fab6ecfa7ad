"""Find the methodology that a person means on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Place

if TYPE_CHECKING:
    from jcm_mrv.library import Library
    from jcm_mrv.methodology.model import Approved, Methodology

COMMAND_LINE = Place("command line")


def choose_module(library: Library, reference: str) -> tuple[Methodology, Approved | None]:
    """Return a module, and the JCM number that it was asked for by, where there was one.

    Args:
        library: where to look.
        reference: a module's id or a JCM number, with its version, or without for the newest.

    Raises:
        RefusedError: there is none.
    """
    modules = library.modules()
    wanted = reference.strip()
    same = [module for module in modules if module.id == wanted.lower()]
    if same:
        return max(same, key=lambda module: int(module.major)), None
    numbers = [
        (approved, module)
        for module in modules
        for approved in module.approved
        if wanted.lower() in (approved.number.lower(), approved.reference.lower())
    ]
    if numbers:
        approved, module = max(numbers, key=lambda pair: _version_key(pair[0].version))
        return module, approved
    return library.find(wanted, where=COMMAND_LINE), None


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
