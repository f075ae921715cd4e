"""An OpenID provider on loopback with real keys, which can be told to lie in every way that a forger would."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.serve import free_socket

CLIENT, SECRET = "jingwei", "s3cret & more"
Claims = dict[str, Any]
NONE = b'{"alg":"none"}'


def rsa(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, parameters={"kid": kid, "use": "sig"})


def elliptic(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", parameters={"kid": kid, "use": "sig"})


def same(value: Any) -> Any:
    """Signed as it is."""
    return value


@dataclass
class Provider:
    """``forge`` changes what is about to be signed; ``signing`` is what it signs with, ``shown`` what it publishes."""

    url: str = ""
    subject: str = "s-1"
    signing: Any = field(default_factory=lambda: rsa("k1"))
    algorithm: str = "RS256"
    shown: list[Any] = field(default_factory=list)
    forge: Callable[[Claims], Claims] = same
    seal: Callable[[str], str] = same
    discovery: Claims = field(default_factory=dict)
    answer_iss: str | None = None
    status: int = 200
    asked_for_keys: int = 0
    last_token: str = ""
    codes: dict[str, Claims] = field(default_factory=dict)

    def published(self) -> list[Any]:
        return self.shown or [self.signing]

    async def configuration(self, request: Request) -> Response:
        at = {f"{name}_endpoint": f"{self.url}/{name}" for name in ("authorization", "token")}
        return JSONResponse({"issuer": self.url, "jwks_uri": f"{self.url}/keys", **at, **self.discovery})

    async def keys(self, request: Request) -> Response:
        self.asked_for_keys += 1
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.published()]})

    async def authorization(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid")
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        more = {"iss": self.answer_iss} if self.answer_iss else {}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], **more})}")

    async def token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        known = base64.b64encode(b"jingwei:s3cret+%26+more").decode()
        if request.headers.get("authorization") != f"Basic {known}":
            return JSONResponse({"error": "invalid_client"}, 401)
        if (
            asked is None
            or challenge.decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.url, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims = self.forge(claims | {"nonce": asked["nonce"]})
        header = {"alg": self.algorithm, "kid": self.signing.kid}
        self.last_token = self.seal(jwt.encode(header, claims, self.signing, algorithms=[self.algorithm]))
        return JSONResponse(
            {"id_token": self.last_token, "access_token": "unused", "token_type": "Bearer"}, self.status
        )


def unsigned(token: str) -> str:
    """The same claims under the algorithm "none"."""
    return f"{coded(NONE)}.{token.split('.')[1]}."


def by_public_key(key: Any) -> Callable[[str], str]:
    """The same claims under an HMAC whose secret is the public key, made by hand: no library does it."""

    def sealed(token: str) -> str:
        head = coded(json.dumps({"alg": "HS256", "kid": key.kid}).encode()) + "." + token.split(".")[1]
        return head + "." + coded(hmac.digest(key.as_pem(private=False), head.encode(), "sha256"))

    return sealed


def coded(data: bytes) -> str:
    """As JOSE writes bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def provider() -> Iterator[Provider]:
    """One that listens, in a thread."""
    made = Provider()
    routes = [
        Route("/.well-known/openid-configuration", made.configuration),
        Route("/keys", made.keys),
        Route("/authorization", made.authorization),
        Route("/token", made.token, methods=["POST"]),
    ]
    with free_socket(18700) as listening:
        made.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), access_log=False, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.should_exit = True
            thread.join(30)
