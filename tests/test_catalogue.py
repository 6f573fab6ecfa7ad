"""The catalogue of codes: what the code uses, what is explained, and what the docs say agree."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from jcm_mrv.checks.catalogue import STAGES, read_catalogue
from jcm_mrv.views.catalogue import render_pages

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "jcm_mrv"
CODE = re.compile(r"[PMDC]\d{3}|V3[0-9]\d")


def described() -> set[str]:
    """Return the codes that have a check file."""
    return {check.code for check in read_catalogue()}


def codes_in(tree: ast.AST) -> Counter[str]:
    """Count the codes that stand as literals."""
    return Counter(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    )


def used() -> set[str]:
    """Return the codes that some module makes a finding or a refusal with."""
    found: Counter[str] = Counter()
    for path in SOURCE.rglob("*.py"):
        found += codes_in(ast.parse(path.read_text("utf-8")))
    # One literal is the check file's own, where the code is described.
    found.subtract(described())
    return {code for code, number in found.items() if number > 0}


def test_every_code_that_is_used_is_described() -> None:
    """No finding carries a code that `jcm-mrv explain` does not know."""
    assert sorted(used() - described()) == []


def test_every_code_that_is_described_is_used() -> None:
    """No code is explained that nothing can give."""
    assert sorted(described() - used()) == []


def test_every_stage_has_codes() -> None:
    """The catalogue covers all five stages, so that the comparisons above compare something."""
    assert {code[0] for code in described()} == set(STAGES)


def test_every_text_of_a_check_is_written() -> None:
    """Title, reason, remedy and both examples are there; a title starts in lower case."""
    for check in read_catalogue():
        texts = (check.title, check.why, check.remedy, check.bad, check.good, check.since)
        assert all(text.strip() for text in texts), check.code
        assert not check.title.endswith("."), check.code
        assert check.bad != check.good, check.code


def test_the_pages_are_current() -> None:
    """docs/codes holds what the check files say; `make docs` writes it again."""
    folder = ROOT / "docs" / "codes"
    written = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}
    assert written == render_pages(read_catalogue())
