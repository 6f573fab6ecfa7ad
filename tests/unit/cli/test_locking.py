"""What the command says of a lock that it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.cli.locking import SHOWN_OPEN, answer_lock
from jcm_mrv.lock.making import Locking
from jcm_mrv.lock.model import Lock
from jcm_mrv.lock.months import Open
from jcm_mrv.shapes import validate

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = validate(
    Lock,
    {
        "schema": "jcm-mrv/lock/1",
        "project": {"title": "t", "country": "LA", "methodology": "m 1", "time_zone": "UTC"},
        "methodology": {
            "id": "m",
            "version": "1.0.0",
            "rules_sha256": "0" * 64,
            "file_sha256": "0" * 64,
        },
        **{key: [] for key in ("fixed", "members", "monitored", "meters", "readings", "inputs")},
        "changes": [],
    },
)


def notes_of(folder: Path, *left: Open) -> list[str]:
    """Return the remarks on a lock with open months."""
    path = folder / "project.lock"
    answer = answer_lock(Locking(path, b"{}", lock=EMPTY, left=left), folder, ())
    assert path.read_bytes() == b"{}"
    assert answer.asked == f"{path}\n"
    return answer.notes.splitlines()


def test_months_that_are_open_for_one_reason_are_told_as_one(tmp_path: Path) -> None:
    """A period that runs on has many months to come, and one line for them."""
    assert notes_of(
        tmp_path,
        Open("EC_DC", None, "2017-06", ("D104",)),
        Open("EC_DC", None, "2017-07", ("D104",)),
        Open("EC_DC", None, "2017-08", ()),
        Open("EG", "a\x1b", "2017-06", ("D104", "D113")),
    ) == [
        "Locked: 0 fixed values, 0 monitored points, 0 meters, 0 months of readings (0 new).",
        "Not accepted yet: EC_DC 2017-06 to 2017-07 (D104).",
        "Not accepted yet: EC_DC 2017-08 (not complete).",
        "Not accepted yet: EG of a\\x1b 2017-06 (D104, D113).",
    ]


def test_a_long_list_of_open_months_is_cut(tmp_path: Path) -> None:
    """A thousand roofs do not fill the terminal."""
    left = [Open("EG", f"r{n}", "2017-06", ()) for n in range(SHOWN_OPEN + 3)]

    notes = notes_of(tmp_path, *left)

    assert len(notes) == SHOWN_OPEN + 2
    assert notes[-1] == "Not accepted yet: 3 more; jcm-mrv check tells why."
