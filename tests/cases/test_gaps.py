"""Every treatment of a gap, each with the tonnes that it moves.

A data centre of one January: 744 hours, IT 1 MWh and DC 1.2 MWh an hour, ER = (1.8 x IT - DC)
x 0.5 = 0.3 t an hour; 10 hours of one meter are lost on 10 January.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import calculate_text, credits_of, fixed, found, head, reductions_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jcm_mrv.run import Outcome

HEAD = (
    head("data-center-efficiency 1", "2017-01-01", "2017-01-31")
    + fixed("PUE_RE", "1.8")
    + fixed("EF_elec", "0.5", "tCO2/MWh")
)
LOST = range(9 * 24, 9 * 24 + 10)
SOURCE = """
[[monitored.{name}.source]]
files = "{file}"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 hour"
{more}
"""


def _hours(value: str, lost: Iterable[int] = ()) -> str:
    rows = [
        f"2017-01-{hour // 24 + 1:02d} {hour % 24:02d}:00,{value}"
        for hour in range(744)
        if hour not in lost
    ]
    return "\n".join(["timestamp,mwh", *rows, ""])


def _calculate(
    folder: Path, *, it: str = "", dc: str = "", more: str = "", lost: str = "EC_DC"
) -> Outcome:
    project = (
        HEAD
        + f"[monitored.EC_IT]\npoint = 1\n{it}\n"
        + SOURCE.format(name="EC_IT", file="it.csv", more="")
        + f"[monitored.EC_DC]\npoint = 2\n{dc}\n"
        + SOURCE.format(name="EC_DC", file="dc.csv", more="")
        + more
    )
    files = {
        "it.csv": _hours("1", LOST if lost in ("EC_IT", "both") else ()),
        "dc.csv": _hours("1.2", LOST if lost in ("EC_DC", "both") else ()),
    }
    return calculate_text(folder, project, files)


def _effect(outcome: Outcome) -> tuple[Fraction, str] | None:
    finding = next(one for one in outcome.findings if one.code == "D104")
    return None if finding.effect is None else (finding.effect.tonnes, finding.effect.kind)


def test_the_whole_month_is_what_the_hours_add_up_to(tmp_path: Path) -> None:
    """744 hours of 0.3 t give 223.2 t, without a finding about gaps."""
    outcome = _calculate(tmp_path, lost="")

    assert reductions_of(outcome) == ["223.2"]
    assert found(outcome, "D104") == []


def test_a_gap_on_the_low_side_counts_as_nothing(tmp_path: Path) -> None:
    """Ten lost hours of IT cost 10 x 1.8 x 0.5 = 9 t, estimated by the mean hour of 1 MWh."""
    outcome = _calculate(tmp_path, lost="EC_IT")

    assert reductions_of(outcome) == ["214.2"]
    assert credits_of(outcome) == [214]
    assert found(outcome, "D104") == ["warning"]
    assert _effect(outcome) == (Fraction(-9), "estimate")


def test_the_rated_power_bounds_the_effect_of_a_gap_on_the_low_side(tmp_path: Path) -> None:
    """With 1.5 MW rated the ten hours could have cost 10 x 1.5 x 1.8 x 0.5 = 13.5 t."""
    rated = 'rated = { value = 1.5, unit = "MW" }'

    outcome = _calculate(tmp_path, it=rated, lost="EC_IT")

    assert reductions_of(outcome) == ["214.2"]
    assert _effect(outcome) == (Fraction("-13.5"), "bound")


def test_a_gap_on_the_high_side_is_an_error(tmp_path: Path) -> None:
    """Ten lost hours of the total null the credits, and the message names the ways out."""
    outcome = _calculate(tmp_path)

    assert credits_of(outcome) == [None]
    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message == (
        "no reading for 2017-01-10 00:00 to 2017-01-10 10:00 (10 h; 10 of the period's 744 "
        "steps, 1.34 %); on this side a gap must not count as nothing; declare gap_treatment "
        '= "maximum" (with rated), "substitute", "outage" or "no-claim", or fill it with '
        'invoices (use = "fill")'
    )


def test_maximum_counts_the_rated_power(tmp_path: Path) -> None:
    """At 2 MW ten hours are 20 MWh: (1.8 x 744 - 1.2 x 734 - 20) x 0.5 = 219.2 t."""
    treated = 'rated = { value = 2, unit = "MW" }\ngap_treatment = "maximum"'

    outcome = _calculate(tmp_path, dc=treated)

    assert reductions_of(outcome) == ["219.2"]
    assert _effect(outcome) == (Fraction(-10), "exact")


def test_maximum_on_the_low_side_is_refused(tmp_path: Path) -> None:
    """To fill a gap of the low side with the rated power would raise the reductions."""
    treated = 'rated = { value = 2, unit = "MW" }\ngap_treatment = "maximum"'

    outcome = _calculate(tmp_path, it=treated, lost="EC_IT")

    assert found(outcome, "D104") == ["error"]
    assert credits_of(outcome) == [None]


def test_zero_on_the_high_side_is_the_projects_own_word(tmp_path: Path) -> None:
    """The treatment zero is kept, with what it could hide: 10 h x 2 MW x 0.5 = 10 t."""
    treated = 'rated = { value = 2, unit = "MW" }\ngap_treatment = "zero"'

    outcome = _calculate(tmp_path, dc=treated)

    # (1.8 x 744 - 1.2 x 734) x 0.5
    assert reductions_of(outcome) == ["229.2"]
    assert found(outcome, "D104") == ["warning"]
    assert _effect(outcome) == (Fraction(10), "bound")


def test_an_invoice_fills_the_time_of_the_gap(tmp_path: Path) -> None:
    """An invoice of 31 MWh for 10 January fills ten of its 24 hours: 310 / 24 MWh."""
    amount = """
