"""Write docs/vectors/public: a report, its openings with known salts, and changes that are found.

Run by hand where the format changes; the tests compare the files with plain Python that shares
no code with the package.
"""

from __future__ import annotations

import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import (
    check_openings,
    make_openings,
    render_openings,
    select_openings,
)
from jcm_mrv.disclosure.publishing import check_public, render_public
from jcm_mrv.disclosure.tree import commit, compute_root, hash_leaf, list_leaves
from jcm_mrv.run import calculate

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "vectors" / "public"
PROJECT = ROOT / "tests" / "cli" / "projects" / "data-centre" / "project.toml"
EXTRA = """
[[participants]]
name = "Example Holding K.K."
country = "JP"

[[responsible]]
name = "T. Vongsa"
role = "reads the meters for Example Holding K.K."

[report]
confidential = ["participants", "responsible", "monitored.EC_IT", "equations.RE", "equations.ER"]
blinding = "{blinding}"
"""

TREES: list[tuple[str, dict[str, Any]]] = [
    ("one leaf", {"a": "x"}),
    ("every kind of leaf", {"a": [True, False, None, 0, -1, "", [], {}]}),
    ("three leaves: the last one moves up", {"a": 1, "b": ["x", None]}),
    ("an index is not a key", {"a": {"0": "x"}}),
    ("keys by UTF-16 code units", {"\uff20": 1, "\U0001f600": 2, "a/b~c": 3}),
    ("a commitment is a leaf", {"a": {"commitment": "ab" * 32}, "b": "y"}),
    ("seven leaves", {"a": [1, 2, 3, 4, 5, 6, 7]}),
]
VALUES: list[Any] = ["Sunrise Ltd", "1234.5", 12, True, None, "\u00e9\u20ac\U0001f600", {"b": [1]}]
CHANGES: list[tuple[str, str, Any, str]] = [
    ("a digit of a value that is shown", "/document/totals/credits", 999, "V381"),
    ("another commitment", "/document/project/blinding", {"commitment": "00" * 32}, "V381"),
    (
        "a commitment in place of a value",
        "/document/project/title",
        {"commitment": "0" * 64},
        "V381",
    ),
    ("another root", "/root", "00" * 32, "V381"),
    ("a commitment that is no digest", "/document/project/blinding", {"commitment": "x"}, "V380"),
    ("a further key in the wrapper", "/more", 1, "V380"),
    ("another schema", "/schema", "jcm-mrv/public-report/2", "V380"),
]


def main() -> None:
    """Write every file."""
    drawn = iter(range(10_000))

    def draw(size: int) -> bytes:
        return sha256(f"jcm-mrv public vector {next(drawn)}".encode()).digest()[:size]

    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project.toml"
        blinding = sha256(b"jcm-mrv public vector blinding").hexdigest()
        text = PROJECT.read_text("utf-8") + EXTRA.format(blinding=blinding)
        project.write_text(text, encoding="utf-8")
        document = calculate(project).document
    marked = find_marked(document)
    openings = make_openings(document, marked, draw)
    public = render_public(check_openings(document, openings, marked), openings.root)
    check_public(public, openings)
    one = select_openings(openings, ["/project/participants/0/name"])
    write("report.json", canonical(document))
    write("report.openings.json", render_openings(openings))
    write("report.public.json", public)
    write("one.openings.json", render_openings(one))
    write_list("trees.json", [tree(name, value) for name, value in TREES])
    write_list("commitments.json", [commitment(draw(32), value) for value in VALUES])
    write_list(
        "changes.json",
        [dict(zip(("name", "pointer", "value", "code"), each, strict=True)) for each in CHANGES],
    )


def tree(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with its leaves and its root."""
    leaves = [
        {"path": list(path), "sha256": hash_leaf(path, value).hex()}
        for path, value in list_leaves(document)
    ]
    return {"name": name, "document": document, "leaves": leaves, "root": compute_root(document)}


def commitment(salt: bytes, value: Any) -> dict[str, Any]:
    """Return a value with its salt, the bytes that are hashed, and the commitment."""
    hashed = b"\2" + salt + canonical({"value": value})
    return {
        "salt": salt.hex(),
        "value": value,
        "bytes": hashed.hex(),
        "commitment": commit(salt, value),
    }


def write_list(name: str, entries: list[Any]) -> None:
    """Write entries for the eye, ASCII alone."""
    write(name, (json.dumps(entries, indent=1) + "\n").encode())


def write(name: str, data: bytes) -> None:
    """Write a file and name it."""
    (FOLDER / name).write_bytes(data)
    sys.stdout.write(f"{name} {sha256(data).hexdigest()}\n")


if __name__ == "__main__":
    main()
