"""Values that are kept back in vain are told, with what to mark besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.disclosure.derivable import describe, find_derivable
from jcm_mrv.disclosure.marking import find_marked

if TYPE_CHECKING:
    from jcm_mrv.disclosure.tree import LeafPath


def quantity(value: str) -> dict[str, str]:
    """Return a quantity."""
    return {"unit": "tCO2", "value": value}


def report(*words: str) -> dict[str, Any]:
    """Return a report of two months: RE = (EG - AUX) * EF = (30 - 10) * 0.5 = 10, PE = 4."""

    def value(name: str, kind: str, number: str, **more: Any) -> dict[str, Any]:
        return {"segment": 0, "name": name, "kind": kind, "unit": "x", "value": number, **more}

    def equation(name: str, text: str, number: str, **operands: str) -> dict[str, Any]:
        return {
            "segment": 0,
            "name": name,
            "text": text,
            "tree": {"op": "-"},
            "operands": {one: quantity(given) for one, given in operands.items()},
            "value": quantity(number),
        }

    months = {"2017-03": "11", "2017-04": "19"}
    tonnes = {
        "reference_emissions": quantity("10"),
        "project_emissions": quantity("4"),
        "emission_reductions": quantity("6"),
    }
    year = {"year": 2017, "emission_reductions": "6", "carried": "0", "kept": "6", "whole": "6"}
    return {
        "project": {"confidential": list(words)},
        "segments": [{"vintage": 0}],
        "values": [
            value("EG", "monitored", "30", aggregate="sum", edges="0"),
            value("AUX", "monitored", "10", aggregate="sum", edges="0"),
            value("EF", "fixed", "0.5"),
        ],
        "equations": [
            equation("RE", "(EG - AUX) * EF", "10", EG="30", AUX="10", EF="0.5"),
            equation("PE", "AUX * 0.4", "4", AUX="10"),
            equation("ER", "RE - PE", "6", RE="10", PE="4"),
        ],
        "readings": [
            *({"parameter": "EG", "segment": 0, "month": m, "sum": s} for m, s in months.items()),
            {"parameter": "AUX", "segment": 0, "month": "2017-03", "sum": "9"},
        ],
        "adjustments": [{"parameter": "AUX", "segment": 0, "amount": quantity("1")}],
        "vintages": [{"year": 2017, **tonnes}],
        "totals": tonnes,
        "rounding": {"policy": "floor-per-vintage", "years": [year]},
        "findings": [],
    }


def told(*words: str) -> list[str]:
    """Return what is told about a report with some words."""
    document = report(*words)
    found = find_derivable(document, find_marked(document))
    return [f"{one.pointer}: {sentence}" for one, sentence in describe(found)]


def test_one_unknown_of_an_equation_is_told() -> None:
    """EG = RE / EF + AUX, all of them shown."""
    assert told("monitored.EG") == [
        '/values/0/value: what "monitored.EG" keeps back follows from RE = (EG - AUX) * EF; mark '
        "equations.RE or monitored.AUX or fixed.EF as well"
    ]


def test_what_follows_from_what_follows_is_told() -> None:
    """AUX follows from PE; then EG follows from RE and AUX, though AUX is kept back."""
    lines = told("monitored.EG", "monitored.AUX")
    assert [line.partition(":")[0] for line in lines] == ["/values/1/value", "/values/0/value"]
    assert "PE = AUX * 0.4; mark equations.PE as well" in lines[0]


def test_a_line_gives_its_equation_away() -> None:
    """RE that is kept back is ER plus PE; EG follows from it in turn."""
    lines = told("equations.RE", "monitored.EG")
    assert any("ER = RE - PE; mark equations.ER or equations.PE as well" in one for one in lines)


def test_with_all_that_is_needed_nothing_follows() -> None:
    """RE, ER and EG are kept back together: no relation has one unknown."""
    # RE = (EG - AUX) * EF has two, ER = RE - PE has two, and each sum has two.
    assert told("monitored.EG", "equations.RE", "equations.ER") == []


def test_one_month_of_a_shown_sum_is_told() -> None:
    """A single sum that is kept back is the value less the other months."""
    document = report()
    found = find_derivable(document, {("readings", 0, "sum"): "amounts"})
    assert [(one.pointer, one.word, one.besides) for one in found] == [
        ("/readings/0/sum", "amounts", ("monitored.EG",))
    ]
    both: dict[LeafPath, str] = {
        ("readings", 0, "sum"): "amounts",
        ("readings", 1, "sum"): "amounts",
    }
    assert find_derivable(document, both) == ()


def test_an_adjustment_is_a_term_of_its_sum() -> None:
    """AUX = 9 + 1: what a treatment added follows from the rest."""
    document = report()
    found = find_derivable(document, {("adjustments", 0, "amount", "value"): "findings"})
    assert [one.pointer for one in found] == ["/adjustments/0/amount/value"]


def test_through_a_minimum_a_value_may_follow() -> None:
    """Which arm counted is not certain: the sentence says so."""
    document = report("monitored.AUX")
    document["equations"] = document["equations"][:1]
    document["equations"][0]["tree"] = {"op": "min"}
    ((_, sentence),) = describe(find_derivable(document, find_marked(document)))
    assert "may follow from RE = (EG - AUX) * EF" in sentence


def test_members_are_judged_one_by_one() -> None:
    """Of an equation over a set, each member is a relation of its own."""
    document = report()
    operand = {"unit": "MWh", "members": ["a", "b"], "values": ["1", "2"]}
    document["equations"] = [
        {
            "segment": 0,
            "name": "E",
            "text": "EG[i] * 2",
            "tree": {"op": "*"},
            "operands": {"EG": operand},
            "members": ["a", "b"],
            "values": ["2", "4"],
        }
    ]
    document["values"] = [
        {"segment": 0, "name": "EG", "kind": "monitored", "aggregate": "max", **operand}
    ]
    marked: dict[LeafPath, str] = {
        ("values", 0, "values", 1): "x",
        ("equations", 0, "operands", "EG", "values", 1): "x",
        ("equations", 0, "values", 0): "x",
    }
    found = find_derivable(document, marked)
    assert [one.pointer for one in found] == ["/equations/0/values/0"]
    assert found[0].more == 1
