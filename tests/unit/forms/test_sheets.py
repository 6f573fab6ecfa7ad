"""The layout of the workbook: the same for whoever writes it and whoever reads it."""

from __future__ import annotations

import pytest

from jcm_mrv.forms.fields import Form, Sheet, Spot, Table, value_of
from jcm_mrv.forms.sheets import lay_out
from jcm_mrv.forms.units import proposed_units, rate_units
from jcm_mrv.library import read_library

REFERENCES = ("LA_AM001 ver1.0", "PH_AM002 ver1.0", "waste-heat-recovery 1")


def places(sheets: tuple[Sheet, ...]) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """Return where each block begins, and its headings."""
    return [
        (sheet.name, top, block.key, tuple(each.heading for each in block.fields))
        for sheet in sheets
        for top, block in sheet.placed()
    ]


@pytest.mark.parametrize("reference", REFERENCES)
def test_country_and_zones_move_no_cell(reference: str) -> None:
    """The reader does not know them, and finds every cell all the same."""
    module = read_library().find(reference)
    with_country = lay_out(module, reference, "PH", ("Asia/Manila",))
    assert places(lay_out(module, reference)) == places(with_country)


@pytest.mark.parametrize("reference", REFERENCES)
def test_blocks_of_a_sheet_do_not_overlap(reference: str) -> None:
    """Each begins below the one before, with an empty row between them."""
    for sheet in lay_out(read_library().find(reference), reference):
        end = Sheet.TOP
        for top, block in sheet.placed():
            assert top >= end
            end = top + block.height + 1


@pytest.mark.parametrize("reference", REFERENCES)
def test_keys_of_a_block_are_unique_and_headings_fit_a_prompt(reference: str) -> None:
    """A spreadsheet program takes titles of 32 and prompts of 255 characters."""
    for sheet in lay_out(read_library().find(reference), reference):
        assert len(sheet.name) <= 31
        for block in sheet.blocks:
            keys = [each.key for each in block.fields]
            assert len(set(keys)) == len(keys)
            for each in block.fields:
                assert len(each.heading) <= 32, each.heading
                assert len(each.hint) <= 255, each.hint


def test_every_parameter_has_its_row() -> None:
    """Fixed values and categories on one sheet, monitored ones on two."""
    module = read_library().find("LA_AM001 ver1.0")
    sheets = {sheet.name: sheet for sheet in lay_out(module, "LA_AM001 ver1.0")}

    def names(sheet: str) -> list[str]:
        table = sheets[sheet].blocks[0]
        assert isinstance(table, Table)
        return [row["parameter"] for row in table.rows]

    assert names("Fixed values") == ["PUE_RE", "EF_elec", "IT_POINT", "REF_POINT"]
    assert names("Monitoring") == names("Sources") == ["EC_IT", "EC_DC"]
    assert "Members" not in sheets


def test_a_set_gets_a_sheet_for_its_members() -> None:
    """And a column wherever a row may belong to one of them."""
    module = read_library().find("PH_AM002 ver1.0")
    sheets = {sheet.name: sheet for sheet in lay_out(module, "PH_AM002 ver1.0")}
    assert "system: PV systems of the project" in sheets["Members"].about
    for name in ("Fixed values", "Monitoring", "Sources", "Invoices"):
        assert "member" in [each.key for each in sheets[name].blocks[0].fields], name


def test_the_sheet_project_asks_for_a_gwp_set_only_where_there_is_one() -> None:
    """None of the built-in modules has one."""
    sheets = lay_out(read_library().find("waste-heat-recovery 1"), "waste-heat-recovery 1")
    form = sheets[0].blocks[0]
    assert isinstance(form, Form)
    assert "gwp_set" not in [each.key for each in form.fields]


def test_units_are_proposed_nearest_in_size_first() -> None:
    """A factor in tCO2/MWh may be read as kgCO2/kWh, which is the same number."""
    module = read_library().find("waste-heat-recovery 1")
    factor, supply = (module.parameters[name] for name in ("EF_grid", "EG_SUP"))
    assert proposed_units(factor, module.units)[:3] == ("tCO2/MWh", "tCO2e/MWh", "kgCO2/kWh")
    energy = proposed_units(supply, module.units)
    assert energy[0] == "MWh"
    assert {"kWh", "GWh", "GJ"} <= set(energy)
    assert {"kW", "MW"} <= set(rate_units(supply, module.units))
    assert "kvarh" not in energy


def test_cells_are_named_as_spreadsheets_do() -> None:
    """Letters for columns, numbers from 1 for rows."""
    assert [Spot(0, 0).name, Spot(4, 25).name, Spot(9, 26).name] == ["A1", "Z5", "AA10"]
    assert value_of("LA  Lao PDR") == "LA"
    assert value_of("kWh") == "kWh"
