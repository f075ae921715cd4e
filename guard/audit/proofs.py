"""Proofs of RFC 6962 2.1: that an entry is in a tree, and that a tree continues an older one; and their checking."""

from collections.abc import Callable, Sequence

from guard.audit.tree import leaf_hash, node_hash

HashOf = Callable[[int, int], bytes]
"""The root over the leaves from the first number up to, not including, the second."""


def split(count: int) -> int:
    """The largest power of two below ``count``: where RFC 6962 parts a tree in two."""
    return 1 << (count - 1).bit_length() - 1


def inclusion(seq: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The hashes that lead from the leaf ``seq`` to the root over ``size`` leaves, the lowest first."""
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if seq < middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(start, middle))
            start = middle
    return path[::-1]


def consistency(old: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The hashes that show the tree of ``old`` leaves to be the beginning of the one of ``size`` leaves."""
    if old in (0, size):
        return []
    start, end, path = 0, size, []
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(hash_of(middle, end))
            end = middle
        else:
            path.append(hash_of(start, middle))
            start = middle
    if start:
        path.append(hash_of(start, end))
    return path[::-1]


def includes(entry: bytes, seq: int, size: int, *, path: Sequence[bytes], root: bytes) -> bool:
    """Whether ``path`` leads from the entry to the root (RFC 9162 2.1.3.2)."""
    if not 0 <= seq < size:
        return False
    here, last, node = seq, size - 1, leaf_hash(entry)
    for beside in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = node_hash(beside, node)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            node = node_hash(node, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and node == root


def continues(old: int, old_root: bytes, size: int, *, path: Sequence[bytes], root: bytes) -> bool:
    """Whether ``path`` shows the old tree to be the beginning of the new one (RFC 9162 2.1.4.2)."""
    if not 0 < old < size:
        return not path and (old == 0 or (old == size and old_root == root))
    whole = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not whole:
        return False
    here, last = old - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old_node = new_node = whole[0]
    for beside in whole[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old_node, new_node = node_hash(beside, old_node), node_hash(beside, new_node)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new_node = node_hash(new_node, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and old_node == old_root and new_node == root
