"""Edited reports against one recomputation: what differs, where, and by how many tonnes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.unit.verification.handed import (
    GAP,
    LAO,
    ONE_MWH_OF_IT,
    ROOFS,
    codes,
    entry,
    judge,
    read,
)

from jcm_mrv.findings import Finding, Place
from jcm_mrv.verification.materiality import (
    judge_materiality,
    parse_threshold,
    tally_causes,
)


@pytest.mark.parametrize("project", [LAO, ROOFS, GAP], ids=lambda path: path.name)
def test_a_report_of_these_inputs_has_no_difference(project: Any) -> None:
    """What the same inputs give is the same, with findings and without."""
    judged = judge(read(project), project)
    assert judged.nodes == ()
    assert codes(judged) == {}


@pytest.mark.parametrize(
    ("parameter", "tonnes"), [("EC_IT", Fraction("0.99828")), ("EC_DC", Fraction("-0.5546"))]
)
def test_one_reading_more_is_placed_in_its_month(parameter: str, tonnes: Fraction) -> None:
    """A month of which one MWh was added is named, with what that alone moves."""
    document = read()
    reading = entry(document, "readings", parameter=parameter, month="2017-05")
    reading["sum"] = _plus(reading, 1)
    judged = judge(document)
    (node,) = judged.nodes
    assert (node.name, node.unit, node.line, node.step) == (f"{parameter} in 2017-05", "MWh", 0, 4)
    assert node.tonnes == ((0, tonnes),)
    assert codes(judged) == {4: ["V332"]}


def test_a_fixed_value_moves_what_reads_it() -> None:
    """EF_elec of 2017 up by 0.0001: (428.55169 * 1.8 - 462.73813) * 0.0001 = 0.0308654912 t."""
    document = read()
    entry(document, "values", name="EF_elec", segment=0)["value"] = "0.5547"
    (node,) = judge(document).nodes
    assert node.name == "EF_elec of 2017"
    assert node.tonnes == ((0, Fraction("0.0308654912")),)


def test_an_equation_that_gives_another_value_is_a_cause() -> None:
    """PE of 2018 up by 10 t lowers the reductions of that line by 10 t, and is told as that."""
    document = read()
    equation = entry(document, "equations", name="PE", segment=1)
    assert equation["value"]["value"] == "54.037079418"
    equation["value"]["value"] = "64.037079418"
    (node,) = judge(document).nodes
    assert node.name == "PE of 2018"
    assert node.tonnes == ((1, Fraction(-10)),)


def test_what_only_follows_is_no_cause() -> None:
    """A forger who recomputes all that follows from a reading leaves one cause, the reading."""
    judged = judge(forged())
    causes = [node for node in judged.nodes if node.root]
    assert [node.name for node in causes] == ["EC_IT in 2017-03"]
    assert causes[0].tonnes == ((0, ONE_MWH_OF_IT),)
    assert "credits of 2017" in [node.name for node in judged.nodes if not node.root]
    tally = tally_causes(judged.nodes, read())
    assert tally is not None
    # As the totals say: 208.6004468224 - 207.6021668224.
    assert tally.net == tally.gross == ONE_MWH_OF_IT
    assert tally.untold == 0


def test_a_forger_of_a_line_and_its_total_is_charged_once() -> None:
    """181 in place of 171 and 217 in place of 207 is one edit of 10 t, not two of 20 t."""
    document = read()
    document["vintages"][0]["credits"] += 10
    document["totals"]["credits"] += 10
    judged = judge(document)
    assert [node.name for node in judged.nodes if node.root] == ["credits of 2017"]
    assert "credits in all" in [node.name for node in judged.nodes if not node.root]
    tally = tally_causes(judged.nodes, read())
    assert tally is not None
    assert (tally.net, tally.gross) == (Fraction(10), Fraction(10))


def test_a_forger_who_forgets_one_node_leaves_a_second_cause() -> None:
    """The line that does not follow from its equations any more is named as well."""
    document = forged()
    document["vintages"][0]["emission_reductions"]["value"] = "171.1800141952"
    causes = [node.name for node in judge(document).nodes if node.root]
    assert causes == ["EC_IT in 2017-03"]
    document["vintages"][0]["emission_reductions"]["value"] = "172"
    causes = [node.name for node in judge(document).nodes if node.root]
    assert causes == ["EC_IT in 2017-03", "emission reductions of 2017"]


def test_errors_of_both_signs_do_not_hide_each_other() -> None:
    """One MWh moved from April to March moves nothing net, and 2 * 0.99828 t gross."""
    document = read()
    for month, sign in (("2017-03", 1), ("2017-04", -1)):
        reading = entry(document, "readings", parameter="EC_IT", month=month)
        reading["sum"] = _plus(reading, sign)
    tally = tally_causes(judge(document).nodes, read())
    assert tally is not None
    assert (tally.net, tally.gross, tally.largest) == (
        Fraction(0),
        2 * ONE_MWH_OF_IT,
        ONE_MWH_OF_IT,
    )
    judged = judge_materiality(parse_threshold("1.5 t"), tally)
    assert (judged.single, judged.gross, judged.net) == (False, True, False)


def test_a_member_of_a_set_is_named() -> None:
    """Of many roofs the one is named whose reading was edited."""
    document = read(ROOFS)
    reading = document["readings"][0]
    member = reading["members"][1]
    reading["sum"][1] = _text(Fraction(reading["sum"][1]) + 1)
    (node,) = judge(document, ROOFS).nodes
    assert node.name == f"{reading['parameter']}[{member}] in {reading['month']}"
    factor = _factor_of(document, member)
    assert node.tonnes == ((0, factor),)


def test_credits_withheld_from_nobody() -> None:
    """Credits of a year that an error touches are told as the whole number that was added."""
    document = read(GAP)
    assert document["vintages"][0]["credits"] is None
    document["vintages"][0]["credits"] = 3
    (node,) = judge(document, GAP).nodes
    assert (node.reported, node.expected, node.tonnes) == ("3", "none", ((0, Fraction(3)),))


def test_a_missing_finding_is_found_again() -> None:
    """A report that keeps quiet about an error differs, and so do the credits that it claims."""
    document = read(GAP)
    codes_there = [finding["code"] for finding in document["findings"]]
    document["findings"] = [one for one in document["findings"] if one["severity"] != "error"]
    judged = judge(document, GAP)
    missing = [one for one in codes(judged)[5] if one == "V340"]
    assert len(missing) == len(codes_there) - len(document["findings"]) > 0


def test_an_invented_finding_is_told() -> None:
    """A finding that nothing gives is not found again."""
    document = read()
    document["findings"].append(dict(read(GAP)["findings"][0]))
    assert codes(judge(document))[5] == ["V341"]


def test_a_softened_finding_is_told() -> None:
    """An error told as a note is the same finding, told otherwise."""
    document = read(GAP)
    error = next(one for one in document["findings"] if one["severity"] == "error")
    error["severity"] = "note"
    found = judge(document, GAP).findings[5]
    assert [one.code for one in found] == ["V341"]
    assert 'severity is "note" in the report, "error" when found again' in found[0].message


def test_nobody_hides_a_check_by_unlisting_it() -> None:
    """A check that the report's version had is in its list."""
    document = read()
    document["checks"] = [one for one in document["checks"] if one["code"] != "D104"]
    found = judge(document).findings[5]
    assert [one.code for one in found] == ["V342"]
    assert "D104 is not listed, though jcm-mrv" in found[0].message


