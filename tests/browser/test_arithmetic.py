"""The script's numbers, formulas and digests, against Python's fractions and openssl."""

from __future__ import annotations

import random
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.spelling import spell

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

OPERATIONS = ("plus", "minus", "times", "over")
COUNT = 3_000

CALCULATE = """(pairs) => pairs.map(([operation, left, right]) => {
  meter.restart();
  const [a, b] = [parseNumber(left), parseNumber(right)];
  return [a[operation](b).toString(), a.compare(b), `${a.floor()}`, a.cut(3).toString()];
})"""

EVALUATE = """(cases) => cases.map(([tree, names]) => {
  meter.restart();
  const operands = Object.entries(names).map(([name, text]) => [name, {value: parseNumber(text)}]);
  const scope = {names: new Map(operands), sets: new Map(), indexes: new Map()};
  try {
    return computeNode(tree, scope).toString();
  } catch (fault) {
    return fault.message;
  }
})"""

PARSE = """(texts) => texts.map((text) => {
  try {
    return parseNumber(text).toString();
  } catch (fault) {
    return fault instanceof Uncomputable ? null : `${fault}`;
  }
})"""


def _number(draw: random.Random) -> Fraction:
    digits = draw.choice((1, 3, 9, 30))
    numerator = draw.randrange(-(10**digits), 10**digits)
    decimal = draw.choice((1, 10, 1_000, 10**18))
    return Fraction(numerator, draw.choice((decimal, draw.randrange(1, 10 ** draw.choice((1, 9))))))


def test_numbers_are_those_of_fractions(core: Page) -> None:
    """Sums, products, quotients, order, floor and cuts of 3,000 pairs agree to the last digit."""
    draw = random.Random(5)  # noqa: S311 (not for secrets)
    cases = []
    for _ in range(COUNT):
        operation, left, right = draw.choice(OPERATIONS), _number(draw), _number(draw)
        cases.append((operation, left, right or Fraction(1, 7)))

    answers = core.evaluate(CALCULATE, [[o, spell(a), spell(b)] for o, a, b in cases])

    for (operation, left, right), answer in zip(cases, answers, strict=True):
        result = {
            "plus": left + right,
            "minus": left - right,
            "times": left * right,
            "over": left / right,
        }[operation]
        order = (left > right) - (left < right)
        cut = Fraction(int(left * 1_000), 1_000)  # int() cuts toward zero
        whole = str(left.numerator // left.denominator)
        assert answer == [spell(result), order, whole, spell(cut)], (operation, left, right)


def _tree(draw: random.Random, names: dict[str, Fraction], depth: int) -> tuple[Any, Any]:
    """Return a tree, and its value; None where it divides by zero."""
    if depth == 0 or draw.random() < 0.15:
        if draw.random() < 0.5:
            name = draw.choice(sorted(names))
            return {"name": name}, names[name]
        value = Fraction(draw.randrange(1000), draw.choice((1, 10, 100)))
        return {"quantity": spell(value), "unit": "h"}, value
    op = draw.choice((*"+-*/", "neg", "abs", "min", "max", "power", "if", "convert"))
    subtrees = [_tree(draw, names, depth - 1) for _ in range(3)]
    args, values = [one for one, _ in subtrees], [value for _, value in subtrees]
    if op == "if":
        # The arm that is not chosen may divide by zero.
        sign = draw.choice(("<", "<=", "=="))
        condition = {"op": sign, "args": [args[0], {"number": "50"}]}
        holds = {"<": (lambda x: x < 50), "<=": (lambda x: x <= 50), "==": (lambda x: x == 50)}
        tree = {"op": "if", "args": [condition, args[1], args[2]]}
        if values[0] is None:
            return tree, None
        return tree, values[1] if holds[sign](values[0]) else values[2]
    if op == "power":
        exponent = draw.randrange(-4, 5)
        tree = {"op": op, "args": [args[0], {"number": str(exponent)}]}
        if values[0] is None or (values[0] == 0 and exponent < 0):
            return tree, None
        return tree, values[0] ** exponent
    if op == "convert":
        tree = {"convert": "1/1000", "from": "kWh", "to": "MWh", "args": [args[0]]}
        return tree, None if values[0] is None else values[0] / 1000
    taken = 1 if op in {"neg", "abs"} else 3 if op in {"min", "max"} else 2
    tree = {"op": op, "args": args[:taken]}
    known = values[:taken]
    if None in known or (op == "/" and known[1] == 0):
        return tree, None
    functions: dict[str, Any] = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "neg": lambda a: -a,
        "abs": abs,
        "min": min,
        "max": max,
    }
    return tree, functions[op](*known)


def test_formulas_are_those_of_fractions(core: Page) -> None:
    """500 random formulas give what Python's fractions give, or say that they divide by zero."""
    draw = random.Random(7)  # noqa: S311
    cases: list[Any] = []
    wanted: list[Fraction | None] = []
    while len(cases) < 500:
        names = {name: _number(draw) for name in "ABC"}
        tree, value = _tree(draw, names, draw.randrange(1, 5))
        cases.append([tree, {name: spell(number) for name, number in names.items()}])
        wanted.append(value)

    answers = core.evaluate(EVALUATE, cases)

    assert None in wanted
    for case, value, answer in zip(cases, wanted, answers, strict=True):
        assert answer == ("A division by zero." if value is None else spell(value)), case


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-0",
        "01",
        "1.50",
        "1.",
        ".5",
        "1e3",
        "+1",
        " 1",
        "2/4",
        "1/2",
        "3/1",
        "0/3",
        "1/0",
        "１",
    ],
)
def test_numbers_have_one_spelling(core: Page, text: str) -> None:
    """What is not spelled as docs/report.md says is no number, also where its value is clear."""
    assert core.evaluate(PARSE, [text]) == [None]


def test_other_things_are_no_numbers(core: Page) -> None:
    """A number without a text, null and text without end are refused, not read."""
    assert core.evaluate(PARSE, [None, 5, True, ["1"], "9" * 50_000]) == [None] * 5


@pytest.mark.parametrize("native", [True, False], ids=["browser", "own"])
def test_digests_are_those_of_openssl(core: Page, tmp_path: Path, native: bool) -> None:
    """SHA-256 by the browser and by the script's own code, in pieces of all sizes."""
    draw = random.Random(11)  # noqa: S311
    sizes = (0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1_000, 70_001)
    paths = []
    for size in sizes:
        paths.append(tmp_path / f"{size:06}")
        paths[-1].write_bytes(draw.randbytes(size))
    listed = subprocess.run(
        ["openssl", "dgst", "-sha256", "-r", *paths], capture_output=True, text=True, check=True
    )
    wanted = [line.split()[0] for line in listed.stdout.splitlines()]
    own = """(files) => files.map((file) => {
      const digest = new Sha256();
      const bytes = Uint8Array.from(file);
      let size = 0;
      for (let at = 0; at < bytes.length; at += size) {
        size = (size * 3 + 1) % 200 || 7;
        digest.update(bytes.subarray(at, at + size));
      }
      return digest.digest();
    })"""
    by_browser = "(files) => Promise.all(files.map((file) => digestOf(Uint8Array.from(file))))"

    answers = core.evaluate(
        by_browser if native else own, [list(path.read_bytes()) for path in paths]
    )

    assert answers == wanted
    assert len(wanted) == len(sizes)
