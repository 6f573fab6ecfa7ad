"""A new form: prefilled from the report, with remarks that say what to type, and nothing typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from jcm_mrv.countersigning.facts import describe_report
from jcm_mrv.countersigning.shape import SCHEMA
from jcm_mrv.sampling.document import describe_sample
from jcm_mrv.toml import render_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.sampling.sample import Sample

_HEAD = f"""\
# The form of a verification: fill it in, and countersign the report with it.
# docs/verification-form.md explains every key. There is no key for the opinion: it follows.
schema = "{SCHEMA}"

# Which report this form is about. Prefilled; it is not changed by hand.
[report]
"""

_TYPED = """
[verifier]
organisation = ""                  # the third-party entity (TPE)
accreditation = ""                 # such as its number in the list of designated TPEs
names = []                         # of the persons who verified

[assurance]
level = ""                         # "reasonable" or "limited"
# materiality = { value = 5, unit = "%" }   # of the reductions; or unit = "tCO2e"

[dates]
# site_visit = 2026-01-31
# completed = 2026-02-28           # required

# An item is closed with a conclusion, and with no CAR or CL remaining at it.

"""

_ITEMS = {
    "eligibility": "The project meets the eligibility criteria of the methodology",
    "implementation": "The project is implemented as its design document says",
    "calibration": "Meters are calibrated as often as planned, and readings corrected where not",
    "data": "Data and calculation",
    "double_registration": "The project is registered under no other mechanism",
    "changes": "Changes after registration",
}

_FINDINGS = """\
# Corrective action requests (CAR), clarification requests (CL), forward action requests (FAR).
# [[finding]]
# id = "CAR-1"
# type = "CAR"                     # CAR, CL or FAR; a FAR may stay open
# raised = 2026-02-01
# item = "data"                    # the item of the checklist that it stands at
# text = ""
# node = ""                        # the node of the report or the cell, such as "EC_IT 2017-05"
# response = ""
# evidence = ""
# conclusion = ""
# closed = false
# tonnes = 0                       # what the report still misstates: above 0 where it says too much
"""

_METERS = "\n# What was seen on site. What differs from the report needs a closed finding.\n"

_METER = """\
serial_number = ""                 # as on the name plate
{ct}# ct = 1                           # ratio on the plate of the current transformers
{vt}# vt = 1                           # ratio on the plate of the voltage transformers
# register = {{ value = 0, unit = "kWh", time = 2026-01-31T10:00:00 }}   # seen, local time
# clock_offset = 0                 # seconds that its clock is ahead of the true time
finding = ""                       # id of the finding on what differs or was not seen
remark = ""
"""

_SAMPLE = (
    "\n# Readings to trace to paper. Anybody draws the same ones from report, seed and size.\n"
)


def render_form(document: Mapping[str, Any], sha256: str, sample: Sample | None) -> str:
    """Return a new form.

    Args:
        document: the report.
        sha256: digest of its bytes, in hexadecimal.
        sample: the readings to trace; None where none was drawn.
    """
    return "".join(
        [
            _HEAD,
            *(_line(key, value) for key, value in _facts(document, sha256).items()),
            _TYPED,
            *_items(),
            _FINDINGS,
            *_meters(document),
            *_readings(sample),
        ]
    )


def _facts(document: Mapping[str, Any], sha256: str) -> dict[str, Any]:
    return {"sha256": sha256, **describe_report(document)}


def _line(key: str, value: object) -> str:
    match value:
        case bool():
            written = "true" if value else "false"
        case str():
            written = render_text(value)
        case list():
            written = "[" + ", ".join(render_text(str(one)) for one in value) + "]"
        case date():
            written = value.isoformat()
        case _:
            written = str(value)
    return f"{key} = {written}\n"


def _items() -> Iterator[str]:
    for name, title in _ITEMS.items():
        yield f'# {title}\n[checklist.{name}]\nconclusion = ""\nclosed = false\n\n'


def _meters(document: Mapping[str, Any]) -> Iterator[str]:
    if document["meters"]:
        yield _METERS
    for meter in document["meters"]:
        yield f"\n[[meter]]\n{_line('id', meter['id'])}"
        wanted = {
            key: "" if meter.get(key) is None else "# the report states one: write what is there\n"
            for key in ("ct", "vt")
        }
        yield _METER.format(**wanted)


def _readings(sample: Sample | None) -> Iterator[str]:
    if sample is None:
        return
    described = describe_sample(sample)
    yield _SAMPLE
    yield "[sample]\n"
    yield from (_line(key, described[key]) for key in ("rule", "seed", "size"))
    for reading in described["readings"]:
        yield "\n[[sample.reading]]\n"
        yield from (_line(key, value) for key, value in reading.items())
        yield 'traced = false\nfinding = ""\nremark = ""\n'