def test_a_check_of_a_newer_version_cannot_be_decided() -> None:
    """A code that only a later version has leaves the step undecided, with its credits."""
    document = read(GAP)
    document["software"]["version"] = "99.0.0"
    document["checks"].append({"code": "D999", "since": "99.0.0", "title": "a new fault"})
    finding = {**document["findings"][0], "code": "D999"}
    document["findings"].append(finding)
    found = judge(document, GAP).findings
    assert {one.severity for step in found.values() for one in step} == {"warning", "note"}
    assert [one.code for one in found[5] if one.severity == "warning"] == ["V344", "V344"]


def test_an_unknown_check_of_the_same_version_is_made_up() -> None:
    """Only a newer version may know a check that this one does not."""
    document = read()
    document["checks"].append({"code": "D999", "since": "0.1.0", "title": "a new fault"})
    assert codes(judge(document)) == {5: ["V342"]}


def test_words_of_another_version_are_notes() -> None:
    """An older report may have other titles and policies; within one version it may not."""
    document = read()
    document["policies"][0]["text"] = "Rounded down."
    document["checks"][0]["title"] = "project file unreadable"
    document["time"]["tzdata"] = "2020.1"
    assert codes(judge(document)) == {3: ["V323"], 5: ["V342"], 6: ["V348"]}
    document["software"]["version"] = "0.2.99"
    assert codes(judge(document)) == {3: ["V349"], 5: ["V349"], 6: ["V349"]}


def test_a_file_of_the_methodology_that_moves_no_number_is_a_note() -> None:
    """Other bytes with the same rules are a note, other rules are not."""
    document = read()
    document["methodology"]["file_sha256"] = "0" * 64
    document["methodology"]["title"] = "Efficiency of data centres"
    assert codes(judge(document)) == {3: ["V322", "V349"]}
    document["methodology"]["rules_sha256"] = "0" * 64
    assert set(codes(judge(document))[3]) == {"V321", "V323"}


def test_a_formula_shown_otherwise_is_told() -> None:
    """What a reader is shown of an equation is what counts."""
    document = read()
    document["equations"][0]["text"] = "EC_IT * PUE_RE * 2 * EF_elec"
    assert codes(judge(document)) == {3: ["V323"]}


def test_a_month_that_was_edited_differs_and_moves_nothing() -> None:
    """A better month, or a better efficiency of it, is told by its month, in the last step."""
    document = read()
    document["months"][4]["emission_reductions"]["value"] = "99"
    document["months"][5]["indicators"][0]["value"] = "1.01"
    document["segments"][1]["beyond_months"]["project_emissions"]["value"] = "1"
    judged = judge(document)
    assert [(node.name, node.step) for node in judged.nodes] == [
        ("project emissions beyond the months of 2018", 6),
        ("emission reductions in 2017-07", 6),
        ("PUE in 2017-08", 6),
    ]
    assert codes(judged) == {6: ["V348"] * 3}


