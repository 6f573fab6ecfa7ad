"""The statement: what it is about, what it says, and that it is the same each time."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from jcm_mrv.countersigning.countersign import countersign
from jcm_mrv.countersigning.predicate import PREDICATE
from jcm_mrv.statement.envelope import check_envelope
from jcm_mrv.statement.keys import make_key, read_private_key, read_public_key

if TYPE_CHECKING:
    from tests.unit.countersigning.plant import Plant


def test_the_statement_is_about_the_report_and_says_what_follows(plant: Plant) -> None:
    """The subject is the digest of the report; beside the opinion stands what it follows from."""
    signed = countersign(plant.report, plant.read(), "REPRODUCED", plant.evidence)

    statement = json.loads(signed.statement)
    assert signed.envelope is None
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == PREDICATE == "urn:jcm-mrv:verification:1"
    assert statement["subject"] == [
        {"name": "report.json", "digest": {"sha256": plant.report.sha256}}
    ]
    predicate = statement["predicate"]
    assert (predicate["opinion"], predicate["reasons"]) == ("Positive", [])
    assert predicate["verifier"]["organisation"] == "Tester Ltd."
    assert predicate["misstatements"] == {"gross": "0", "net": "0", "threshold": "4.2"}
    assert [one["item"] for one in predicate["checklist"]][:2] == ["eligibility", "implementation"]
    assert predicate["meters"][1]["register"] == {
        "value": "101.5",
        "unit": "MWh",
        "time": "2017-01-02T12:00:00",
    }
    # 144 t of the equipment and 60 t of the centre
    assert predicate["sample"]["weight"] == "204"


def test_a_negative_opinion_is_signed_with_its_reasons(plant: Plant) -> None:
    """What stands against a positive opinion stands in the statement."""
    form = plant.read(plant.changed('"S-1"', '"S-9"'))

    statement = json.loads(countersign(plant.report, form, "DIFFERS", plant.evidence).statement)

    assert statement["predicate"]["opinion"] == "Negative"
    assert [one["code"] for one in statement["predicate"]["reasons"]] == ["V379", "V374"]
    assert statement["predicate"]["reasons"][1]["meter"] == "IT"


def test_the_same_form_gives_the_same_bytes(plant: Plant) -> None:
    """No clock, no random number: dates are typed, and Ed25519 signs alike each time."""
    pair = make_key(None)
    key = read_private_key(pair.private_pem, None)

    first, second = (
        countersign(plant.report, plant.read(), "REPRODUCED", plant.evidence, [key])
        for _ in range(2)
    )

    assert first == second
    assert first.envelope is not None
    checked = check_envelope(first.envelope, [read_public_key(pair.public_pem)])
    assert checked.signed_by_all
    assert checked.payload == first.statement
    payload = json.loads(first.envelope)["payload"]
    assert base64.b64decode(payload) == first.statement


def test_a_statement_holds_no_float(plant: Plant) -> None:
    """Numbers are exact texts, or whole."""
    signed = countersign(plant.report, plant.read(), "REPRODUCED", plant.evidence)

    assert not any(isinstance(one, float) for one in leaves(json.loads(signed.statement)))


def leaves(value: object) -> list[object]:
    """Return the leaves of a document."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]
