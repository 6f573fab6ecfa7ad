"""The leaves of a document and their root."""

from __future__ import annotations

import hashlib

import pytest

from jcm_mrv.disclosure import tree
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.tree import (
    commit,
    compute_root,
    hash_leaves,
    list_leaves,
    pointer_of,
    replace_at,
)


def sha(*parts: bytes) -> bytes:
    """Return SHA-256 of what stands one behind the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def test_leaves_come_in_the_order_of_the_canonical_bytes() -> None:
    """Keys by UTF-16, lists by index; what is empty is a leaf, and a commitment is one."""
    document = {
        "b": [True, {}],
        "a": {"\N{GRINNING FACE}": 1, "\N{FULLWIDTH COMMERCIAL AT}": None},
        "c": {"commitment": "00"},
        "d": [],
    }
    # U+1F600 is the pair D83D DE00 in UTF-16, which comes before U+FF20.
    assert list_leaves(document) == [
        (("a", "\N{GRINNING FACE}"), 1),
        (("a", "\N{FULLWIDTH COMMERCIAL AT}"), None),
        (("b", 0), True),
        (("b", 1), {}),
        (("c",), {"commitment": "00"}),
        (("d",), []),
    ]


def test_a_pointer_escapes_tilde_and_slash() -> None:
    """RFC 6901 writes ``~`` as ``~0`` and ``/`` as ``~1``."""
    assert pointer_of(("a/b", 0, "m~n")) == "/a~1b/0/m~0n"
    assert pointer_of(()) == ""


def test_a_root_of_three_leaves_is_made_as_written() -> None:
    """The root is hashed by hand: two leaves make a node, the third one moves up."""
    first = sha(b"\0", b'{"path":["a"],"value":1}')
    second = sha(b"\0", b'{"path":["b",0],"value":"x"}')
    third = sha(b"\0", b'{"path":["b",1],"value":null}')
    expected = sha(b"\1", sha(b"\1", first, second), third)
    assert compute_root({"a": 1, "b": ["x", None]}) == expected.hex()


def test_the_root_of_one_leaf_is_its_hash() -> None:
    """A tree of one leaf has no node."""
    assert compute_root({"a": "x"}) == sha(b"\0", b'{"path":["a"],"value":"x"}').hex()


@pytest.mark.parametrize("count", range(1, 34))
def test_the_tree_is_that_of_rfc_6962(count: int) -> None:
    """Level by level gives the same as to split at the largest power of two below the count."""

    def split(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        largest = max(2**n for n in range(6) if 2**n < len(part))
        return sha(b"\1", split(part[:largest]), split(part[largest:]))

    hashes = [sha(bytes([n])) for n in range(count)]
    assert hash_leaves(hashes) == split(hashes)


def test_a_commitment_hides_its_value_behind_the_salt() -> None:
    """SHA-256 of 0x02, 32 bytes of salt, and the value in canonical form."""
    salt = bytes(range(32))
    assert commit(salt, "A Ltd") == sha(b"\2", salt, b'{"value":"A Ltd"}').hex()
    assert commit(bytes(32), "A Ltd") != commit(salt, "A Ltd")


def test_a_list_and_an_object_with_numbers_for_keys_differ() -> None:
    """The path tells an index from a key, which a pointer does not."""
    assert compute_root({"a": ["x"]}) != compute_root({"a": {"0": "x"}})


def test_a_leaf_cannot_pass_for_its_own_hash() -> None:
    """A value is not replaced by a commitment with the hash of its leaf under the same root."""
    document = {"a": "x", "b": "y"}
    hashed = sha(b"\0", b'{"path":["a"],"value":"x"}').hex()
    assert compute_root({**document, "a": {"commitment": hashed}}) != compute_root(document)


def test_more_leaves_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that would take hours to hash is told so."""
    monkeypatch.setattr(tree, "MAX_LEAVES", 3)
    assert len(list_leaves([1, 2, 3])) == 3
    with pytest.raises(DisclosureFault, match="more than 3 values"):
        list_leaves([1, 2, 3, 4])


def test_long_places_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long key is hashed with each leaf below it: places have a limit together."""
    monkeypatch.setattr(tree, "MAX_PATHS", 30)
    assert len(list_leaves({"a" * 9: [1, 2, 3]})) == 3
    with pytest.raises(DisclosureFault, match="places are too long"):
        list_leaves({"a" * 10: [1, 2, 3]})


def test_values_are_replaced_in_a_copy() -> None:
    """The document that is given stays as it was."""
    document = {"a": [1, {"b": 2}], "c": 3}
    changed = replace_at(document, {("a", 1, "b"): 5, ("c",): None})
    assert changed == {"a": [1, {"b": 5}], "c": None}
    assert document == {"a": [1, {"b": 2}], "c": 3}
