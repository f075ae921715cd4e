"""Which OpenID provider vouches for our people, as the environment says: none, unless an issuer is named.

JINGWEI_OIDC_ISSUER              the provider, as its ID tokens name it: an https address
JINGWEI_OIDC_CLIENT_ID           what the provider knows us by
JINGWEI_OIDC_CLIENT_SECRET_FILE  a file that holds the secret; without one we are a public client, with PKCE alone
JINGWEI_OIDC_CALLBACK            our own address as browsers see it, ending in /oidc/callback, as registered there
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from guard.setting import SettingError

ISSUER, CLIENT = "JINGWEI_OIDC_ISSUER", "JINGWEI_OIDC_CLIENT_ID"
SECRET_FILE, CALLBACK = "JINGWEI_OIDC_CLIENT_SECRET_FILE", "JINGWEI_OIDC_CALLBACK"
CALLBACK_PATH = "/oidc/callback"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """One provider, and what we are to it."""

    issuer: str
    client_id: str
    callback: str
    secret: str | None = field(default=None, repr=False)


def oidc_settings(env: Mapping[str, str]) -> OidcSettings | None:
    """What the environment says, or None. Raises SettingError for half of it, or for addresses without TLS."""
    issuer = env.get(ISSUER, "").strip()
    if not issuer:
        return None
    if not is_guarded(issuer):
        raise SettingError(ISSUER, "须为 https 地址。", "must be an https address.")
    client, callback = env.get(CLIENT, "").strip(), env.get(CALLBACK, "").strip()
    if not client:
        raise SettingError(CLIENT, "未设置。", "is not set.")
    if not is_guarded(callback) or not urlsplit(callback).path.endswith(CALLBACK_PATH):
        raise SettingError(
            CALLBACK,
            f"须为以 {CALLBACK_PATH} 结尾的 https 地址。",
            f"must be an https address ending in {CALLBACK_PATH}.",
        )
    return OidcSettings(issuer, client, callback, _secret(env.get(SECRET_FILE, "").strip()))


def is_guarded(address: object) -> bool:
    """Whether nobody between can read or change what is sent there: https, or this machine itself."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
        host = parts.hostname
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username)
    return bool(host) and plain and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _secret(file: str) -> str | None:
    if not file:
        return None
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise SettingError(SECRET_FILE, "指向的文件读不出或为空。", "names a file that cannot be read or is empty.")
    return secret
