"""Forms from strangers: each fault told with its place, and none that takes the program down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.countersigning.test_opinion import CLOSED, FINDING, OPEN_DATA, with_finding

from jcm_mrv.countersigning.writing import render_form
from jcm_mrv.errors import RefusedError

if TYPE_CHECKING:
    from tests.unit.countersigning.plant import Plant


def refused(plant: Plant, text: str) -> list[str]:
    """Return the findings of a form that is refused, a line each."""
    with pytest.raises(RefusedError) as caught:
        plant.read(text)
    return [finding.line() for finding in caught.value.findings]


def test_a_new_form_tells_all_that_is_still_to_be_typed(plant: Plant) -> None:
    """Nothing of what only a verifier knows is prefilled."""
    text = render_form(plant.report.document, plant.report.sha256, plant.evidence.sample)

    assert refused(plant, text) == [
        "form.toml: verifier.organisation: V370 the text is empty",
        "form.toml: verifier.accreditation: V370 the text is empty",
        "form.toml: verifier.names: V370 too short: at least 1 entry",
        'form.toml: assurance.level: V370 text "" is not a choice (expected one of reasonable, '
        "limited)",
        'form.toml: assurance.materiality: V370 key "materiality" is missing',
        'form.toml: dates.completed: V370 key "completed" is missing',
    ]


def test_a_misspelt_key_gets_the_nearest_one(plant: Plant) -> None:
    """Unknown keys are refused, at any depth."""
    assert refused(plant, plant.changed("clock_offset = 12", "clock_ofset = 12")) == [
        'form.toml: meter[0].clock_ofset: V370 unknown key "clock_ofset"; did you mean '
        '"clock_offset"?'
    ]
    assert refused(plant, plant.changed('level = "reasonable"', 'level = "resonable"')) == [
        'form.toml: assurance.level: V370 text "resonable" is not a choice; did you mean '
        '"reasonable"?'
    ]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("opinion", 'opinion = "Positive"\n{form}'),
        ("assurance.opinion", "{assurance}"),
        ("finding[0].Opinion", '{form}\n[[finding]]\nOpinion = "Positive"\n'),
    ],
)
def test_an_opinion_is_never_typed(plant: Plant, place: str, text: str) -> None:
    """Wherever the key stands, and whatever it says, the form is refused for it."""
    assurance = plant.changed("[assurance]", '[assurance]\nopinion = "Negative"')

    assert refused(plant, text.format(form=plant.form, assurance=assurance)) == [
        f"form.toml: {place}: V373 the opinion is never typed: it follows from the checklist, the "
        "findings, the sample, the on-site record and the verdict; take the key out"
    ]


@pytest.mark.parametrize("kind", ["CAR", "CL"])
def test_an_item_is_not_closed_over_an_open_request(plant: Plant, kind: str) -> None:
    """The form says where it contradicts itself."""
    assert refused(plant, with_finding(plant, "closed = false", kind)) == [
        "form.toml: checklist.data.closed: V372 the item is closed, and CAR-1 is open; an item is "
        "closed with no CAR or CL remaining"
    ]


def test_a_form_about_another_report_is_refused(plant: Plant) -> None:
    """The digest decides; the facts beside it are not changed by hand."""
    other = plant.changed(plant.report.sha256, "0" * 64)
    assert refused(plant, other) == [
        f"form.toml: report.sha256: V371 the form is about the report {'0' * 64}, and this one is "
        f"{plant.report.sha256}; begin a form for this report with countersign --new"
    ]
    assert refused(plant, plant.changed("credits = 84", "credits = 85")) == [
        "form.toml: report.credits: V371 the form says 85, and the report 84; these facts are "
        "prefilled, and are not changed by hand"
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("closed = true", "finding[0]: V370 a finding is closed with a conclusion; write in "),
        (f"{CLOSED}tonnes = 1e99", "finding[0].tonnes: V370 an exponent is from -30 to 30"),
        (f'{CLOSED}tonnes = "1"', 'finding[0].tonnes: V370 a number is expected (got text "1"); '),
        (f'{CLOSED}item = "x"', "V370 key item is written twice (column "),
    ],
)
def test_a_finding_has_what_a_finding_needs(plant: Plant, more: str, message: str) -> None:
    """Each fault has its place."""
    (line,) = refused(plant, plant.form + FINDING.format(type="CAR", more=more))

    assert message in line


def test_records_that_contradict_each_other_are_refused(plant: Plant) -> None:
    """Two findings of one id, a finding that is not there, a meter that the report has not."""
    twice = with_finding(plant) + FINDING.format(type="CAR", more=CLOSED)
    assert refused(plant, twice) == ['form.toml: finding: V370 the finding "CAR-1" is there twice']
    assert refused(plant, plant.changed('finding = ""', 'finding = "CAR-7"')) == [
        'form.toml: sample.reading[0].finding: V370 there is no finding "CAR-7"; write it as a '
        "[[finding]]"
    ]
    assert refused(plant, plant.changed('id = "IT"', 'id = "XX"')) == [
        'form.toml: meter[0].id: V370 the report has no meter "XX"'
    ]


def test_dates_come_in_order(plant: Plant) -> None:
    """A verification is completed after the period and after its findings were raised."""
    assert refused(plant, plant.changed("completed = 2026-02-28", "completed = 2017-01-03")) == [
        "form.toml: dates.completed: V370 the verification was completed before the period was "
        "over (2017-01-03)"
    ]
    early = with_finding(plant).replace("completed = 2026-02-28", "completed = 2017-01-31")
    assert refused(plant, early) == [
        "form.toml: finding[0].raised: V370 the finding was raised after the verification was "
        "completed (2017-01-31)"
    ]


def test_a_conclusion_stands_behind_a_closed_item(plant: Plant) -> None:
    """A tick without a word is no finding of a verifier."""
    text = plant.changed(OPEN_DATA, OPEN_DATA.replace('"seen"', '"  "'))

    assert refused(plant, text) == [
        "form.toml: checklist.data: V370 an item is closed with a conclusion; write what was found "
        "in conclusion"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("x = ", "this is no value of TOML"),
        ("schema = 1", "no text is not a form"),
        ('schema = "jcm-mrv/project/1"', '"jcm-mrv/project/1" is not a form'),
        ('schema = "a\\u001b[31m"', '"a\\x1b[31m" is not a form'),
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a." * 100_000 + "b = 1", "more than 32 dotted parts"),
        ("x = 1" + "0" * 5_000, "thousands of digits"),
        ("# " + "x" * 10_000_000, "at most 2,000,000 are read"),
        ("\n" * 200_000, "more than 100,000 lines"),
    ],
)
def test_what_is_no_form_is_refused(plant: Plant, text: str, message: str) -> None:
    """Ten megabytes, deep nesting and control characters get a sentence, and no traceback."""
    (line,) = refused(plant, text)

    assert message in line
    assert line.isprintable()


def test_control_characters_in_what_is_typed_are_refused(plant: Plant) -> None:
    """What reaches a terminal later holds no escape sequence."""
    text = plant.changed('organisation = "Tester Ltd."', 'organisation = "T\\u001b[2J"')

    assert refused(plant, text) == [
        "form.toml: verifier.organisation: V370 the text holds a control character"
    ]


def test_a_long_list_of_findings_is_read_in_bounds(plant: Plant) -> None:
    """At most 10,000 findings are read."""
    entry = FINDING.format(type="FAR", more="closed = false").replace("\n\n", "\n")
    many = "".join(entry.replace("CAR-1", str(number)) for number in range(10_001))

    assert refused(plant, plant.form + many) == [
        "form.toml: finding: V370 too long: at most 10,000 entries"
    ]
