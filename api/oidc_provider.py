"""The OpenID provider as we speak to it: what it says of itself, its keys, and the exchange of a code for an ID token.

What it says of itself is kept for an hour, and its keys too, so that a key it has withdrawn is not believed for longer.
A key that we do not know is asked for at once, but at most every ten seconds, or forged tokens would make us flood it.
No redirect is followed, and no answer is read beyond a bound.
(OpenID Connect Discovery 1.0, Core 1.0; RFC 6749, 7636, 9207)
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.oidc_errors import NotVouched, ProviderAway
from api.oidc_settings import LOOPBACK, OidcSettings, is_guarded

DISCOVERY = "/.well-known/openid-configuration"
KEPT, AGAIN = 3600.0, 10.0
"""Seconds: how long an answer is kept, and between two questions for keys."""
TIMEOUT = 10.0
"""Seconds of each connection, reading and writing."""
ANSWER_MOST = 512 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What we use of a discovery document."""

    authorize: str
    token: str
    keys: str
    names_itself: bool
    posts_secret: bool


class Provider:
    """One provider, asked as little as may be."""

    def __init__(self, settings: OidcSettings, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is asked before somebody signs in, so that we start without it."""
        self.settings = settings
        self._clock = clock
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def metadata(self) -> Metadata:
        """What it says of itself. Raises ProviderAway."""
        if self._metadata is None or self._clock() - self._metadata[0] > KEPT:
            found = await self._asked("GET", self.settings.issuer.rstrip("/") + DISCOVERY)
            self._metadata = (self._clock(), metadata_of(found, self.settings.issuer))
        return self._metadata[1]

    async def keys(self, *, anew: bool = False) -> KeySet:
        """The keys it signs with; ``anew`` when one is missing from those we have. Raises ProviderAway."""
        age = self._clock() - self._keys[0] if self._keys else KEPT * 2
        if self._keys is None or age > (AGAIN if anew else KEPT):
            found = await self._asked("GET", (await self.metadata()).keys)
            try:
                self._keys = (self._clock(), KeySet.import_key_set(found))  # type: ignore[arg-type]
            except (JoseError, KeyError, TypeError, ValueError):
                raise ProviderAway("its keys cannot be read") from None
        return self._keys[1]

    async def id_token(self, code: str, *, verifier: str) -> str:
        """The ID token for a code. Raises NotVouched when the code does not do, ProviderAway."""
        metadata = await self.metadata()
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        form["redirect_uri"] = self.settings.callback
        found = await self._asked("POST", metadata.token, **self._as_ourselves(form, metadata))
        if not isinstance(token := found.get("id_token"), str):
            raise ProviderAway("no ID token in its answer")
        return token

    def _as_ourselves(self, form: dict[str, str], metadata: Metadata) -> dict[str, Any]:
        """The form, with our secret as the provider takes it; in Basic both parts are form-encoded (RFC 6749, 2.3)."""
        us, secret = self.settings.client_id, self.settings.secret
        if secret is None:
            return {"data": {**form, "client_id": us}}
        if metadata.posts_secret:
            return {"data": {**form, "client_id": us, "client_secret": secret}}
        return {"data": form, "auth": (quote_plus(us), quote_plus(secret))}

    async def _asked(self, method: str, address: str, **more: Any) -> dict[str, Any]:
        """A JSON object from the provider. Errors of httpx name the address, and are not passed on."""
        near = urlsplit(address).hostname in LOOPBACK  # an office's web proxy does not reach back to this machine
        try:
            async with (
                httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=not near) as client,
                client.stream(method, address, headers={"Accept": "application/json"}, **more) as answer,
            ):
                return _object(answer.status_code, await _bounded(answer))
        except (httpx.HTTPError, httpx.InvalidURL):
            raise ProviderAway("it does not answer") from None


def metadata_of(found: Mapping[str, Any], issuer: str) -> Metadata:
    """A discovery document, read. Raises ProviderAway for another issuer's, or one with an address without TLS."""
    if found.get("issuer") != issuer:
        raise ProviderAway("its discovery document is of another issuer")
    authorize, token, keys = (str(found.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"))
    if not all(is_guarded(each.partition("?")[0]) for each in (authorize, token, keys)):
        raise ProviderAway("an address of its is missing or without TLS")
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    names_itself = found.get("authorization_response_iss_parameter_supported") is True
    return Metadata(authorize, token, keys, names_itself, posts_secret="client_secret_basic" not in methods)


async def _bounded(answer: httpx.Response) -> bytes:
    body = b""
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > ANSWER_MOST:
            raise ProviderAway("its answer is too long")
    return body


def _object(status: int, body: bytes) -> dict[str, Any]:
    """The answer's JSON. A 400 is how a code is refused (RFC 6749, 5.2); our own secret, with a 401."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        found = None
    if status == 400 and isinstance(found, dict) and found.get("error") == "invalid_grant":
        raise NotVouched("the provider refused the code")
    if status != 200 or not isinstance(found, dict):
        raise ProviderAway(f"it answered {status}")
    return found
