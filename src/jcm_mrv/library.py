"""The methodology library: the built-in modules and a person's own, by one door (contracts 1).

Folders are listed first and parsed on demand: reading one project must not parse all modules.
"""

from __future__ import annotations

import difflib
import os
from importlib.resources import files
from typing import TYPE_CHECKING

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.methodology.reference import parse_reference
from jcm_mrv.methodology.shelf import CASES, FILE, Entry, Shelf, list_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.methodology.reference import Reference

BUILT_IN = "built-in"
IN_PROJECT = Place("project.toml", "project.methodology")


def read_library(extra: Sequence[Path] = ()) -> Library:
    """List the built-in modules and those of further folders; nothing is parsed yet.

    Args:
        extra: folders of modules, each ``ID/MAJOR/methodology.toml``.

    Raises:
        RefusedError: a folder cannot be read as one of modules (M001), or two modules have one
            id and major (M018).
    """
    shelves = [Shelf(files("jcm_mrv.methodologies"), BUILT_IN, "methodologies")]
    seen = {os.path.realpath(str(shelves[0].folder))}
    for path in extra:
        if os.path.realpath(path) not in seen:
            seen.add(os.path.realpath(path))
            shelves.append(Shelf(path, str(path), path.as_posix()))
    entries: dict[tuple[str, str], Entry] = {}
    findings: list[Finding] = []
    for shelf in shelves:
        try:
            for entry in list_entries(shelf):
                first = entries.setdefault((entry.id, entry.major), entry)
                if first is not entry:
                    message = (
                        f"{entry.id} {entry.major} is in the library already:"
                        f" {first.shown(FILE)} ({first.shelf.origin})"
                    )
                    findings.append(Finding("M018", "error", Place(entry.shown(FILE)), message))
        except RefusedError as error:
            findings += error.findings
    if findings:
        raise RefusedError(findings)
    return Library(entries.values())


class Library:
    """Hold the modules that were found; each is parsed when it is first asked for.

    Args:
        entries: one for each module, no two with one id and major.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: (entry.id, int(entry.major))))
        self._loaded: dict[tuple[str, str], Methodology] = {}

    def modules(self) -> tuple[Methodology, ...]:
        """Return every module, by id and major.

        Raises:
            RefusedError: one cannot be read, or two carry out one version of a JCM number (M018).
        """
        modules, findings = self._load_all()
        findings += _shared_numbers(modules)
        if findings:
            raise RefusedError(findings)
        return modules

    def read_cases(self, methodology: Methodology) -> bytes:
        """Return the bytes of the cases.toml beside a methodology of this library.

        Raises:
            RefusedError: there is none, or it cannot be read (M001).
        """
        return self._entry(methodology.id, methodology.major).read(CASES)

    def read_file(self, methodology: Methodology) -> bytes:
        """Return the bytes of the methodology.toml of a methodology of this library.

        Raises:
            RefusedError: it cannot be read any more (M001).
        """
        return self._entry(methodology.id, methodology.major).read(FILE)

    def find(self, reference: str, *, where: Place = IN_PROJECT) -> Methodology:
        """Return the module that a project names.

        Args:
            reference: such as ``LA_AM001 ver1.0`` or ``data-center-efficiency 1``.
            where: the place that a refusal names.

        Raises:
            RefusedError: there is none (P020), the version is not said (P021), two modules carry
                out the same version of a number (M018), or the module cannot be read.
        """
        wanted = parse_reference(reference)
        found = self._by_number(wanted) if wanted.is_number else self._by_id(wanted)
        versions = [wanted.spell(version) for version, _ in found]
        exact = [module for version, module in found if version == wanted.version]
        if exact:
            if shared := _shared_numbers(exact):
                raise RefusedError(shared)
            return exact[0]
        if versions and wanted.version is None:
            lines = " or ".join(f'methodology = "{version}"' for version in versions)
            message = f"{_quote(reference)} names no version; write {lines}"
            raise RefusedError([Finding("P021", "error", where, message)])
        hint = f"; it has {', '.join(versions)}" if versions else self._nearest(reference)
        message = f"{_quote(reference)} is not in the library{hint}"
        raise RefusedError([Finding("P020", "error", where, message)])

    def _by_id(self, wanted: Reference) -> list[tuple[str, Methodology]]:
        found = []
        for entry in self.entries:
            if entry.id == wanted.name:
                module = self._load(entry)
                full = wanted.version == module.version
                found.append((module.version if full else module.major, module))
        return found

    def _by_number(self, wanted: Reference) -> list[tuple[str, Methodology]]:
        name = wanted.name.encode()
        # A search in the bytes spares the parsing of all the other modules.
        modules = [self._load(entry) for entry in self.entries if name in entry.read(FILE)]
        return [
            (approved.version, module)
            for module in modules
            for approved in module.approved
            if approved.number == wanted.name
        ]

    def _nearest(self, reference: str) -> str:
        modules, _ = self._load_all()
        known = [module.reference for module in modules]
        known += [approved.reference for module in modules for approved in module.approved]
        lower = {name.lower(): name for name in known}
        close = difflib.get_close_matches(reference.strip().lower()[:100], lower, n=1)
        if close:
            return f'; did you mean "{lower[close[0]]}"?'
        return '; "jcm-mrv methodology list" names what is there'

    def _load_all(self) -> tuple[tuple[Methodology, ...], list[Finding]]:
        modules: list[Methodology] = []
        findings: list[Finding] = []
        for entry in self.entries:
            try:
                modules.append(self._load(entry))
            except RefusedError as error:
                findings += error.findings
        return tuple(modules), findings

    def _load(self, entry: Entry) -> Methodology:
        key = (entry.id, entry.major)
        if key not in self._loaded:
            # pydantic costs a fifth of a second: who only lists folders does not pay it.
            from jcm_mrv.methodology.loading import parse_methodology  # noqa: PLC0415

            self._loaded[key] = parse_methodology(
                entry.read(FILE), file=entry.shown(FILE), origin=entry.shelf.origin, folder=key
            )
        return self._loaded[key]

    def _entry(self, identifier: str, major: str) -> Entry:
        for entry in self.entries:
            if (entry.id, entry.major) == (identifier, major):
                return entry
        raise KeyError(f"{identifier} {major}")


def _shared_numbers(modules: Iterable[Methodology]) -> list[Finding]:
    """Return a finding for each version of a JCM number that a second module carries out."""
    first: dict[str, Methodology] = {}
    findings = []
    for module in modules:
        for number, approved in enumerate(module.approved):
            other = first.setdefault(approved.reference, module)
            if other is not module:
                message = (
                    f"{approved.reference} is carried out already by {other.id} {other.version}:"
                    f" {other.file} ({other.origin})"
                )
                place = Place(module.file, f"approved[{number}]")
                findings.append(Finding("M018", "error", place, message))
    return findings


def _quote(text: str) -> str:
    shown = text if len(text) <= 80 else text[:80] + "…"
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown) + '"'
