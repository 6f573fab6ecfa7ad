"""Bytes of methodology.toml to a methodology, or every fault at once (contracts 1)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jcm_mrv.methodology.context import read_units
from jcm_mrv.methodology.digests import compute_file_digest, compute_rules_digest
from jcm_mrv.methodology.document import MethodologyTable
from jcm_mrv.methodology.faults import Faults, parse_document
from jcm_mrv.methodology.formulas import build_formulas
from jcm_mrv.methodology.model import Approved, Criterion, EmissionSource, Methodology, Source
from jcm_mrv.methodology.parameters import build_parameters
from jcm_mrv.shapes import dotted
from jcm_mrv.units import UnitError, standard_units

if TYPE_CHECKING:
    from jcm_mrv.units import Units

MAX_BOTH = 4

# A project names the member of a table by the set (system = "roof-a"), beside these keys.
RESERVED = frozenset(
    [
        "value",
        "unit",
        "source",
        "from",
        "until",
        "id",
        "start",
        "end",
        "point",
        "option",
        "meter",
        "estimate",
        "rated",
        "gap_treatment",
        "amount",
        "amounts",
        "array",
        "irradiance",
        "method",
        "frequency",
        "comment",
        "evidence",
        "dates",
        "use",
    ]
)


def parse_methodology(
    data: bytes, *, file: str, origin: str, folder: tuple[str, str] | None
) -> Methodology:
    """Return the methodology that the bytes of a methodology.toml hold.

    Args:
        data: the file's bytes.
        file: path as findings name it.
        origin: ``built-in``, or the folder of modules that it was found in.
        folder: names of the two folders above the file, id and major; None when it lies in none.

    Raises:
        RefusedError: the file cannot be read as a methodology; with every fault found.
    """
    faults = Faults(file)
    document = parse_document(data, MethodologyTable, faults)
    _check_folder(document, folder, faults)
    _check_lists(document, faults)
    context = read_units(document, _vocabulary(document, faults), faults)
    parameters = build_parameters(context)
    equations, plausibility, indicators = build_formulas(context)
    faults.refuse()
    return Methodology(
        id=document.id,
        version=document.version,
        title=document.title,
        summary=document.summary.strip(),
        gases=document.gases,
        fidelity=document.fidelity,
        sources=tuple(Source(one.title, one.url, one.note) for one in document.sources),
        approved=tuple(
            Approved(one.number, one.version, one.country, one.date, one.read, one.note)
            for one in document.approved
        ),
        eligibility=tuple(Criterion(one.id, one.text) for one in document.eligibility),
        emission_sources=tuple(
            EmissionSource(one.in_, one.source, one.gas) for one in document.emission_sources
        ),
        sets=MappingProxyType({name: one.title for name, one in document.sets.items()}),
        parameters=parameters,
        equations=equations,
        plausibility=plausibility,
        indicators=indicators,
        gwp_sets=document.gwp_sets,
        units=context.vocabulary,
        own_units=MappingProxyType(dict(document.units)),
        file=file,
        file_sha256=compute_file_digest(data),
        rules_sha256=compute_rules_digest(parameters, equations, plausibility, document.gwp_sets),
        origin=origin,
    )


def _check_folder(
    document: MethodologyTable, folder: tuple[str, str] | None, faults: Faults
) -> None:
    if folder is None:
        return
    major = document.version.partition(".")[0]
    if document.id != folder[0]:
        message = f'the id is "{document.id}" and the folder is named "{folder[0]}"'
        faults.add("M006", "id", message)
    if major != folder[1]:
        message = f'the major version is {major} and the folder is named "{folder[1]}"'
        faults.add("M006", "version", message)


def _check_lists(document: MethodologyTable, faults: Faults) -> None:
    """Add a fault for what stands twice, and for a number of another country."""
    seen: dict[tuple[str, str], int] = {}
    for number, one in enumerate(document.approved):
        path = f"approved[{number}]"
        if not one.number.startswith(one.country):
            message = f'{one.number} is not a number of country "{one.country}"'
            faults.add("M005", f"{path}.country", message)
        if seen.setdefault((one.number, one.version), number) != number:
            faults.add("M018", path, f"{one.number} ver{one.version} stands twice in this file")
    ids: set[str] = set()
    for number, criterion in enumerate(document.eligibility):
        if criterion.id in ids:
            message = f'two criteria have the id "{criterion.id}"'
            faults.add("M005", f"eligibility[{number}].id", message)
        ids.add(criterion.id)
    titles: set[str] = set()
    for number, rule in enumerate(document.plausibility):
        if rule.title in titles:
            message = "two rules have this title; a finding names its rule by it"
            faults.add("M005", f"plausibility[{number}].title", message)
        titles.add(rule.title)
    both = [name for name, one in document.parameters.items() if one.conservative == "both"]
    if len(both) > MAX_BOTH:
        message = f"{len(both)} parameters err on both sides; each doubles the work"
        faults.add("M005", f"parameters.{both[-1]}", f"{message}, and at most {MAX_BOTH} may")
    for name in document.sets:
        if name in RESERVED:
            message = f'a set cannot be called "{name}": project.toml has a key of that name'
            faults.add("M005", dotted(["sets", name]), f"{message}; name it for its members")
    if len(set(document.gwp_sets)) < len(document.gwp_sets):
        faults.add("M005", "gwp_sets", "an assessment report stands twice")


def _vocabulary(document: MethodologyTable, faults: Faults) -> Units:
    standard = standard_units()
    own = []
    for name in document.units:
        try:
            standard.with_counts([name])
        except UnitError as error:
            faults.add("M016", dotted(["units", name]), str(error))
        else:
            own.append(name)
    return standard.with_counts(own)
