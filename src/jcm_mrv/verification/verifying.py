"""The procedure of docs/procedure.md, from bytes and a folder of inputs to a verdict.

Nothing that comes with a report is executed, no database is asked, and no file is read but the
inputs that the report lists, those that its project file names beside it, and the verifier's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.disclosure.publishing import looks_public
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.verification.case import LOCK_CODES, Case
from jcm_mrv.verification.inputs import Inputs, check_inputs
from jcm_mrv.verification.judging import judge_report, make_step
from jcm_mrv.verification.materiality import judge_materiality, tally_causes
from jcm_mrv.verification.model import Verification, decide
from jcm_mrv.verification.placing import (
    FINDINGS,
    INPUTS,
    METHODOLOGY,
    RECOMPUTATION,
    TOTALS,
)
from jcm_mrv.verification.sealing import check_seal, read_form
from jcm_mrv.verification.versions import read_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.run import Recomputed
    from jcm_mrv.verification.judging import Judged
    from jcm_mrv.verification.model import NodeDifference, Step
    from jcm_mrv.verification.request import Request
    from jcm_mrv.verification.sealing import Form
    from jcm_mrv.verification.versions import Knowledge

LOCK_NAME = "project.lock"
NO_METHODOLOGY = frozenset({"P020", "P021"})
"""Codes by which the library says that it has no such methodology."""


@dataclass(frozen=True, slots=True)
class _Rerun:
    """Hold a recomputation, or why there is none.

    Args:
        recomputed: what it gave.
        reasons: what keeps steps from being carried out.
        methodology: likewise, where the methodology is missing.
        lock_is_other: the verifier's lock is not the one that the report names.
    """

    recomputed: Recomputed | None = None
    reasons: tuple[Finding, ...] = ()
    methodology: tuple[Finding, ...] = ()
    plan: tuple[Finding, ...] = field(default=())
    lock_is_other: bool = False


def verify(
    request: Request,
    progress: Callable[[int, int], None] | None = None,
    look: Callable[[Run], None] | None = None,
) -> Verification:
    """Verify a report.

    Args:
        request: what there is, and what is asked.
        progress: told bytes of readings read and in all.
        look: shown what was read and computed while its files can still be read again.

    Raises:
        RefusedError: a folder of methodologies that the verifier named cannot be used.
    """
    if looks_public(request.data):
        return _verify_public(request, progress)
    form = read_form(request.data, request.name)
    sealed = check_seal(
        form,
        request.envelope,
        request.keys,
        unsigned=request.unsigned,
        name=request.name,
        envelope_name=request.envelope_name,
    )
    first = make_step(1, (*form.findings, *sealed.findings), sealed.said)
    document = form.document or {}
    knowledge = read_knowledge(document, read_catalogue(), __version__)
    if form.document is None:
        steps = (first, *_not_carried_out(request))
        return _finish(request, form, knowledge, steps, (), None, sealed.signers)
    inputs = check_inputs(document, request.inputs, request.name)
    rerun = _recompute(request, document, inputs, knowledge, progress, look)
    recomputed = rerun.recomputed
    expected = recomputed.document if recomputed and inputs.complete else None
    aside = recomputed.aside if recomputed else ()
    judged = judge_report(
        Case(
            document,
            form.well_formed,
            expected,
            rerun.reasons,
            tuple(one for one in aside if one.code not in LOCK_CODES or not rerun.lock_is_other),
            rerun.plan
            or tuple(one for one in aside if one.code in LOCK_CODES and rerun.lock_is_other),
            knowledge,
            own_lock=request.lock is not None,
            changed=inputs.changed,
            name=request.name,
        )
    )
    nodes = _without_told(judged.nodes, inputs)
    unlisted = _unlisted(request, document, recomputed) if not inputs.complete else ()
    steps = (
        first
        if not judged.findings[1]
        else make_step(1, (*first.findings, *judged.findings[1]), first.said),
        _inputs_step(inputs, judged, unlisted),
        make_step(
            METHODOLOGY,
            (*rerun.methodology, *judged.findings[METHODOLOGY]),
            judged.said.get(METHODOLOGY, "not compared"),
            judged.more[METHODOLOGY],
            carried_out=expected is not None,
        ),
        *(
            make_step(
                number,
                judged.findings[number],
                judged.said.get(number, "not compared"),
                judged.more[number],
                carried_out=expected is not None and bool(expected["equations"]),
            )
            for number in (RECOMPUTATION, FINDINGS, TOTALS)
        ),
    )
    return _finish(request, form, knowledge, steps, nodes, expected, sealed.signers)


def _verify_public(request: Request, progress: Callable[[int, int], None] | None) -> Verification:
    # Most reports are whole, and need not load what reads a public one.
    from jcm_mrv.verification.public import judge_public_report, with_public_step  # noqa: PLC0415

    outcome = judge_public_report(request)
    if outcome.full is not None:
        whole = verify(replace(request, data=outcome.full, openings=None), progress)
        steps = with_public_step(outcome, whole.steps)
        return replace(whole, steps=steps, verdict=decide(steps))
    knowledge = read_knowledge(outcome.document, read_catalogue(), __version__)
    return _finish(
        request, outcome.form, knowledge, outcome.steps, outcome.nodes, None, outcome.signers
    )


def _finish(
    request: Request,
    form: Form,
    knowledge: Knowledge,
    steps: tuple[Step, ...],
    nodes: tuple[NodeDifference, ...],
    expected: dict[str, Any] | None,
    signers: tuple[str, ...],
) -> Verification:
    tally = tally_causes(nodes, expected)
    threshold = request.threshold
    return Verification(
        decide(steps),
        form.sha256,
        steps,
        nodes,
        _first(nodes),
        tally,
        None if threshold is None else judge_materiality(threshold, tally),
        signers,
        (knowledge.reported, knowledge.own),
    )


def _first(nodes: Sequence[NodeDifference]) -> NodeDifference | None:
    """Return the first node that differs, from the leaves to the root, else any other place."""
    computed = [one for one in nodes if one.step in (RECOMPUTATION, TOTALS) and one.root]
    numbers = [one for one in computed if one.tonnes or one.own]
    ordered = (*numbers[:1], *computed[:1], *(one for one in nodes if one.root), *nodes)
    return next(iter(ordered), None)


def _not_carried_out(request: Request) -> tuple[Step, ...]:
    message = "steps 2 to 6 are not carried out: there is no report to compare"
    told = (Finding("V330", "warning", Place(request.name), message),)
    return tuple(
        make_step(number, told if number == INPUTS else (), "not compared", carried_out=False)
        for number in (INPUTS, METHODOLOGY, RECOMPUTATION, FINDINGS, TOTALS)
    )


def _recompute(
    request: Request,
    document: dict[str, Any],
    inputs: Inputs,
    knowledge: Knowledge,
    progress: Callable[[int, int], None] | None,
    look: Callable[[Run], None] | None,
) -> _Rerun:
    place = Place(request.name, "/inputs")
    if inputs.project is None:
        message = "nothing can be recomputed without the project file"
        return _Rerun(reasons=(Finding("V330", "warning", place, message),))
    other, plan = _compare_lock(request, document)
    # polars and all that reads files are loaded only where there is something to read.
    from jcm_mrv.run import recompute  # noqa: PLC0415

    try:
        recomputed = recompute(
            inputs.project,
            lock=request.lock,
            methodologies=request.methodologies,
            aside=knowledge.aside | (LOCK_CODES if other else frozenset()),
            listed=LOCK_CODES - knowledge.aside,
            progress=progress,
            look=look,
        )
    except RefusedError as refusal:
        return _refused(request, refusal)
    if request.lock is not None and not other:
        _name_lock_alike(recomputed.document, printable(request.lock.name, 100))
    reasons = []
    if not inputs.complete:
        message = "not compared with a recomputation: inputs are missing (step 2)"
        reasons.append(Finding("V330", "warning", place, message))
    elif recomputed.unfrozen:
        shown = ", ".join(printable(one) for one in recomputed.unfrozen[:3])
        message = f"the rows of a query are frozen nowhere ({shown}), and no database is asked"
        reasons.append(Finding("V330", "warning", place, message))
    elif not recomputed.document["equations"]:
        message = (
            "nothing can be recomputed from these inputs: they give no equation a value; run "
            "jcm-mrv check on them"
        )
        reasons.append(Finding("V330", "warning", place, message))
    return _Rerun(recomputed, tuple(reasons), plan=plan, lock_is_other=other)


def _name_lock_alike(document: dict[str, Any], name: str) -> None:
    """Name the verifier's copy of a lock as a project names its own: the bytes are the same."""
    for finding in document["findings"]:
        if finding["code"] in LOCK_CODES and finding["where"]["file"] == name:
            finding["where"]["file"] = LOCK_NAME


