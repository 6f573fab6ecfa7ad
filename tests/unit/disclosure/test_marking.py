"""Which places of a report its words keep back."""

from __future__ import annotations

from typing import Any

import pytest

from jcm_mrv.disclosure.marking import find_marked, idle_words
from jcm_mrv.disclosure.tree import pointer_of


def report(*words: str, **parts: Any) -> dict[str, Any]:
    """Return a small report with words, and with some parts of its own."""
    document: dict[str, Any] = {
        "schema": "jcm-mrv/report/1",
        "project": {
            "title": "Plant of Sunrise Ltd",
            "reference_number": None,
            "confidential": list(words),
            "participants": [
                {"name": "Sunrise Ltd", "country": "LA", "role": "owner"},
                {"name": "NX", "country": "JP"},
            ],
            "fixed": [
                {"name": "EF", "value": "0.5546", "unit": "tCO2/MWh", "source": "PDD B.3"},
                {"name": "N", "value": "40", "source": "inventory"},
            ],
            "monitored": [{"parameter": "EG", "meter": "M-77", "point": "1"}],
            "eligibility": [{"id": "1", "evidence": "letter of sunrise ltd", "met": True}],
        },
        "methodology": {"id": "x", "title": "Sunrise Ltd wrote this"},
        "equations": [
            {
                "name": "RE",
                "text": "EG * EF",
                "tree": {"op": "*"},
                "unit": "tCO2",
                "operands": {
                    "EG": {"unit": "MWh", "value": "1234.5"},
                    "EF": {"unit": "tCO2/MWh", "value": "0.5546"},
                },
                "value": {"unit": "tCO2", "value": "684.6537"},
            },
        ],
        "readings": [
            {"parameter": "EG", "month": "2017-03", "unit": "MWh", "sum": "1234.5", "count": 31},
        ],
        "vintages": [{"year": 2017, "reference_emissions": {"unit": "tCO2", "value": "684.6537"}}],
        "inputs": [{"path": "data/M-77.csv", "sha256": "ab" * 32, "bytes": 12}],
        "meters": [{"id": "M-77", "serial_number": "S9", "mpe": None, "calibrations": []}],
        "findings": [
            {
                "code": "D104",
                "where": {"file": "data/M-77.csv", "path": "monitored.EG.source[0]", "line": 4},
                "message": "a gap of 3 hours",
                "treatment": None,
                "effect": {"kind": "exact", "tonnes": "-1.5"},
                "parameter": None,
            },
            {
                "code": "P063",
                "where": {"file": "project.toml", "path": "participants"},
                "message": "NX is not a partner of the plant",
                "treatment": None,
                "effect": None,
                "parameter": None,
            },
        ],
    }
    return {**document, **parts}


def marked(*words: str, **parts: Any) -> list[str]:
    """Return the pointers that some words mark, sorted."""
    return sorted(map(pointer_of, find_marked(report(*words, **parts))))


def test_without_words_nothing_is_kept_back() -> None:
    """A report shows all that its project does not keep back."""
    assert marked() == []


def test_a_name_is_kept_back_wherever_it_is_mentioned() -> None:
    """Also in another case, in the title, in evidence and in a message; not in the methodology."""
    assert marked("participants") == [
        "/findings/1/message",
        "/project/eligibility/0/evidence",
        "/project/participants/0/country",
        "/project/participants/0/name",
        "/project/participants/0/role",
        "/project/participants/1/country",
        "/project/participants/1/name",
        "/project/title",
    ]


def test_meters_are_kept_back_with_the_files_that_carry_their_names() -> None:
    """A path that holds the id of a meter gives it away; null and an empty list do not."""
    assert marked("meters") == [
        "/findings/0/where/file",
        "/inputs/0/path",
        "/meters/0/id",
        "/meters/0/serial_number",
        "/project/monitored/0/meter",
    ]


def test_a_parameter_is_kept_back_where_its_size_shows() -> None:
    """Readings, operands, and findings whose place or words name it; not its unit or count."""
    assert marked("monitored.EG") == [
        "/equations/0/operands/EG/value",
        "/findings/0/effect/kind",
        "/findings/0/effect/tonnes",
        "/findings/0/message",
        "/readings/0/sum",
    ]


def test_a_fixed_value_is_kept_back_with_its_source() -> None:
    """Where the value was read would tell it."""
    assert marked("fixed.EF") == [
        "/equations/0/operands/EF/value",
        "/project/fixed/0/source",
        "/project/fixed/0/value",
    ]


def test_what_an_equation_gives_is_kept_back_in_lines_too() -> None:
    """The emissions of a line are the value of RE, PE or ER."""
    assert marked("equations.RE") == [
        "/equations/0/value/value",
        "/vintages/0/reference_emissions/value",
    ]


