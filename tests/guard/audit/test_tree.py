"""RFC 6962: the vectors of Certificate Transparency, and a second implementation that agrees at any size."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.audit import proofs
from guard.audit.tree import Frontier, Subtree, leaf_hash, root, unpacked
from tests.guard.audit import second

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
)
INCLUSION = [
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, [A, B, C]),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", E, ROOTS[4]]),
    (2, 5, [B, D]),
]
leaves = st.lists(st.binary(max_size=3), min_size=1, max_size=70)


def of(some: Sequence[bytes]) -> proofs.HashOf:
    return lambda start, end: root(some[start:end])


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size: int) -> None:
    assert root(LEAVES[:size]).hex() == second.mth(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("seq", "size", "path"), INCLUSION)
def test_inclusion_proofs_are_the_known_ones(seq: int, size: int, path: list[str]) -> None:
    nodes = proofs.inclusion(seq, size, of(LEAVES))
    assert [node.hex() for node in nodes] == path
    assert proofs.includes(LEAVES[seq], seq, size, path=nodes, root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size", "path"), CONSISTENCY)
def test_consistency_proofs_are_the_known_ones(old: int, size: int, path: list[str]) -> None:
    nodes = proofs.consistency(old, size, of(LEAVES))
    assert [node.hex() for node in nodes] == path
    before, after = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert proofs.continues(old, before, size, path=nodes, root=after)


@settings(max_examples=60, deadline=None)
@given(leaves, st.data())
def test_a_second_implementation_agrees_on_proofs_of_any_size(some: list[bytes], data: st.DataObject) -> None:
    size, after = len(some), second.mth(some)
    seq = data.draw(st.integers(0, size - 1))
    path = proofs.inclusion(seq, size, of(some))
    assert root(some) == after
    assert path == second.path(seq, some)
    assert proofs.includes(some[seq], seq, size, path=path, root=after)
    assert second.root_by_path(seq, size, some[seq], path) == after
    old = data.draw(st.integers(1, size))
    path, before = proofs.consistency(old, size, of(some)), second.mth(some[:old])
    assert path == second.proof(old, some)
    assert proofs.continues(old, before, size, path=path, root=after)
    assert second.roots_by_proof(old, size, path, before) == (before, after)


@pytest.mark.parametrize("size", range(1, 20))
def test_every_proof_of_a_small_tree_proves_what_it_is_of_and_nothing_else(size: int) -> None:
    some = [bytes([at]) for at in range(size)]
    after = second.mth(some)
    for seq in range(size):
        path = proofs.inclusion(seq, size, of(some))
        assert path == second.path(seq, some)
        others = range(-1, size + 2)
        held = [other for other in others if proofs.includes(some[seq], other, size, path=path, root=after)]
        assert held == [seq]
    for old in range(1, size + 1):
        path, before = proofs.consistency(old, size, of(some)), second.mth(some[:old])
        assert path == second.proof(old, some)
        others = range(1, size + 2)
        held = [other for other in others if proofs.continues(other, before, size, path=path, root=after)]
        assert held == [old]


@settings(max_examples=60, deadline=None)
@given(leaves, st.data())
def test_a_proof_that_was_touched_proves_nothing(some: list[bytes], data: st.DataObject) -> None:
    size, after = len(some), root(some)
    seq, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    before = root(some[:old])
    for kind in ("flipped", "shorter", "longer"):
        path = touched(proofs.inclusion(seq, size, of(some)), kind, data)
        assert path is None or not proofs.includes(some[seq], seq, size, path=path, root=after)
        path = touched(proofs.consistency(old, size, of(some)), kind, data)
        assert path is None or not proofs.continues(old, before, size, path=path, root=after)
    assert not proofs.includes(some[seq] + b"!", seq, size, path=proofs.inclusion(seq, size, of(some)), root=after)


def touched(path: list[bytes], kind: str, data: st.DataObject) -> list[bytes] | None:
    if kind == "longer":
        return [*path, b"\0" * 32]
    if not path:
        return None
    if kind == "shorter":
        return path[:-1]
    at = data.draw(st.integers(0, len(path) - 1))
    return [*path[:at], bytes([path[at][0] ^ 1]) + path[at][1:], *path[at + 1 :]]


def test_a_proof_holds_or_it_does_not() -> None:
    known, other = bytes.fromhex(ROOTS[3]), bytes.fromhex(ROOTS[4])
    long = [b"\0" * 32] * 9
    paths: list[list[bytes]] = [[], long[:1], long]
    told = [proofs.includes(LEAVES[2], seq, 3, path=path, root=known) for seq in (-1, 0, 2, 3) for path in paths]
    told += [proofs.continues(old, known, size, path=p, root=other) for old, size in ((3, 4), (4, 3)) for p in paths]
    assert told == [False] * len(told)


def test_an_older_tree_must_be_older() -> None:
    assert proofs.continues(0, b"", 3, path=[], root=b"")
    assert not proofs.continues(4, ROOTS[4].encode(), 3, path=[], root=b"")
    assert not proofs.continues(3, b"a", 3, path=[], root=b"b")
    assert not proofs.continues(3, b"a", 5, path=[], root=b"b")
    assert not proofs.includes(b"", 3, 3, path=[], root=b"")
    assert not proofs.includes(b"", -1, 3, path=[], root=b"")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 600))
def test_a_frontier_is_packed_and_unpacked_and_keeps_every_complete_subtree(size: int) -> None:
    some = [bytes([at & 255, at >> 8]) for at in range(size)]
    frontier, kept = Frontier(), []
    for leaf in some:
        kept += frontier.add(leaf)
    assert unpacked(size, frontier.packed()) == frontier
    assert kept == [Subtree(1, at, second.mth(some[256 * at : 256 * at + 256])) for at in range(size // 256)]


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        unpacked(3, leaf_hash(b""))