def _compare_lock(request: Request, document: dict[str, Any]) -> tuple[bool, tuple[Finding, ...]]:
    """Tell whether the verifier's lock is not the one that the report names."""
    if request.lock is None:
        return False, ()
    from jcm_mrv.lock.reading import read_lock  # noqa: PLC0415

    read = read_lock(request.lock.parent, request.lock)
    if read is None or isinstance(read, Finding):
        message = "your copy of the lock cannot be used" if read is None else read.message
        name = printable(request.lock.name, 100)
        return True, (Finding("V345", "warning", Place(name), message),)
    named = document.get("lock")
    return not isinstance(named, dict) or named.get("sha256") != read.sha256, ()


def _refused(request: Request, refusal: RefusedError) -> _Rerun:
    """Tell why the verifier's files give nothing; none of it is the report's fault for certain."""
    own = tuple(one for one in refusal.findings if one.code in NO_METHODOLOGY)
    methodology = tuple(
        Finding(
            "V320",
            "warning",
            Place(request.name, "/methodology"),
            f"your library does not have it: {one.message}; name further ones with --methodologies",
        )
        for one in own
    )
    first = next(iter(refusal.findings))
    message = f"the inputs give no project to calculate: {first.line()}"
    return _Rerun(
        reasons=(Finding("V330", "warning", Place(request.name), message),),
        methodology=methodology,
    )