def test_a_new_key_beside_a_number_is_kept_back() -> None:
    """What a later report adds to an entry of a parameter is not shown by oversight."""
    readings = [{"parameter": "EG", "month": "2017-03", "unit": "MWh", "median": "3.2"}]
    assert "/readings/0/median" in marked("monitored.EG", readings=readings)


def test_a_long_number_is_kept_back_where_it_is_mentioned() -> None:
    """A sum that stands in a message of another parameter gives it away, also with commas."""
    finding = {"code": "D176", "message": "1,234.5 MWh is much", "where": {"path": ""}}
    assert marked("monitored.EG", findings=[finding])[1] == "/findings/0/message"
    other = {"code": "D176", "message": "11,234.5 MWh is much", "where": {"path": ""}}
    assert "/findings/0/message" not in marked("monitored.EG", findings=[other])


def test_a_short_name_is_looked_for_as_a_word() -> None:
    """``NX`` does not keep back what holds these letters within a word."""
    finding = {"code": "D1", "message": "ONXY is closed", "where": {"path": ""}}
    assert "/findings/0/message" not in marked("participants", findings=[finding])


def test_words_of_the_form_are_no_mentions() -> None:
    """A choice such as ``sum`` that is kept back hides no other ``sum``, and no key."""
    document = report("amounts")
    document["project"]["monitored"][0]["amounts"] = [{"use": "sum", "evidence": "sum"}]
    document["values"] = [{"name": "EG", "aggregate": "sum", "unit": "sum"}]
    assert sorted(map(pointer_of, find_marked(document))) == [
        "/project/monitored/0/amounts/0/evidence",
        "/project/monitored/0/amounts/0/use",
    ]


def test_a_key_that_tells_a_name_closes_its_object() -> None:
    """A key cannot be kept back: the object that holds it is, as a whole."""
    lock = {"sha256": "cd" * 32, "by": {"Sunrise Ltd": 1, "other": 2}}
    assert "/lock/by" in marked("participants", lock=lock)


@pytest.mark.parametrize(
    ("word", "place", "pointer"),
    [
        ("responsible", {"responsible": [{"name": "Z"}]}, "/project/responsible/0/name"),
        ("location", {"location": {"latitude": "17.9"}}, "/project/location/latitude"),
        ("report", {"report": {"prepared_by": "Z"}}, "/project/report/prepared_by"),
        ("other_schemes", {"other_schemes": [{"scheme": "Z"}]}, "/project/other_schemes/0/scheme"),
        ("events", {"events": [{"kind": "outage"}]}, "/project/events/0/kind"),
        ("estimates", {"estimate": {"source": "Z"}}, "/project/estimate/source"),
        ("comments", {"report": {"comment": "Z"}}, "/project/report/comment"),
        ("evidence", {"events": [{"evidence": "Z"}]}, "/project/events/0/evidence"),
        ("members", {"monitored": [{"member": "roof"}]}, "/project/monitored/0/member"),
        (
            "amounts",
            {"monitored": [{"amounts": [{"value": "3"}]}]},
            "/project/monitored/0/amounts/0/value",
        ),
        (
            "files",
            {"monitored": [{"sources": [{"files": ["a.csv"]}]}]},
            "/project/monitored/0/sources/0/files/0",
        ),
    ],
)
def test_each_group_marks_its_places(word: str, place: dict[str, Any], pointer: str) -> None:
    """Every word of the vocabulary has places that it keeps back."""
    found = marked(word, project={"confidential": [word], **place})
    assert pointer in found


def test_findings_are_kept_back_as_a_group() -> None:
    """What they say goes, where and which they are stays."""
    assert marked("findings") == [
        "/findings/0/effect/kind",
        "/findings/0/effect/tonnes",
        "/findings/0/message",
        "/findings/1/message",
    ]


def test_a_word_that_keeps_nothing_back_is_told() -> None:
    """A project that has no events has nothing to keep back of them."""
    document = report("events", "participants", "monitored.EG")
    assert idle_words(document, find_marked(document)) == ("events",)


def test_the_blinding_is_always_kept_back() -> None:
    """It makes guesses useless only while nobody knows it."""
    project = {"confidential": ["events"], "blinding": "ab" * 32}
    assert marked(project=project) == ["/project/blinding"]


def test_no_marked_place_lies_inside_of_another() -> None:
    """Each value is committed to once."""
    places = marked("participants", "meters", "files", "monitored.EG", "findings")
    assert not [one for one in places if any(one.startswith(f"{other}/") for other in places)]


def test_the_words_themselves_are_shown() -> None:
    """A reader sees what kind of thing is kept back."""
    document = report("participants", "monitored.EG")
    document["project"]["participants"][0]["name"] = "monitored.EG"
    places = map(pointer_of, find_marked(document))
    assert not [one for one in places if one.startswith("/project/confidential")]
