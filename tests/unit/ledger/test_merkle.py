"""The tree of RFC 6962: known digests, and proofs that hold for the one leaf in its one place alone."""

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ledger import merkle

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70, unique=True)
# The test vectors of the reference implementation of certificate transparency.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, len(ROOTS) + 1))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(text)).digest() for text in INPUTS[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_leaf_is_over_id_and_content() -> None:
    event_id, content = uuid.UUID(int=1), "ab" * 32
    assert merkle.leaf(event_id, content) == hashlib.sha256(b"\0" + b"\0" * 15 + b"\1" + b"\xab" * 32).digest()


@given(LEAVES, st.data())
def test_every_leaf_is_proven_without_the_others(leaves: list[bytes], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.proof(leaves, position)
    assert len(path) <= (len(leaves) - 1).bit_length()
    assert merkle.root_by_proof(leaves[position], position, len(leaves), path) == merkle.root(leaves)


@given(LEAVES, st.data())
def test_a_proof_holds_for_no_other_leaf_place_or_path(leaves: list[bytes], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda number: number != position or len(leaves) == 1))
    path, root = merkle.proof(leaves, position), merkle.root(leaves)
    assert merkle.root_by_proof(hashlib.sha256(leaves[position]).digest(), position, len(leaves), path) != root
    if other != position:
        assert merkle.root_by_proof(leaves[position], other, len(leaves), path) != root
        assert merkle.root_by_proof(leaves[other], position, len(leaves), path) != root
    assert merkle.root_by_proof(leaves[position], position, len(leaves), [*path, b"\0" * 32]) is None
    for number, sibling in enumerate(path):
        bent = [*path[:number], hashlib.sha256(sibling).digest(), *path[number + 1 :]]
        assert merkle.root_by_proof(leaves[position], position, len(leaves), bent) != root


@given(LEAVES, st.data())
def test_any_change_of_the_list_changes_its_root(leaves: list[bytes], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    changed = [
        [*leaves[:position], *leaves[position + 1 :]],
        [*leaves[:position], b"\0" * 32, *leaves[position:]],
        [*leaves[:position], hashlib.sha256(leaves[position]).digest(), *leaves[position + 1 :]],
    ]
    if leaves[::-1] != leaves:
        changed.append(leaves[::-1])
    assert merkle.root(leaves) not in map(merkle.root, changed)


@pytest.mark.parametrize("position", [-1, 1])
def test_there_is_no_proof_of_what_is_not_there(position: int) -> None:
    with pytest.raises(IndexError):
        merkle.proof([b"\0" * 32], position)
    assert merkle.root_by_proof(b"\0" * 32, position, 1, []) is None
