"""The Merkle tree of RFC 6962: a leaf is hashed after 0x00, a node after 0x01, so that neither passes for the other.

Of the interior, the log keeps the root of every complete subtree of 256, 256², … leaves; any other node follows from a
few hundred of these, so that a root or a proof costs O(log n), and the kept hashes take 1/255 of one a leaf.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

ALGORITHM = "rfc6962-sha256"
HASH_BYTES = 32
STEP = 8
"""A kept subtree is this many levels higher than the kept ones it is made of."""
EMPTY = sha256(b"").digest()


class Subtree(NamedTuple):
    """The root of the ``place``-th complete subtree of 256 to the power of ``level`` leaves."""

    level: int
    place: int
    hash: bytes


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """A tree of ``size`` leaves, as the roots of the complete subtrees that it falls into, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, entry: bytes) -> list[Subtree]:
        """Append an entry, and give those subtrees to be kept that it completes."""
        return self.push(leaf_hash(entry), 0)

    def push(self, node: bytes, height: int) -> list[Subtree]:
        """Append a complete subtree of 2 to the power of ``height`` leaves; no smaller one may stand before it."""
        complete: list[Subtree] = []
        while self.size >> height & 1:
            node = node_hash(self.peaks.pop(), node)
            height += 1
            self.size -= 1 << height - 1
            if height % STEP == 0:
                complete.append(Subtree(height // STEP, self.size >> height, node))
        self.peaks.append(node)
        self.size += 1 << height
        return complete

    def root(self) -> bytes:
        """The root over all leaves."""
        return root_of(self.peaks)

    def packed(self) -> bytes:
        """The peaks, end to end."""
        return b"".join(self.peaks)


def unpacked(size: int, peaks: bytes) -> Frontier:
    """The frontier whose ``packed()`` this is. Raises ValueError when the size has not as many peaks."""
    if len(peaks) != size.bit_count() * HASH_BYTES:
        raise ValueError("the peaks do not fit the size")
    return Frontier(size, [peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES)])


def root_of(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling size."""
    if not peaks:
        return EMPTY
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = node_hash(peak, node)
    return node


def root(entries: Iterable[bytes]) -> bytes:
    """The root over these entries."""
    frontier = Frontier()
    for entry in entries:
        frontier.add(entry)
    return frontier.root()
