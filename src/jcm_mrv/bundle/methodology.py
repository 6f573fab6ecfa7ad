"""The methodology in a bundle: put there to be read, compared with the own copy, never used."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from jcm_mrv.bundle import layout
from jcm_mrv.bundle.faults import BundleFault, find, shown
from jcm_mrv.bundle.making import Part, hold
from jcm_mrv.errors import RefusedError
from jcm_mrv.methodology.shelf import CASES, FILE

if TYPE_CHECKING:
    from jcm_mrv.bundle.reading import Bundle
    from jcm_mrv.findings import Finding
    from jcm_mrv.library import Library
    from jcm_mrv.methodology.model import Methodology

MAX_COMPARED = 3
"""A bundle holds one module; to look for many costs time."""

_MODULE = re.compile(
    rf"{re.escape(layout.METHODOLOGY)}[a-z0-9-]{{1,80}}/[0-9]{{1,4}}/{re.escape(FILE)}"
)


def gather_methodology(
    library: Library, identifier: str, version: str, rules_sha256: str
) -> tuple[Part, ...]:
    """Return the files of the module that a report was made by.

    Args:
        library: of the person who makes the bundle.
        identifier: of the module, as the report names it.
        version: likewise, such as ``1.0.0``.
        rules_sha256: digest of what moves a number in it.

    Raises:
        BundleFault: the library has no module with these rules (V368).
    """
    named = f"{identifier} {version}"
    module = _find(library, identifier, version)
    if module is None or module.rules_sha256 != rules_sha256:
        problem = (
            "is not in the library"
            if module is None
            else f"has rules of another digest in the library ({module.rules_sha256})"
        )
        message = (
            f"the methodology {shown(named)} of the report {problem}; the report names rules of "
            f"the digest {shown(rules_sha256)}; name the folder of the module with --methodologies"
        )
        raise BundleFault([find("V368", "report.json", "methodology", message)])
    folder = f"{layout.METHODOLOGY}{module.id}/{module.major}/"
    parts = [hold(folder + FILE, library.read_file(module))]
    with suppress(RefusedError):  # a module of one's own may have no cases
        parts.append(hold(folder + CASES, library.read_cases(module)))
    return tuple(parts)


def compare_methodology(bundle: Bundle, library: Library) -> tuple[Finding, ...]:
    """Return a note where the copy of a module in a bundle is not the verifier's own.

    Args:
        bundle: that was unpacked and proved.
        library: of the verifier.
    """
    notes = []
    paths = [path for path in sorted(bundle.files) if _MODULE.fullmatch(path)]
    for path in paths[:MAX_COMPARED]:
        _, _, identifier, major, _ = path.split("/")
        own = _find(library, identifier, major)
        if own is None or own.file_sha256 == bundle.files[path]:
            continue
        message = (
            f"its SHA-256 is {bundle.files[path]}, and that of the own copy {own.file_sha256}; the "
            "own copy is used, the one in the bundle never"
        )
        notes.append(replace(find("V369", bundle.name, path, message), severity="note"))
    return tuple(notes)


def _find(library: Library, identifier: str, version: str) -> Methodology | None:
    """Return the module of an id and a version; another version of the same major counts too."""
    for wanted in dict.fromkeys((version, version.partition(".")[0])):
        try:
            return library.find(f"{identifier} {wanted}")
        except RefusedError:
            continue
    return None
