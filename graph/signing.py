"""Signatures: Ed25519 (RFC 8032), under a key of the office that never leaves its folder.

Beside ``graph.seals`` and not in it: who checks a signature needs none of the office's secrets.
"""

import base64
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from graph.private import private_folder
from graph.seals import SealError

ALGORITHM = "ed25519"
KEY_FILE = "audit.json"


@dataclass(frozen=True, slots=True)
class Signer:
    """The office's signing key."""

    private: bytes = field(repr=False)

    def sign(self, message: bytes) -> str:
        """``ed25519:…``, the same for the same message."""
        signature = Ed25519PrivateKey.from_private_bytes(self.private).sign(message)
        return f"{ALGORITHM}:{base64.b64encode(signature).decode()}"

    @property
    def public(self) -> bytes:
        """The 32 bytes by which anybody checks a signature."""
        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


def is_signed(message: bytes, signature: str, public: bytes) -> bool:
    """Whether ``signature`` is that of ``message`` under the key whose public half this is."""
    algorithm, _, body = signature.partition(":")
    if algorithm != ALGORITHM:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(body, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def open_signer(folder: Path, *, create: bool) -> Signer:
    """The key kept in ``folder/audit.json`` (mode 0600), made on first use if ``create``. Raises SealError."""
    path = folder / KEY_FILE
    if not path.exists():
        if not create:
            raise SealError(
                f"找不到签名密钥文件 {path.name}，请从备份恢复。The signing key {path.name} is missing; restore it."
            )
        _write_new(path)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        private = bytes.fromhex(kept["private"])
        Ed25519PrivateKey.from_private_bytes(private)
    except (KeyError, TypeError, ValueError):
        raise SealError(
            f"签名密钥文件 {path.name} 已损坏，请从备份恢复。The signing key is damaged; restore it."
        ) from None
    return Signer(private)


def _write_new(path: Path) -> None:
    """Write a fresh key whole or not at all, and never over another: its signatures could not be checked any more."""
    private_folder(path.parent)
    private = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    half = path.with_suffix(f".{os.getpid()}.part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(json.dumps({"signature": ALGORITHM, "private": private}))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(half, path)  # unlike a rename, it fails where another process was first
    half.unlink()