def _without_told(nodes: Sequence[NodeDifference], inputs: Inputs) -> tuple[NodeDifference, ...]:
    return tuple(
        one
        for one in nodes
        if one.trail[0] != "inputs" or len(one.trail) < 2 or one.trail[1] not in inputs.told
    )


def _unlisted(
    request: Request, document: dict[str, Any], recomputed: Recomputed | None
) -> tuple[Finding, ...]:
    """Tell files that the project reads and the report does not list, where others are missing."""
    listed = document.get("inputs")
    entries = listed if isinstance(listed, list) else []
    paths = {one.get("path") for one in entries if isinstance(one, dict)}
    found = recomputed.document["inputs"] if recomputed else []
    place = Place(request.name, "/inputs")
    return tuple(
        Finding(
            "V316",
            "error",
            place,
            f"the project reads {printable(one['path'], 120)}, which the report does not list",
        )
        for one in found
        if one["path"] not in paths
    )


def _inputs_step(inputs: Inputs, judged: Judged, unlisted: tuple[Finding, ...]) -> Step:
    told = {f"/inputs/{place}" for place in inputs.told}
    further = [
        one
        for one in judged.findings[INPUTS]
        if "/".join(one.where.path.split("/")[:3]) not in told or one.where.path == "/inputs"
    ]
    findings = (*inputs.findings, *further, *unlisted)
    return make_step(INPUTS, findings, inputs.said, judged.more[INPUTS])
