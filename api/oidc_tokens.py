"""Whether an ID token says who is at the browser: signature, issuer, audience, time, nonce (OpenID Connect Core 3.1).

Only asymmetric algorithms are taken, whatever a token says of itself: "none" and an HMAC under a public key are the two
oldest forgeries.
"""

import hmac
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from api.oidc_errors import NotVouched
from api.oidc_provider import Provider
from api.oidc_settings import OidcSettings

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
LEEWAY = 60
"""Seconds that two clocks may differ."""
OLDEST = 600
"""Seconds: as long as a sign-in may take."""
SUBJECT_MOST = 255
"""ASCII characters (Core 2)."""


async def subject_of(token: str, provider: Provider, *, nonce: str, now: float) -> str:
    """The subject that the token vouches for. Raises NotVouched or ProviderAway."""
    claims = await _signed(token, provider)
    _check(claims, provider.settings, nonce=nonce, now=now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not (subject.isascii() and 0 < len(subject) <= SUBJECT_MOST):
        raise NotVouched("the token has no subject")
    return subject


async def _signed(token: str, provider: Provider) -> dict[str, Any]:
    """The claims of a token that the provider signed, with today's keys or with one it has just begun to use."""
    try:
        return _decoded(token, await provider.keys())
    except (InvalidKeyIdError, BadSignatureError):
        keys = await provider.keys(anew=True)
    except (JoseError, ValueError):
        raise NotVouched("the token cannot be read, or its algorithm is not taken") from None
    try:
        return _decoded(token, keys)
    except (JoseError, ValueError):
        raise NotVouched("the token is not signed by the provider") from None


def _decoded(token: str, keys: Any) -> dict[str, Any]:
    read = jwt.decode(token, keys, algorithms=ALGORITHMS)
    if str(read.header.get("typ", "JWT")).lower() != "jwt":  # a logout or access token of the same provider
        raise NotVouched("the token is of another type")
    return read.claims


def _check(claims: Mapping[str, Any], us: OidcSettings, *, nonce: str, now: float) -> None:
    """Whether the claims speak to us, now, of this sign-in. Raises NotVouched."""
    if claims.get("iss") != us.issuer:
        raise NotVouched("the token is of another issuer")
    if not _is_for(claims, us.client_id):
        raise NotVouched("the token is for another audience")
    if not _is_current(claims, now):
        raise NotVouched("the token has expired, or is of another time")
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode("utf-8", "replace"), nonce.encode()):
        raise NotVouched("the token is of another sign-in")


def _is_for(claims: Mapping[str, Any], client: str) -> bool:
    audience, authorized = claims.get("aud"), claims.get("azp", client)
    several = isinstance(audience, list) and len(audience) > 1
    named = audience == client or (isinstance(audience, list) and client in audience)
    return named and authorized == client and ("azp" in claims or not several)


def _is_current(claims: Mapping[str, Any], now: float) -> bool:
    ends, made, begins = _time(claims.get("exp")), _time(claims.get("iat")), _time(claims.get("nbf", 0))
    if ends is None or made is None or begins is None:
        return False
    return now < ends + LEEWAY and now - OLDEST - LEEWAY < made <= now + LEEWAY and begins <= now + LEEWAY


def _time(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
