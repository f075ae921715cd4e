"""What is random here, and how it is recognised later without being kept."""

import base64
import hashlib
import secrets


def new_id(prefix: str) -> str:
    """An opaque id: ``prefix`` and 80 random bits."""
    return f"{prefix}{secrets.token_hex(10)}"


def new_secret(prefix: str = "") -> str:
    """``prefix`` and 256 random bits, fit for a cookie or a header."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """A code that a person types once: 100 random bits in groups, without letters that look like digits."""
    letters = base64.b32encode(secrets.token_bytes(13)).decode()[:20].lower()
    return "-".join(letters[i : i + 5] for i in range(0, 20, 5))


def fingerprint(secret: str) -> str:
    """What is kept of a secret. A plain hash is enough, as the secret has too many bits to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
