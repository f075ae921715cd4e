"""A second verifier, written from the words of RFC 6962 and C2SP signed-note, sharing no code with guard/audit.

Everything is the recursive definition, over lists; the file is read by sqlite3 and signatures are checked directly.
"""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: Sequence[bytes]) -> bytes:
    """RFC 6962 2.1: the Merkle tree hash."""
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\x00" + d[0])
    k = largest_power_below(len(d))
    return sha(b"\x01" + mth(d[:k]) + mth(d[k:]))


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1: the audit path of the m-th leaf."""
    if len(d) == 1:
        return []
    k = largest_power_below(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def proof(m: int, d: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 2.1.2: the consistency proof of the first m leaves."""
    return subproof(m, d, whole=True) if 0 < m < len(d) else []


def subproof(m: int, d: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(d):
        return [] if whole else [mth(d)]
    k = largest_power_below(len(d))
    if m <= k:
        return [*subproof(m, d[:k], whole=whole), mth(d[k:])]
    return [*subproof(m - k, d[k:], whole=False), mth(d[:k])]


def root_by_path(m: int, n: int, leaf: bytes, nodes: list[bytes]) -> bytes:
    """The root that an audit path claims; consumes the path from its top."""
    if n == 1:
        if nodes:
            raise ValueError("the path is too long")
        return sha(b"\x00" + leaf)
    k, top, rest = largest_power_below(n), nodes[-1], nodes[:-1]
    if m < k:
        return sha(b"\x01" + root_by_path(m, k, leaf, rest) + top)
    return sha(b"\x01" + top + root_by_path(m - k, n - k, leaf, rest))


def roots_by_proof(m: int, n: int, nodes: list[bytes], old: bytes | None) -> tuple[bytes, bytes]:
    """The old and the new root that a consistency proof claims; ``old`` while the old tree is a whole subtree."""
    if m == n:
        if old is not None and not nodes:
            return old, old
        (node,) = nodes
        return node, node
    k, top, rest = largest_power_below(n), nodes[-1], nodes[:-1]
    if m <= k:
        before, left = roots_by_proof(m, k, rest, old)
        return before, sha(b"\x01" + left + top)
    before, right = roots_by_proof(m - k, n - k, rest, None)
    return sha(b"\x01" + top + before), sha(b"\x01" + top + right)


def read_note(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint that ``key`` (name+id+key) has signed. Raises ValueError."""
    name, key_id, body = key.split("+", 2)
    text, signatures = note.split("\n\n", 1)
    origin, size, root = text.split("\n")
    for line in signatures.splitlines():
        dash, signer, blob = line.split(" ")
        raw = base64.b64decode(blob)
        if (dash, signer, raw[:4].hex()) != ("—", name, key_id) or origin != name:
            continue
        try:
            public = base64.b64decode(body)
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], (text + "\n").encode())
        except InvalidSignature:
            continue
        return int(size), base64.b64decode(root)
    raise ValueError("nobody known has signed this")


def complaints(file: Path, key: str, anchored: Sequence[str] = ()) -> list[str]:
    """What is wrong with a log, in words for a test; nothing when it verifies."""
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute(
            'SELECT seq, act, time, kind, caller, "grant", subject, persons, entry FROM entries ORDER BY seq'
        ).fetchall()
        kept = [row[0] for row in db.execute("SELECT note FROM checkpoints")]
        sizes = db.execute("SELECT size FROM tree").fetchall()
    leaves = [bytes(row[-1]) if isinstance(row[-1], bytes) else b"" for row in rows]
    wrong = [] if [row[0] for row in rows] == list(range(len(rows))) else ["numbering"]
    wrong += [] if sizes == [(len(rows),)] else ["size"]
    wrong += [f"columns of {row[0]}" for row in rows if not fits(row)]
    wrong += batches(leaves)
    for whose, notes in (("kept", kept), ("anchored", anchored)):
        for note in notes:
            try:
                size, root = read_note(note, key)
            except ValueError:
                wrong.append(f"{whose} signature")
                continue
            if size > len(leaves) or mth(leaves[:size]) != root:
                wrong.append(f"{whose} root at {size}")
    return wrong + (["anchored note is not kept"] if set(anchored) - set(kept) else [])


def fits(row: tuple[object, ...]) -> bool:
    """Whether the columns repeat what the entry says."""
    try:
        said = json.loads(row[-1])  # type: ignore[arg-type]
        act = said.get("act", row[0])
        told = (
            act,
            said["time"],
            said["kind"],
            said["caller"],
            said["grant"],
            said.get("subject"),
            said.get("persons", 0),
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    return told == row[1:8]


def batches(leaves: Sequence[bytes]) -> list[str]:
    """Acts and their persons must lie together, in the acts' own number."""
    at = 0
    try:
        while at < len(leaves):
            act = json.loads(leaves[at])
            persons = [json.loads(leaf) for leaf in leaves[at + 1 : at + 1 + act["persons"]]]
            if len(persons) != act["persons"] or any(p["act"] != at or p["kind"] != "person" for p in persons):
                return [f"the batch at {at}"]
            at += 1 + act["persons"]
    except (ValueError, KeyError, TypeError):
        return [f"the batch at {at}"]
    return []
