"""The first password, without a Java process to set it.

`neo4j-admin dbms set-initial-password` only writes `data/dbms/auth.ini`, and takes two seconds of JVM to do it. The
line is Shiro's salted SHA-256, 1024 rounds, as `user:SHA-256,hash,salt,1024:`; Neo4j reads it once, when its system
database is made. The password is 24 random bytes, so the few rounds don't matter.
"""

from __future__ import annotations

import hashlib
import os
import secrets

from graph.engine.folder import Folder

USER = "neo4j"
_ROUNDS = 1024


def set_first_password(folder: Folder) -> None:
    """Before the first start; later ones find the system database there and read nothing."""
    path = folder.data / "dbms" / "auth.ini"
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(_line(folder.password(), salt=secrets.token_bytes(32)) + "\n")


def _line(password: str, *, salt: bytes) -> str:
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{_ROUNDS}:"