@pytest.mark.parametrize("key", ["tree", "unit"])
def test_an_indicator_of_another_formula_is_told(key: str) -> None:
    """Also where the file differs and the rules are the same: it is no word."""
    document = read()
    document["methodology"]["file_sha256"] = "0" * 64
    document["methodology"]["indicators"][0]["title"] = "Efficiency"
    document["methodology"]["indicators"][0][key] = {"number": "1"} if key == "tree" else "%"
    assert codes(judge(document))[3].count("V323") >= 1


def test_the_order_of_entries_counts() -> None:
    """The same months in another order are another report."""
    document = read()
    document["readings"][:2] = document["readings"][1::-1]
    assert codes(judge(document)) == {4: ["V332"]}


@pytest.mark.parametrize("section", ["readings", "values", "equations", "inputs", "meters"])
def test_an_entry_that_is_missing_or_there_twice_is_told(section: str) -> None:
    """Neither less nor more than the recomputation gives."""
    document = read()
    document[section].pop()
    assert codes(judge(document)) != {}
    document = read()
    document[section].append(document[section][0])
    assert codes(judge(document)) != {}


def test_without_a_recomputation_the_report_may_contradict_itself() -> None:
    """171 + 36 = 207: a total of 208 needs no input to be found out."""
    document = read()
    document["totals"]["credits"] = 208
    judged = judge(document, None)
    (node,) = judged.nodes
    assert (node.own, node.reported, node.expected) == (True, "208", "207")
    assert codes(judged) == {6: ["V347"]}


def test_true_is_not_one() -> None:
    """A number that became a truth value differs, though Python holds the two for equal."""
    document = read()
    document["segments"][0]["vintage"] = False
    assert [node.trail for node in judge(document, well_formed=False).nodes] == [
        ("segments", 0, "vintage")
    ]


def test_a_drift_from_the_verifiers_lock_counts() -> None:
    """An error among the drifts differs; a warning is told and changes nothing."""
    drift = Finding("P082", "error", Place("project.toml"), "PUE_RE is 1.9, but 1.8 was locked")
    word = Finding("P085", "warning", Place("project.toml"), "the title is another one")
    found = judge(read(), plan=(drift, word), own_lock=True).findings[5]
    assert [(one.code, one.severity) for one in found] == [("V345", "error"), ("V345", "note")]


def test_a_lock_that_is_not_here_leaves_the_step_undecided() -> None:
    """What a missing lock found can be neither confirmed nor denied."""
    document = read()
    document["lock"] = {"sha256": "0" * 64, "changes": []}
    document["findings"].append({**read(GAP)["findings"][0], "code": "P088"})
    found = judge(document).findings[5]
    assert [(one.code, one.severity) for one in found] == [("V344", "warning"), ("V346", "warning")]


def forged() -> dict[str, Any]:
    """Return a report with one MWh more in March 2017, and all that follows from it.

    By hand: RE 427.8145810932 + 0.99828 = 428.8128610932, ER 171.1800141952 + 0.99828 =
    172.1782941952, 172 credits; in all RE 519.2720931384, ER 208.6004468224, 208 credits.
    """
    document = read()
    reading = entry(document, "readings", parameter="EC_IT", month="2017-03")
    reading["sum"] = "41.5235"
    entry(document, "values", name="EC_IT", segment=0)["value"] = "429.55169"
    re_of = entry(document, "equations", name="RE", segment=0)
    re_of["operands"]["EC_IT"]["value"] = "429.55169"
    re_of["value"]["value"] = "428.8128610932"
    er_of = entry(document, "equations", name="ER", segment=0)
    er_of["operands"]["RE"]["value"] = "428.8128610932"
    er_of["value"]["value"] = "172.1782941952"
    line, totals = document["vintages"][0], document["totals"]
    line["reference_emissions"]["value"] = "428.8128610932"
    line["emission_reductions"]["value"] = "172.1782941952"
    line["credits"] = 172
    year = document["rounding"]["years"][0]
    year["emission_reductions"] = year["kept"] = "172.1782941952"
    year["whole"] = "172"
    totals["reference_emissions"]["value"] = "519.2720931384"
    totals["emission_reductions"]["value"] = "208.6004468224"
    totals["credits"] = 208
    return document


def _plus(reading: dict[str, Any], number: int) -> str:
    return _text(Fraction(reading["sum"]) + number)


def _text(value: Fraction) -> str:
    """Write a decimal of at most ten places."""
    whole = str(int(value * 10**10)).rjust(11, "0")
    return f"{whole[:-10]}.{whole[-10:]}".rstrip("0").rstrip(".")


def _factor_of(document: dict[str, Any], member: str) -> Fraction:
    """Return what one MWh of a roof is worth: its own reference factor [tCO2/MWh]."""
    factors = entry(document, "values", name="EF_RE", segment=0)
    return Fraction(factors["values"][factors["members"].index(member)])