[[monitored.EC_DC.amount]]
start = 2017-01-10
end = 2017-01-10
value = 31
unit = "MWh"
evidence = "invoice 7"
use = "fill"
"""

    outcome = _calculate(tmp_path, more=amount)

    filled = (Fraction("1.8") * 744 - Fraction("1.2") * 734 - Fraction(310, 24)) / 2
    assert Fraction(reductions_of(outcome)[0]) == filled
    assert _effect(outcome) == (-Fraction(310, 48), "exact")
    assert found(outcome, "D104") == ["warning"]


def test_what_an_invoice_leaves_open_is_still_a_gap(tmp_path: Path) -> None:
    """An invoice that starts at noon fills nothing of a gap in the morning."""
    amount = """
[[monitored.EC_DC.amount]]
start = 2017-01-10T05:00:00
end = 2017-01-11T00:00:00
dates = "readings"
value = 19
unit = "MWh"
evidence = "invoice 8"
use = "fill"
"""

    outcome = _calculate(tmp_path, more=amount)

    assert sorted(found(outcome, "D104")) == ["error", "warning"]


def test_a_substitute_meter_stands_in(tmp_path: Path) -> None:
    """A second meter that read 1.3 MWh an hour adds 13 MWh for the ten hours."""
    other = SOURCE.format(name="EC_DC", file="other.csv", more='use = "substitute"')
    (tmp_path / "other.csv").write_text(_hours("1.3"), encoding="utf-8")

    outcome = _calculate(tmp_path, dc='gap_treatment = "substitute"', more=other)

    # (1.8 x 744 - 1.2 x 734 - 13) x 0.5
    assert reductions_of(outcome) == ["222.7"]
    assert _effect(outcome) == (Fraction("-6.5"), "exact")


def test_a_substitute_with_a_gap_of_its_own_leaves_an_error(tmp_path: Path) -> None:
    """Eight hours are substituted in two parts; two that neither meter read are an error."""
    other = SOURCE.format(name="EC_DC", file="other.csv", more='use = "substitute"')
    (tmp_path / "other.csv").write_text(_hours("1.3", range(218, 220)), encoding="utf-8")

    outcome = _calculate(tmp_path, dc='gap_treatment = "substitute"', more=other)

    assert sorted(found(outcome, "D104")) == ["error", "warning"]


EVENT = """
[[events]]
start = 2017-01-10
end = 2017-01-10T12:00:00
kind = "outage"
evidence = "grid log"
"""


def test_an_outage_that_the_other_meter_confirms_counts_as_zero(tmp_path: Path) -> None:
    """With no IT energy in the ten hours, the total counts as zero in them."""
    it = _hours("1")
    for hour in LOST:
        it = it.replace(f"2017-01-10 {hour % 24:02d}:00,1\n", f"2017-01-10 {hour % 24:02d}:00,0\n")
    _calculate(tmp_path, dc='gap_treatment = "outage"', more=EVENT)
    (tmp_path / "it.csv").write_text(it, encoding="utf-8")

    from jcm_mrv.run import calculate  # noqa: PLC0415 - the file was changed after a first run

    outcome = calculate(tmp_path)

    # (1.8 x 734 - 1.2 x 734) x 0.5
    assert reductions_of(outcome) == ["220.2"]
    assert found(outcome, "D104") == ["warning"]


def test_an_outage_in_which_servers_ran_is_no_outage(tmp_path: Path) -> None:
    """IT energy in the span contradicts the outage."""
    outcome = _calculate(tmp_path, dc='gap_treatment = "outage"', more=EVENT)

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message.endswith(
        "EC_IT shows energy, or has no readings, in that time: it was no outage"
    )
    assert credits_of(outcome) == [None]


def test_an_outage_longer_than_its_event_is_an_error(tmp_path: Path) -> None:
    """The hours that no [[events]] row covers stay untreated."""
    short = EVENT.replace("2017-01-10T12:00:00", "2017-01-10T06:00:00")

    outcome = _calculate(tmp_path, dc='gap_treatment = "outage"', more=short)

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert "2017-01-10 06:00 to 2017-01-10 10:00 (4 h" in message
    assert message.endswith("no [[events]] row of an outage covers it")


def test_a_span_that_is_not_claimed_leaves_every_parameter(tmp_path: Path) -> None:
    """Ten hours go from both meters: 734 x 0.3 = 220.2 t; claimed it would add 10 x 0.9 t."""
    treated = 'rated = { value = 1.5, unit = "MW" }\ngap_treatment = "no-claim"'

    outcome = _calculate(tmp_path, dc=treated)

    # worst case of the span: (1.8 x 10 - 1.5 x 10) x 0.5 = 1.5 t, not negative
    assert reductions_of(outcome) == ["220.2"]
    assert found(outcome, "D104") == ["warning"]
    assert _effect(outcome) == (Fraction(-9), "exact")


def test_not_claiming_a_span_that_could_be_negative_is_refused(tmp_path: Path) -> None:
    """At 2 MW the span's worst case is (18 - 20) x 0.5 = -1 t: leaving it out would gain."""
    treated = 'rated = { value = 2, unit = "MW" }\ngap_treatment = "no-claim"'

    outcome = _calculate(tmp_path, dc=treated)

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message.endswith("not claiming it is refused: its reductions could be negative")
    assert credits_of(outcome) == [None]


