"""The two digests: bytes, and what moves a number."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load

DEFAULT = ('kind = "fixed"', 'kind = "default"\nvalue = 0.5\nsource = "x"')
RULE = '[[plausibility]]\ntitle = "x"\nformula = "EC >= 0"\nseverity = "note"\n'


def test_the_file_digest_is_that_of_the_bytes(load: Load, base: str) -> None:
    """Anyone can compute it by sha256sum."""
    assert load().file_sha256 == hashlib.sha256(base.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        ('title = "Pumps"', 'title = "Better pumps"'),
        ('title = "Electricity"', 'title = "Power"'),
        ("symbol = 'EC_p'", "symbol = 'E_p'"),
        ('url = "https://example.org/"', 'url = "https://example.com/"'),
        ("EC * EF", "EC  *  EF"),
        ('unit = "MWh"', 'unit = "MWh/p"'),
        ("", "# a comment\n"),
    ],
)
def test_words_move_only_the_file_digest(load: Load, change: tuple[str, str]) -> None:
    """Titles, symbols, sources, comments and spaces are no rules."""
    old = load()
    new = load(more=change[1]) if not change[0] else load(change)
    assert new.file_sha256 != old.file_sha256
    assert new.rules_sha256 == old.rules_sha256


@pytest.mark.parametrize(
    "change",
    [
        ('unit = "MWh"', 'unit = "kWh"'),
        ('aggregate = "sum"', 'aggregate = "max"'),
        ('conservative = "low"', 'conservative = "high"'),
        ("EC * EF", "EC * EF * 0.5"),
        ('formula = "0"', 'formula = "EC * EF"'),
        DEFAULT,
    ],
)
def test_rules_move_both_digests(load: Load, change: tuple[str, str]) -> None:
    """Units, aggregates, sides, kinds and formulas are rules."""
    old, new = load(), load(change)
    assert new.file_sha256 != old.file_sha256
    assert new.rules_sha256 != old.rules_sha256


def test_a_default_counts_by_its_number(load: Load) -> None:
    """0.50 is 0.5, and 0.51 is not; the source of the number is no rule."""
    half = load(DEFAULT)
    same = load((DEFAULT[0], DEFAULT[1].replace("0.5", "0.50").replace('"x"', '"y"')))
    other = load((DEFAULT[0], DEFAULT[1].replace("0.5", "0.51")))
    assert half.rules_sha256 == same.rules_sha256 != other.rules_sha256


def test_a_plausibility_rule_is_a_rule_and_its_title_is_none(load: Load) -> None:
    """A new rule, or one that became an error, can take credits away."""
    without, note = load(), load(more=RULE)
    renamed = load(more=RULE.replace('"x"', '"y"'))
    error = load(more=RULE.replace("note", "error"))
    assert len({without.rules_sha256, note.rules_sha256, error.rules_sha256}) == 3
    assert note.rules_sha256 == renamed.rules_sha256


def test_a_bound_of_a_lookup_is_a_rule(load: Load) -> None:
    """300 kW and 0.3 MW are one bound; 301 kW is another."""

    def lookup(bound: str) -> str:
        change = (
            'kind = "fixed"\nunit = "tCO2/MWh"',
            'kind = "default"\nunit = "tCO2/MWh"\n[[parameters.EF.lookup]]\n'
            f'when = {{ C = {{ {bound} }} }}\nvalue = 1\nsource = "x"\n'
            '[parameters.C]\nsymbol = "C"\ntitle = "C"\nkind = "fixed"\nunit = "kW"',
        )
        digest: str = load(change).rules_sha256
        return digest

    assert lookup("below = 300") == lookup('below = 0.3, unit = "MW"') != lookup("below = 301")


def test_the_rules_digest_stays_as_it_is(load: Load) -> None:
    """A report of today is to be verified in five years: the form of the rules may not drift."""
    assert load().rules_sha256 == (
        hashlib.sha256(
            b'{"equations":{"ER":{"formula":{"args":[{"name":"RE"},{"name":"PE"}],"op":"-"},'
            b'"over":null,"unit":"tCO2"},'
            b'"PE":{"formula":{"number":"0"},"over":null,"unit":"tCO2"},'
            b'"RE":{"formula":{"args":[{"name":"EC"},{"name":"EF"}],"op":"*"},'
            b'"over":null,"unit":"tCO2"}},"gwp_sets":[],"parameters":{'
            b'"EC":{"aggregate":"sum","conservative":"low","kind":"monitored","lookup":[],'
            b'"optional":false,"over":null,"unit":"MWh","value":null,"values":[]},'
            b'"EF":{"aggregate":null,"conservative":null,"kind":"fixed","lookup":[],'
            b'"optional":false,"over":null,"unit":"tCO2/MWh","value":null,"values":[]}},'
            b'"plausibility":[],"rounding":"floor-per-vintage","schema":"jcm-mrv/rules/1"}'
        ).hexdigest()
    )
