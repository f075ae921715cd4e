"""Keys, ciphers, keyed hashes and opaque ids, behind one module.

Every output carries the name of its algorithm, so that the national ones can take their place beside it. Sealing is
deterministic under a person's own key (AES-SIV, RFC 5297): the book and the graph then hold the same text, and a graph
made anew equals the old one. Destroying a person's key destroys every sealed value of theirs.

    SealError              a key or a sealed value cannot be used; says what to do, never the value
"""

import base64
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from graph.private import private_folder

CIPHER = "aes-siv"
HASH = "hmac-sha256"
KEY_BYTES = 64
ID_BYTES = 10
KEY_FILE = "keys.json"


class SealError(Exception):
    """A key or a sealed value cannot be used."""


class PersonCipher:
    """Seals and opens the values of one person."""

    __slots__ = ("_siv",)

    def __init__(self, key: bytes) -> None:
        """From an unwrapped key of 64 bytes."""
        self._siv = AESSIV(key)

    def seal(self, text: str) -> str:
        """``aes-siv:…``, the same for the same text."""
        return f"{CIPHER}:{base64.b64encode(self._siv.encrypt(text.encode(), None)).decode()}"

    def open(self, sealed: str) -> str:
        """The sealed text. Raises SealError when it was made under another key."""
        algorithm, _, body = sealed.partition(":")
        if algorithm != CIPHER:
            raise SealError("无法识别的加密算法。The cipher of a sealed value is not known.")
        try:
            return self._siv.decrypt(base64.b64decode(body), None).decode()
        except InvalidTag:
            raise SealError("密钥与数据不符,请检查密钥文件。The key does not fit; check the key file.") from None


@dataclass(frozen=True, slots=True)
class Seals:
    """The office's own secrets: one to wrap persons' keys, one to find values by hash, one to name nodes."""

    wrapping: bytes = field(repr=False)
    finding: bytes = field(repr=False)
    naming: bytes = field(repr=False)
    retiring: bytes | None = field(default=None, repr=False)
    """The master key before this one, while a rotation is under way (``graph.rotation``)."""
    file: Path | None = field(default=None, repr=False, compare=False)

    def node_id(self, label: str, key: str) -> str:
        """The opaque id of the node that ``key`` names: the same on every load, and telling nothing."""
        digest = hmac.digest(self.naming, f"{label}\x1f{key}".encode(), "sha256")
        return digest[:ID_BYTES].hex()

    def keyed_hash(self, kind: str, value: str) -> str:
        """The hash by which a sealed value is found; ``kind`` keeps an ID's hash from ever equalling a phone's."""
        digest = hmac.digest(self.finding, f"{kind}\x1f{value}".encode(), "sha256")
        return f"{HASH}:{digest.hex()}"

    def mark(self, value: bytes) -> bytes:
        """16 bytes that tell whether two rows are the same, and nothing about their values to who has no key."""
        return hmac.digest(self.finding, value, "sha256")[:16]

    def new_person_key(self) -> bytes:
        """A fresh person's key, wrapped under the newest master key, which another process may have made."""
        return _wrapper(self._newest().wrapping).encrypt(os.urandom(KEY_BYTES), None)

    def person(self, wrapped: bytes) -> PersonCipher:
        """The cipher of the person whose wrapped key this is. Raises SealError."""
        return PersonCipher(self._unwrapped(wrapped))

    def rewrapped(self, wrapped: bytes) -> bytes | None:
        """The same person's key under the newest master key; None when it is so already. Raises SealError."""
        newest = self._newest()
        if _tried(newest.wrapping, wrapped) is not None:
            return None
        return _wrapper(newest.wrapping).encrypt(self._unwrapped(wrapped), None)

    def _unwrapped(self, wrapped: bytes) -> bytes:
        for key in self._masters():
            if key and (found := _tried(key, wrapped)) is not None:
                return found
        raise SealError(
            "主密钥与台账簿不符:密钥文件 keys.json 是旧的或另一套的,请恢复与台账簿同时的那一份。"
            "The master key does not fit this book: keys.json is an older or another one; restore the one that belongs."
        ) from None

    def _masters(self) -> Iterator[bytes | None]:
        """The master keys that may fit, the likeliest first; the file is looked at only when the known ones do not."""
        yield self.wrapping
        yield self.retiring
        newest = self._newest()
        yield newest.wrapping
        yield newest.retiring

    def _newest(self) -> "Seals":
        return _read(self.file) if self.file else self


@cache
def _wrapper(key: bytes) -> AESSIV:
    """One cipher object a master key: making it costs more than unwrapping with it."""
    return AESSIV(key)


def _tried(key: bytes, wrapped: bytes) -> bytes | None:
    try:
        return _wrapper(key).decrypt(wrapped, None)
    except InvalidTag:
        return None


def open_seals(folder: Path, *, create: bool) -> Seals:
    """The secrets kept in ``folder/keys.json`` (mode 0600), made on first use if ``create``. Raises SealError."""
    path = folder / KEY_FILE
    if not path.exists():
        if not create:
            raise SealError(
                f"找不到密钥文件 {path.name},请从备份恢复;没有它,身份号码、电话和人员记录都无法读出。"
                f"The key file {path.name} is missing; "
                "restore it: without it no ID, phone or row of a person can be read."
            )
        _write_new(path)
    else:
        private_folder(folder)
    return _read(path)


_known: dict[Path, tuple[tuple[int, int], Seals]] = {}


def _read(path: Path) -> Seals:
    """The secrets in a file, read again only when it is another one."""
    try:
        stat = path.stat()
        known = _known.get(path)
        if known and known[0] == (stat.st_ino, stat.st_mtime_ns):
            return known[1]
        kept = json.loads(path.read_text(encoding="utf-8"))
        old = kept.get("retiring")
        wrapping, finding, naming = (bytes.fromhex(kept[name]) for name in ("wrapping", "finding", "naming"))
        seals = Seals(wrapping, finding, naming, bytes.fromhex(old) if old else None, path)
    except (KeyError, TypeError, ValueError, AttributeError, OSError):
        raise SealError(f"密钥文件 {path.name} 已损坏,请从备份恢复。The key file is damaged; restore it.") from None
    _known[path] = ((stat.st_ino, stat.st_mtime_ns), seals)
    return seals


def _write_new(path: Path) -> None:
    """Write fresh secrets whole or not at all, and never over others: that would lose every person's data."""
    private_folder(path.parent)
    fresh = {"wrapping": KEY_BYTES, "finding": 32, "naming": 32}
    half = write_half(path, {k: os.urandom(n).hex() for k, n in fresh.items()})
    with suppress(FileExistsError):
        os.link(half, path)  # unlike a rename, it fails where another process was first
    half.unlink()


def write_half(path: Path, secrets: dict[str, str]) -> Path:
    """Write the secrets (hex) durably, for their owner only, into a file that can take the place of the key file."""
    half = path.with_suffix(f".{os.getpid()}.part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(json.dumps({"cipher": CIPHER, "hash": HASH, **secrets}))
        file.flush()
        os.fsync(file.fileno())
    return half
