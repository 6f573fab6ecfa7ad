"""Whatever a file holds, the second checker ends with 0, 1 or 2 and a line that says why."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.checker.changing import leaves, replaced
from tests.checker.running import ROOT, check, checker, run

SMALL = ROOT / "docs" / "vectors" / "statement" / "report.json"
DOCUMENT: dict[str, Any] = json.loads(SMALL.read_bytes())
PLACES = [place for place, _ in leaves(DOCUMENT)]
LONG = "9" * 30_000

hostile = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16) + 1, 10**16 - 1),
    st.text(max_size=8),
    st.from_regex(r"-?[0-9]{1,5}([./][0-9]{1,5})?", fullmatch=True),
    st.sampled_from(
        [
            *("", "-0", "1/0", "0/0", "1e999999999", "NaN", "١", "0.10", "2/4", "1/3", "\ud800"),
            *("9999-12-31", "0001-01-01", "2017-02-30", "none", "error", "sum", "mean", "+", "/"),
            *(LONG, f"0.{LONG}", f"1/{LONG}", f"{LONG}/7"),
        ]
    ),
    st.sampled_from(
        [
            *([], {}, [[]], {"number": "2"}, {"name": "ER"}, {"op": "power", "args": []}),
            {"op": "power", "args": [{"number": "9" * 999}, {"number": "4"}]},
            {"op": "/", "args": [{"number": "1"}, {"number": "0"}]},
            {"op": "sum", "set": "x", "index": "i", "of": {"number": "1"}},
            {"convert": "1/0", "args": [{"number": "1"}]},
            {"op": "__import__", "args": [{"number": "1"}]},
        ]
    ),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), st.integers(0, 3), hostile)
def test_any_value_at_any_place_ends_in_a_verdict(
    place: tuple[str | int, ...], up: int, value: object
) -> None:
    """A leaf, or what holds it, is replaced by anything that JSON can say."""
    place = place[: max(1, len(place) - up)]
    with tempfile.TemporaryDirectory() as folder:
        changed, path = replaced(DOCUMENT, place, value), Path(folder) / "report.json"
        text = checker.written(changed).encode("utf-8", "surrogatepass")
        path.write_bytes(text)
        code, said = run(path)

    assert code in {0, 1, 2}
    assert said.splitlines()[-1].startswith(("all agree", "DIFFERS: ", "not readable: "))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b'{"a":1,"a":1}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":12345678901234567}',
        b'{"a":' + b"9" * 100_000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 120 + b"]" * 120,
        SMALL.read_bytes() + b"\n",
        SMALL.read_bytes().replace(b'{"adjustments":[]', b'{"adjustments": []'),
        SMALL.read_bytes().replace(b'"jcm-mrv/report/1"', b'"jcm-mrv/report/2"'),
        SMALL.read_bytes()[:-1],
    ],
    ids=range(19),
)
def test_what_is_no_canonical_report_is_not_readable(data: bytes, tmp_path: Path) -> None:
    """Depth, doubled keys, floats, long numbers, other bytes and other schemas are refused."""
    path = tmp_path / "report.json"
    path.write_bytes(data)

    code, said = run(path)

    assert code == 2
    assert said.startswith("not readable: ")


def test_numbers_too_large_are_refused(tmp_path: Path) -> None:
    """A power that would make a number of 65,536 bits is not calculated."""
    nine = {"number": "9" * 5_000}  # 16,610 bits; its fourth power has 66,439
    tree = {"op": "power", "args": [nine, {"number": "4"}]}

    code, said = check(replaced(DOCUMENT, ("equations", 0, "tree"), tree), tmp_path)

    assert code in {1, 2}  # the operands are another's
    changed = replaced(DOCUMENT, ("equations", 0, "tree"), tree)
    code, said = check(replaced(changed, ("equations", 0, "operands"), {}), tmp_path)
    assert code == 2
    assert "65536 bits" in said


def test_work_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums of sums over a set of 300 members would take 300 ** 4 steps; the checker stops."""
    assert checker.WORK == 10_000_000
    monkeypatch.setattr(checker, "WORK", 50_000)
    tree: dict[str, Any] = {"number": "1"}
    for index in ("a", "b", "c", "d"):
        tree = {"op": "sum", "index": index, "set": "many", "of": tree}
    changed = replaced(DOCUMENT, ("equations", 0, "tree"), tree)
    changed = replaced(changed, ("equations", 0, "operands"), {})
    many = {"name": "many", "members": [{"id": str(number)} for number in range(300)]}

    code, said = check(replaced(changed, ("project", "sets"), [many]), tmp_path)

    assert code == 2
    assert "too much to calculate" in said


def test_a_statement_of_another_report_is_told(tmp_path: Path) -> None:
    """Beside a report lies the statement about it; one of other bytes, or no statement, is told."""
    vectors = ROOT / "docs" / "vectors" / "statement"
    own, beside = tmp_path / "report.json", tmp_path / "report.dsse.json"
    own.write_bytes(SMALL.read_bytes())
    beside.write_bytes((vectors / "one.dsse.json").read_bytes())
    assert run(own)[0] == 0

    envelope = json.loads(beside.read_bytes())
    beside.write_text(json.dumps(envelope | {"payload": "not base64"}), "utf-8")
    assert run(own)[0] == 2
    payload = b'{"subject":[{"digest":{"sha256":"00"},"name":"report.json"}]}'
    coded = checker.base64.b64encode(payload).decode()
    beside.write_text(json.dumps(envelope | {"payload": coded}), "utf-8")
    assert run(own)[0] == 1


def test_inputs_are_compared_and_stay_inside_of_their_folder(tmp_path: Path) -> None:
    """A changed file is 1; one that is missing, or lies elsewhere by "..", is not read: 2."""
    project = ROOT / "docs" / "vectors" / "statement" / "project"
    copy = tmp_path / "project"
    for path in project.rglob("*"):
        target = copy / path.relative_to(project)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert run(SMALL, "--inputs", str(copy))[0] == 0

    first = copy / DOCUMENT["inputs"][0]["path"]
    first.write_bytes(first.read_bytes() + b"\n")
    code, said = run(SMALL, "--inputs", str(copy))
    assert (code, '"/inputs/0/' in said) == (1, True)
    first.unlink()
    assert run(SMALL, "--inputs", str(copy))[0] == 2

    (tmp_path / "secret.csv").write_bytes(b"1")
    outside = replaced(DOCUMENT, ("inputs", 0, "path"), "../secret.csv")
    outside["values"] = [
        {**value, "files": []} if "files" in value else value for value in outside["values"]
    ]
    path = tmp_path / "report.json"
    path.write_bytes(checker.written(outside).encode())
    assert run(path, "--inputs", str(copy))[0] == 2