def test_not_claiming_without_a_rated_power_is_refused(tmp_path: Path) -> None:
    """Without the most that the meter could have read there is no worst case."""
    outcome = _calculate(tmp_path, dc='gap_treatment = "no-claim"')

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message.endswith(
        "not claiming it is refused: the most that it could be is not known (rated)"
    )


@pytest.mark.parametrize("lost", ["EC_IT", "EC_DC"])
def test_a_stated_month_without_ten_days_is_a_gap(tmp_path: Path, lost: str) -> None:
    """Invoices that leave days open warn on the low side and are an error on the high side."""
    tables = {"EC_IT": 744, "EC_DC": 893}
    project = HEAD
    for name, value in tables.items():
        end = "2017-01-21" if name == lost else "2017-01-31"
        project += f"""
[monitored.{name}]
point = 1
[[monitored.{name}.amount]]
start = 2017-01-01
end = {end}
value = {value}
unit = "MWh"
evidence = "invoice"
"""

    outcome = calculate_text(tmp_path, project)

    gap = next(one for one in outcome.findings if one.code == "D104")
    assert gap.severity == ("warning" if lost == "EC_IT" else "error")
    assert gap.message.startswith(
        "no source speaks for 2017-01-22 00:00 to 2017-02-01 00:00 (240 h)"
    )


def test_conflicting_readings_tell_what_the_others_would_have_given(tmp_path: Path) -> None:
    """Two readings of one hour, 1.2 and 1.5 MWh: the larger counts, the other is 0.15 t away."""
    _calculate(tmp_path, lost="")
    with (tmp_path / "dc.csv").open("a", encoding="utf-8") as file:
        file.write("2017-01-10 00:00,1.5\n2017-01-11 00:00,1.2\n2017-01-12 00:00,\n")

    from jcm_mrv.run import calculate  # noqa: PLC0415 - the file was changed after a first run

    outcome = calculate(tmp_path)

    # 223.2 - 0.3 x 0.5
    assert reductions_of(outcome) == ["223.05"]
    conflict = next(one for one in outcome.findings if one.code == "D111")
    assert conflict.effect is not None
    assert (conflict.effect.tonnes, conflict.effect.kind) == (Fraction("-0.15"), "bound")
    assert found(outcome, "D110") == ["note"]


