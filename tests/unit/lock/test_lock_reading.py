"""Locks from strangers: bounded, strict, told in our own words."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785

from jcm_mrv.findings import Finding
from jcm_mrv.lock import reading
from jcm_mrv.lock.plan import render_lock
from jcm_mrv.lock.reading import LockFault, ReadLock, parse_lock, read_lock

if TYPE_CHECKING:
    from pathlib import Path

MONTH = {"start": "2017-03-01", "end": "2017-03-31", "sum": "1/3", "count": 2}
POINT = {"parameter": "EC_IT", "sources": []}


def content(**changes: Any) -> dict[str, Any]:
    """Return a small lock, without its digest."""
    return {
        "schema": "jcm-mrv/lock/1",
        "project": {"title": "t", "country": "LA", "methodology": "m 1", "time_zone": "UTC"},
        "methodology": {
            "id": "m",
            "version": "1.0.0",
            "rules_sha256": "0" * 64,
            "file_sha256": "0" * 64,
        },
        "fixed": [{"name": "EF", "value": "0.5", "unit": "tCO2/MWh", "source": "s"}],
        "members": [],
        "monitored": [POINT],
        "meters": [],
        "readings": [{"parameter": "EC_IT", "unit": "MWh", "months": [MONTH]}],
        "inputs": [],
        "changes": [],
        **changes,
    }


def signed(**changes: Any) -> bytes:
    """Return the bytes of a lock whose digest fits, whatever it says."""
    body = content(**changes)
    body["sha256"] = hashlib.sha256(rfc8785.dumps(body)).hexdigest()
    return rfc8785.dumps(body)


def months(*many: dict[str, Any]) -> dict[str, Any]:
    """Return readings of months, the first as above with changes."""
    return {"readings": [{"parameter": "X", "unit": "1", "months": [{**MONTH, **m} for m in many]}]}


def test_a_lock_reads_back_as_it_was_written() -> None:
    """Reading and writing again gives the same bytes, and one line end."""
    written = render_lock(parse_lock(signed()))

    assert written == signed() + b"\n"
    assert render_lock(parse_lock(written)) == written


def test_white_space_is_no_damage() -> None:
    """A lock that git or an editor gave other line ends says the same."""
    pretty = json.dumps(json.loads(signed()), indent=2).replace("\n", "\r\n")

    assert parse_lock(pretty.encode()) == parse_lock(signed())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[]", "an object is expected"),
        (b'"text"', "an object is expected"),
        (b"null", "an object is expected"),
        (b"{}", "no text is not a schema"),
        (b'{"schema":"jcm-mrv/lock/2"}', '"jcm-mrv/lock/2" is not a schema'),
        (b'{"schema":1}', "no text is not a schema"),
        (b'{"schema":"jcm-mrv/lock/1"}', "damaged"),
        (b'{"a":1,"a":2}', 'the key "a" is written twice'),
        (b'{"a":1.5}', "1.5 is a number outside of quotes"),
        (b'{"a":NaN}', "NaN is a number outside of quotes"),
        (b'{"a":-Infinity}', "-Infinity is a number outside of quotes"),
        (b'{"a":1e9}', "1e9 is a number outside of quotes"),
        (b'{"a":' + b"9" * 5_000 + b"}", "a count has 5,000 digits"),
        (b"[" * 100_000 + b"]" * 100_000, "nested deeper than 20"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "nested deeper than 20"),
        (b'{"a":[' + b"1," * 2_000_001 + b"1]}", "more than 2,000,000 values"),
        (json.dumps({f"k{i}": 0 for i in range(101)}).encode(), "more than 100 keys"),
        (b'{"schema":"jcm-mrv/lock/1","x":"\\ud800"}', "a text or number of it is not allowed"),
    ],
)
def test_what_is_no_lock_is_told(data: bytes, said: str) -> None:
    """Bytes of every kind end in a sentence of ours."""
    with pytest.raises(LockFault) as caught:
        parse_lock(data)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"more": 1}, "more"),
        ({"project": {"title": "t"}}, "project.country"),
        ({"fixed": [{"name": "EF", "value": 1, "source": "s"}]}, "fixed[0].value"),
        ({"fixed": [{"name": "E", "value": "1", "source": "", "from": "1.1.17"}]}, "fixed[0].from"),
        (
            {"fixed": [{"name": "E", "value": "1", "source": "", "until": "2017-02-30"}]},
            "fixed[0].until",
        ),
        ({"meters": [{"id": "A", "mpe": "0.50"}]}, "meters[0].mpe"),
        ({"meters": [{"id": "A", "mpe": "1e400"}]}, "meters[0].mpe"),
        ({"meters": [{"id": "A", "mpe": "2/4"}]}, "meters[0].mpe"),
        ({"meters": [{"id": "A", "mpe": "1/0"}]}, "meters[0].mpe"),
        ({"meters": [{"id": "A", "mpe": "9" * 2_001}]}, "meters[0].mpe"),
        ({"meters": [{"id": "A"}, {"id": "A"}]}, "meters"),
        ({"monitored": [POINT, POINT]}, "monitored"),
        ({"monitored": [{**POINT, "parameter": "\x1b[2J"}]}, ""),
        ({"members": [{"set": "a b", "id": "c"}]}, ""),
        ({"meters": [1] * 100_000}, "meters[0]"),
        (months({"count": -1}), "readings[0].months[0].count"),
        (months({"end": "2017-04-01"}), "readings[0]"),
        (months({}, {}), "readings[0]"),
        (months({"sum": "0.1 "}), "readings[0].months[0].sum"),
        ({"inputs": [{"path": "a", "sha256": "F" * 64, "bytes": 1}]}, "inputs[0].sha256"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(changes: dict[str, Any], path: str) -> None:
    """A lock whose digest fits is still read strictly: keys, kinds, numbers, order."""
    with pytest.raises(LockFault) as caught:
        parse_lock(signed(**changes))
    assert caught.value.path == path
    assert "restore the file" in caught.value.message


def test_brackets_in_a_text_are_no_depth() -> None:
    """A title may hold what it likes."""
    project = {**content()["project"], "title": '[{"' * 30}

    assert parse_lock(signed(project=project)).project.title == '[{"' * 30


def said_of(folder: Path, given: Path | None = None) -> str:
    """Return what is said of a lock that cannot be read."""
    found = read_lock(folder, given)
    assert isinstance(found, Finding)
    assert (found.code, found.severity) == ("P080", "error")
    return found.line()


def test_a_folder_without_a_lock_has_none(tmp_path: Path) -> None:
    """Where nobody locked anything, nothing is compared."""
    assert read_lock(tmp_path) is None


def test_a_lock_in_the_folder_is_read_with_its_digest(tmp_path: Path) -> None:
    """The digest is that of the bytes, as the next lock keeps it."""
    (tmp_path / "project.lock").write_bytes(signed())

    found = read_lock(tmp_path)

    assert isinstance(found, ReadLock)
    assert found.name == "project.lock"
    assert found.sha256 == hashlib.sha256(signed()).hexdigest()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """As with every input; a copy that lies elsewhere is given by name."""
    folder = tmp_path / "project"
    folder.mkdir()
    kept = tmp_path / "kept.lock"
    kept.write_bytes(signed())
    (folder / "project.lock").symlink_to(kept)

    assert "leads out of the project's folder" in said_of(folder)
    found = read_lock(folder, kept)
    assert isinstance(found, ReadLock)
    assert found.name == "kept.lock"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe and a broken link under the name of a lock are told, and nothing waits."""
    lock = tmp_path / "project.lock"
    lock.mkdir()
    assert "a folder" in said_of(tmp_path)
    lock.rmdir()
    os.mkfifo(lock)
    assert "a FIFO" in said_of(tmp_path)
    assert "a FIFO" in said_of(tmp_path, lock)
    lock.unlink()
    lock.symlink_to(tmp_path / "nowhere")
    assert "leads nowhere" in said_of(tmp_path)
    assert "does not exist" in said_of(tmp_path, tmp_path / "missing")


def test_a_lock_beyond_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More bytes than the limit are refused before they are parsed."""
    (tmp_path / "project.lock").write_bytes(signed())
    monkeypatch.setattr(reading, "MAX_BYTES", len(signed()) - 1)

    assert "is larger than" in said_of(tmp_path)


def test_the_name_of_a_copy_is_printable(tmp_path: Path) -> None:
    """A name cannot move the cursor, nor tell where on the machine the copy lies."""
    kept = tmp_path / "a\x1b[2Jb.lock"
    kept.write_bytes(b"x")

    assert said_of(tmp_path, kept).startswith("a\\x1b[2Jb.lock: P080 ")
