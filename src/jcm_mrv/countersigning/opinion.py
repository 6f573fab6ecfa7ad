"""The opinion of a verifier: derived from the form, the data and the verdict, never typed.

Its two words are those of the JCM's validation report form, section A.2 (the fields of the
verification report form were not read): an opinion is positive only where no corrective action
or clarification request remains at any item.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from jcm_mrv.countersigning.site import check_site
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted, format_exact, parse_exact, printable
from jcm_mrv.sampling.document import describe_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.countersigning.evidence import Evidence
    from jcm_mrv.countersigning.reading import Form
    from jcm_mrv.countersigning.shape import FormTable, SampledTable, SampleTable

Opinion = Literal["Positive", "Negative"]
Verdict = Literal["REPRODUCED", "DIFFERS", "UNVERIFIABLE"]

PROVISIONAL = "D173"
_TYPED = ("traced", "finding", "remark")


@dataclass(frozen=True, slots=True)
class Misstatements:
    """Hold what the findings of a form still leave misstated.

    Args:
        gross: sum of the sizes, so that errors of both signs do not hide each other [tCO2e].
        net: size of their sum [tCO2e].
        threshold: above which they are material [tCO2e].
    """

    gross: Fraction
    net: Fraction
    threshold: Fraction

    @property
    def material(self) -> bool:
        """Tell whether they pass the threshold either way."""
        return max(self.gross, self.net) > self.threshold


@dataclass(frozen=True, slots=True)
class Derived:
    """Hold an opinion and what it follows from.

    Args:
        opinion: Positive only where there is no reason against it.
        reasons: why it is not positive.
        misstatements: what is left misstated.
        verdict: of the verification.
    """

    opinion: Opinion
    reasons: tuple[Finding, ...]
    misstatements: Misstatements
    verdict: Verdict


def derive_opinion(
    form: Form, document: Mapping[str, Any], verdict: Verdict, evidence: Evidence | None
) -> Derived:
    """Derive the opinion.

    Args:
        form: as filled in.
        document: the report.
        verdict: of a verification that was run for this opinion.
        evidence: what the data say; None where there are no inputs.
    """
    misstatements = sum_misstatements(form.table, document)
    reasons = (
        *_judge_report(document, verdict),
        *_judge_items(form),
        *_judge_sample(form, evidence),
        *check_site(form.table, form.name, document, evidence),
        *_judge_misstatements(form, misstatements),
    )
    return Derived("Negative" if reasons else "Positive", reasons, misstatements, verdict)


def sum_misstatements(table: FormTable, document: Mapping[str, Any]) -> Misstatements:
    """Sum the tonnes of the findings, closed ones too: they are what the report still misstates."""
    tonnes = [one.tonnes for one in table.finding if one.tonnes is not None]
    net = abs(sum(tonnes, Fraction(0)))
    gross = sum((abs(one) for one in tonnes), Fraction(0))
    limit = table.assurance.materiality
    if limit.unit != "%":
        return Misstatements(gross, net, limit.value)
    reductions = document["totals"]["emission_reductions"]
    whole = abs(parse_exact(reductions["value"])) if reductions else Fraction(0)
    return Misstatements(gross, net, whole * limit.value / 100)


def _against(place: Place, message: str) -> Finding:
    return Finding("V379", "warning", place, message)


def _judge_report(document: Mapping[str, Any], verdict: Verdict) -> Iterator[Finding]:
    place = Place("report")
    if verdict == "UNVERIFIABLE":
        message = (
            "the verdict is UNVERIFIABLE; give the inputs and the keys of the participants with "
            "--inputs and --keys"
        )
        yield _against(place, message)
    elif verdict != "REPRODUCED":
        message = f"the verdict is {verdict}; jcm-mrv verify tells the first node that differs"
        yield _against(place, message)
    if document["totals"]["credits"] is None:
        yield _against(place, "the report gives no credits: an error finding touches them")
    for number, finding in enumerate(document["findings"]):
        if finding["code"] == PROVISIONAL:
            message = f"a calibration is provisional: {finding['message']}"
            yield _against(Place("report", f"findings[{number}]"), message)


def _judge_items(form: Form) -> Iterator[Finding]:
    for item, entry in form.table.checklist.items():
        if not entry.closed:
            yield _against(Place(form.name, f"checklist.{item}"), "the item is not closed")
    for number, one in enumerate(form.table.finding):
        if one.type != "FAR" and not one.closed:
            message = f"{one.type} {printable(one.id)} is open"
            yield _against(Place(form.name, f"finding[{number}]"), message)


def _judge_sample(form: Form, evidence: Evidence | None) -> Iterator[Finding]:
    sample = form.table.sample
    if sample is None or not sample.reading:
        message = "no reading was traced to paper; begin the form with --sample, --seed, --inputs"
        yield _against(Place(form.name, "sample"), message)
        return
    closed = {one.id for one in form.table.finding if one.closed}
    still = [
        number
        for number, one in enumerate(sample.reading)
        if not one.traced and one.finding not in closed
    ]
    if still:
        message = (
            f"{counted(len(still), 'reading', 'readings')} of the sample "
            f"{'is' if len(still) == 1 else 'are'} not traced; write traced = true, or name a "
            "closed finding"
        )
        yield _against(Place(form.name, f"sample.reading[{still[0]}]"), message)
    if evidence is not None:
        yield from _compare_sample(form.name, sample, evidence)


def _compare_sample(name: str, sample: SampleTable, evidence: Evidence) -> Iterator[Finding]:
    """Compare the readings of a form with those that its seed and size draw."""
    drawn = evidence.sample
    expected = [] if drawn is None else [describe_reading(one) for one in drawn.readings]
    listed = [_described(one) for one in sample.reading]
    if listed == expected:
        return
    pairs = enumerate(zip(listed, expected, strict=False))
    first = next((number for number, (one, other) in pairs if one != other), None)
    if first is None:
        first = min(len(listed), len(expected))
    message = (
        f"the sample is not the one that seed and size draw from these inputs: it lists "
        f"{len(listed):,} of {len(expected):,} readings, and number {first + 1:,} is another; "
        "begin the form again with countersign --new"
    )
    path = f"sample.reading[{first}]" if first < len(listed) else "sample"
    yield Finding("V377", "warning", Place(name, path), message)


def _described(one: SampledTable) -> dict[str, Any]:
    stated = one.model_dump(exclude=set(_TYPED), exclude_none=True)
    return {**stated, "why": list(one.why)}


def _judge_misstatements(form: Form, found: Misstatements) -> Iterator[Finding]:
    if not found.material:
        return
    message = (
        f"what the findings leave misstated, {format_exact(found.gross)} t gross and "
        f"{format_exact(found.net)} t net, passes the threshold of "
        f"{format_exact(found.threshold)} t"
    )
    yield _against(Place(form.name, "assurance.materiality"), message)