@pytest.mark.parametrize("how", ["substitute", "fill"])
def test_what_stands_in_for_a_point_stands_in_for_one_source_only(tmp_path: Path, how: str) -> None:
    """Two sources of one point miss the same hours: a stand-in for the point counts for neither."""
    second = SOURCE.format(name="EC_IT", file="it.csv", more="")
    if how == "substitute":
        more = SOURCE.format(name="EC_IT", file="other.csv", more='use = "substitute"')
        (tmp_path / "other.csv").write_text(_hours("1.3"), encoding="utf-8")
    else:
        more = """
[[monitored.EC_IT.amount]]
start = 2017-01-10
end = 2017-01-10
value = 31
unit = "MWh"
evidence = "invoice 7"
use = "fill"
"""
    project = (
        HEAD
        + '[monitored.EC_IT]\npoint = 1\ngap_treatment = "substitute"\n'
        + SOURCE.format(name="EC_IT", file="it.csv", more="")
        + second
        + more
        + "[monitored.EC_DC]\npoint = 2\n"
        + SOURCE.format(name="EC_DC", file="dc.csv", more="")
    )
    files = {"it.csv": _hours("1", LOST), "dc.csv": _hours("1.2")}

    outcome = calculate_text(tmp_path, project, files)

    # (1.8 x 2 x 734 - 1.2 x 744) x 0.5: the ten hours count as nothing in both sources
    assert reductions_of(outcome) == ["874.8"]
    assert found(outcome, "D104") == ["warning", "warning"]


def test_the_import_meter_does_not_speak_for_the_export(tmp_path: Path) -> None:
    """An export meter that starts on 11 January leaves ten days open, import or not."""
    project = (
        head("rooftop-solar 1", "2017-01-01", "2017-01-31")
        + '[[sets.system.member]]\nid = "roof"\n'
        + fixed("EF_RE", "0.5", "tCO2/MWh", 'system = "roof"')
        + '[[monitored.EG]]\nsystem = "roof"\npoint = 1\n'
        + SOURCE.format(name="EG", file="export.csv", more="from = 2017-01-11")
        + SOURCE.format(name="EG", file="import.csv", more="sign = -1")
    )
    files = {"export.csv": _hours("2"), "import.csv": _hours("1")}

    outcome = calculate_text(tmp_path, project, files)

    # (2 x 21 x 24 - 744) x 0.5
    assert reductions_of(outcome) == ["132"]
    gap = next(one for one in outcome.findings if one.code == "D104")
    assert gap.severity == "warning"
    assert gap.message.startswith("no source speaks for 2017-01-01 00:00 to 2017-01-11 00:00")


def test_an_hour_that_the_clocks_skip_is_no_gap(tmp_path: Path) -> None:
    """On 3 September 2023 the day begins at 01:00 in Chile: 23 hours are all that it has."""
    project = (
        head("rooftop-solar 1", "2023-09-03", "2023-09-03", country="CL", zone="America/Santiago")
        + '[[sets.system.member]]\nid = "roof"\n'
        + fixed("EF_RE", "0.5", "tCO2/MWh", 'system = "roof"')
        + '[[monitored.EG]]\nsystem = "roof"\npoint = 1\n'
        + SOURCE.format(name="EG", file="eg.csv", more="")
    )
    rows = "".join(f"2023-09-03 {hour:02d}:00,2\n" for hour in range(1, 24))

    outcome = calculate_text(tmp_path, project, {"eg.csv": "timestamp,mwh\n" + rows})

    # 23 x 2 x 0.5
    assert reductions_of(outcome) == ["23"]
    assert found(outcome, "D104") == []


COMPARE = """
[[monitored.EC_DC.amount]]
start = 2017-01-02
end = 2017-01-11
value = {value}
unit = "kWh"
evidence = "invoice 9"
use = "compare"
"""


@pytest.mark.parametrize(
    ("billed", "severity", "difference"),
    [("286000", "note", "-0.70"), ("400000", "warning", "28.00")],
)
def test_an_invoice_is_compared_with_the_readings_of_its_days(
    tmp_path: Path, billed: str, severity: str, difference: str
) -> None:
    """Ten days of 24 x 1.2 MWh are 288 MWh; the invoice changes nothing but is told."""
    outcome = _calculate(tmp_path, lost="", more=COMPARE.format(value=billed))

    finding = next(one for one in outcome.findings if one.code == "D133")
    assert finding.severity == severity
    assert f"the readings 288.000 MWh: a difference of {difference} %" in finding.message
    assert reductions_of(outcome) == ["223.2"]
