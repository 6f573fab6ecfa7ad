"""What a file of readings tells about itself."""

from __future__ import annotations

import pytest

from jcm_mrv.cli.propose import Column, Proposal, ProposalError, propose_source
from jcm_mrv.units import standard_units

UNITS = standard_units().names


def propose(text: str, encoding: str = "utf-8") -> Proposal:
    """Propose for a text."""
    return propose_source(text.encode(encoding), UNITS)


def test_a_plain_file_is_read_off() -> None:
    """Delimiter, stamps, step, unit and measure come from the header and the first rows."""
    proposal = propose(
        "timestamp,energy_kwh,note\n"
        "2017-03-01 00:00,1.5,a\n2017-03-01 00:15,2.5,b\n2017-03-01 00:30,0.5,c\n"
    )
    assert proposal == Proposal(
        encoding="utf-8",
        delimiter=",",
        decimal=".",
        time="timestamp",
        time_formats=("iso",),
        has_offset=False,
        step="15 minutes",
        first="2017-03-01 00:00",
        last="2017-03-01 00:30",
        columns=(Column("energy_kwh", "kWh", "energy", ()),),
    )


def test_a_semicolon_goes_with_a_decimal_comma() -> None:
    """A file of a European logger is recognised, stamps with dots too."""
    proposal = propose(
        "Zeit;Leistung [W]\n01.03.2017 00:00;12,5\n01.03.2017 01:00;13,25\n01.03.2017 02:00;9\n"
    )
    assert (proposal.delimiter, proposal.decimal, proposal.step) == (";", ",", "1 hour")
    assert proposal.time_formats == ("DD.MM.YYYY HH:MM",)
    assert proposal.columns == (Column("Leistung [W]", "W", "power", ()),)


def test_days_and_months_that_cannot_be_told_apart_stay_open() -> None:
    """Both readings of 03/04/2017 are proposed; one stamp of the 13th settles it."""
    rows = "time,x\n03/04/2017 00:00,1\n04/04/2017 00:00,2\n"
    both = ("DD/MM/YYYY HH:MM", "MM/DD/YYYY HH:MM")
    assert propose(rows).time_formats == both
    assert propose(rows + "13/04/2017 00:00,2\n").time_formats == both[:1]
    assert propose(rows + "04/13/2017 00:00,2\n").time_formats == both[1:]


def test_offsets_and_late_midnights_are_stamps() -> None:
    """2016-07-01 00:00:00-07:00 carries its offset; 24:00 is the next midnight."""
    offsets = propose(
        "measured_on,ac_power\n"
        "2016-07-01 00:00:00-07:00,-2.8\n2016-07-01 00:15:00-07:00,-2.7\n"
        "2016-07-01 00:30:00-07:00,-2.9\n"
    )
    assert (offsets.has_offset, offsets.step) == (True, "15 minutes")
    assert offsets.columns == (Column("ac_power", None, None, ()),)
    late = propose("t,x\n2017-01-01 22:00,1\n2017-01-01 23:00,1\n2017-01-01 24:00,1\n")
    assert late.step == "1 hour"


def test_what_only_rises_is_a_register() -> None:
    """A counter is told from the energy of each step by two days of rising values."""
    rising = [f"2017-03-01 {hour:02}:00,{100 + hour}" for hour in range(24)]
    falling = [f"2017-03-01 {hour:02}:00,{hour % 12}" for hour in range(24)]
    assert propose("\n".join(["t,import [kWh]", *rising, ""])).columns[0].measures == "register"
    assert propose("\n".join(["t,import [kWh]", *falling, ""])).columns[0].measures == "energy"


def test_words_among_numbers_are_named() -> None:
    """What a logger writes for no reading is proposed as missing."""
    rows = "".join(f"2017-03-01 {hour:02}:00,{hour % 7}.5\n" for hour in range(20))
    proposal = propose("t,p_kw\n" + rows + "2017-03-01 20:00,Bad\n2017-03-01 21:00,\n")
    assert proposal.columns == (Column("p_kw", "kW", "power", ("Bad",)),)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("EG (MWh)", "MWh"),
        ("eg_mwh", "MWh"),
        ("Temperature [°C]", "degC"),
        ("meter_a", None),
        ("roof_1", None),
        ("power", None),
    ],
)
def test_the_header_names_the_unit(header: str, unit: str | None) -> None:
    """Brackets and endings are understood; the number or letter of a meter is no unit."""
    rows = "2017-03-01,1.5\n2017-03-02,1\n2017-03-03,2\n"
    assert propose(f"day,{header}\n{rows}").columns[0].unit == unit


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_recognised(encoding: str) -> None:
    """A byte-order mark, UTF-16 and a Western code page are read."""
    proposal = propose("Zeit,Wärme\n2017-03-01,1\n2017-03-02,2\n2017-03-03,1\n", encoding)
    assert proposal.encoding == encoding.removesuffix("-sig")
    assert proposal.columns[0].name == "Wärme"


def test_a_cut_last_line_is_left_aside() -> None:
    """Only the first bytes of a long file are looked at, and may end within a row."""
    assert propose("t,x\n2017-03-01,1\n2017-03-02,2\n2017-03-03,1\n2017-0").last == "2017-03-03"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"",
            "it is no table of a header and rows, with columns parted by a comma, a semicolon, "
            "a tab or a bar",
        ),
        (b"\x00\x01\x02", "it holds NUL bytes; expected a table as text (CSV)"),
        (
            b"2017-03-01,1\n2017-03-02,2\n2017-03-03,1\n",
            "its first line looks like readings; put a line with names above it",
        ),
        (
            b"a,b\nx,1\ny,2\nz,3\n",
            "none of its columns (a, b) holds stamps in a form that is known, such as "
            "2017-03-01 14:15 or 01/03/2017 14:15",
        ),
    ],
)
def test_what_is_no_table_of_readings_is_refused(data: bytes, message: str) -> None:
    """Nothing is guessed where there is nothing to guess from."""
    with pytest.raises(ProposalError) as refusal:
        propose_source(data, UNITS)
    assert str(refusal.value) == message
