"""Single sign-on: the authorization code flow with PKCE, state and nonce, ending in the same session as a password.

POST /oidc            begins; answers {"go": the provider's address}, and marks the browser with a cookie of ten minutes
GET /oidc/callback    where the provider sends the browser back, with code and state (and iss) and nothing of ours

The address that comes back opens nothing by itself: its state counts once, with the browser's cookie, and its code
only with a verifier that never left this server. Whoever is vouched for must be bound to an account beforehand. The
cookie is Lax, unlike the session's, as the browser comes back from another site.
"""

import asyncio
import base64
import hashlib
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.body import own_body
from api.oidc_errors import NotBound, NotVouched, OidcError
from api.oidc_provider import Metadata, Provider
from api.oidc_settings import CALLBACK_PATH, OidcSettings, oidc_settings
from api.oidc_tokens import subject_of
from api.oidc_waiting import LASTS, Begun, Waiting
from api.origin import by_https, origin_of
from api.over_http import response
from api.seldom import Seldom
from api.sign_in_notes import attempt
from api.signing import let_in
from guard.accounts import SignedIn
from guard.audit.act import ActKind
from guard.refusals import NotSignedIn

log = logging.getLogger("jingwei.oidc")
COOKIE, PATH = "jingwei_oidc", "/oidc"
FAILING_NOTED = 30
"""Of one origin in a window: an office behind one address, not a flood."""
SIGN_IN = "session.begin_oidc"
HOME = "../"
"""The page, as seen from the callback."""
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Oidc:
    """The provider, and who is under way to it."""

    provider: Provider
    waiting: Waiting = field(default_factory=Waiting)
    now: Callable[[], float] = time.time
    failing: Seldom = field(default_factory=lambda: Seldom(FAILING_NOTED))


def oidc_of(settings: OidcSettings | None) -> Oidc | None:
    """Single sign-on by these settings, if any."""
    return Oidc(Provider(settings)) if settings else None


def add_oidc(app: FastAPI, told: Callable[[Handler], Handler]) -> None:
    """Mount the two, if the environment names a provider. Raises SettingError."""
    app.state.oidc = oidc_of(oidc_settings(os.environ))
    app.add_route(PATH, told(begin), methods=["POST"])
    app.add_route(CALLBACK_PATH, told(callback), methods=["GET"])


async def begin(request: Request) -> Response:
    """Where the browser is to go. Raises CrossSite, ProviderAway, or NotVouched without a provider."""
    await own_body(request)
    oidc = _configured(request)
    metadata = await oidc.provider.metadata()
    begun = oidc.waiting.begin(origin_of(request))
    answer = response({"go": address_to_go(metadata, oidc.provider.settings, begun)})
    answer.set_cookie(
        COOKIE, begun.browser, max_age=LASTS, path=PATH, httponly=True, samesite="lax", secure=by_https(request)
    )
    return answer


async def callback(request: Request) -> Response:
    """Let in whom the provider vouches for, and go to the page; it is told by a word in the fragment what failed.

    Who comes back from nowhere is not noted, and of one origin only so many that fail: anybody may come.
    """
    note = attempt(request.app.state.office, ActKind.SIGN_IN, SIGN_IN, name=None)
    oidc: Oidc | None = request.app.state.oidc
    waiting = _waiting(request, oidc) if oidc else None
    if oidc is None or waiting is None:
        return _failed(request, NotVouched("no sign-in of this browser waits for this state"))
    try:
        begun = await _signed_in(request, oidc, waiting)
    except Exception as error:
        if oidc.failing.may(origin_of(request)):
            await note.failed(error)
        if not isinstance(error, OidcError):
            raise
        return _failed(request, error)
    return await let_in(request, begun, note, _home(request, HOME))


def address_to_go(metadata: Metadata, us: OidcSettings, begun: Begun) -> str:
    """The provider's address, with what it is asked for."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "scope": "openid", "client_id": us.client_id, "redirect_uri": us.callback}
    asked |= {"state": begun.state, "nonce": begun.nonce, "code_challenge": challenge, "code_challenge_method": "S256"}
    return f"{metadata.authorize}{'&' if '?' in metadata.authorize else '?'}{urlencode(asked)}"


def _waiting(request: Request, oidc: Oidc) -> Begun | None:
    """What this browser began, if it did: its state counts once."""
    browser = request.cookies.get(COOKIE)
    return oidc.waiting.take(request.query_params.get("state", ""), browser) if browser else None


async def _signed_in(request: Request, oidc: Oidc, waiting: Begun) -> SignedIn:
    """A session of the account that is bound to whom the provider vouches for. Raises OidcError."""
    subject = await _vouched(request, oidc, waiting)
    try:
        accounts = request.app.state.office.gate.accounts
        account = await asyncio.to_thread(accounts.of_external, oidc.provider.settings.issuer, subject)
        begun: SignedIn = await asyncio.to_thread(accounts.begin_session, account)
    except NotSignedIn:
        raise NotBound from None
    return begun


async def _vouched(request: Request, oidc: Oidc, waiting: Begun) -> str:
    """The subject. Raises NotVouched or ProviderAway."""
    given = request.query_params
    metadata = await oidc.provider.metadata()
    issuer = given.get("iss")
    if issuer != oidc.provider.settings.issuer and (issuer is not None or metadata.names_itself):
        raise NotVouched("another issuer answered")
    if not (code := given.get("code")):
        raise NotVouched("the provider sent no code")
    token = await oidc.provider.id_token(code, verifier=waiting.verifier)
    return await subject_of(token, oidc.provider, nonce=waiting.nonce, now=oidc.now())


def _configured(request: Request) -> Oidc:
    oidc: Oidc | None = request.app.state.oidc
    if oidc is None:
        raise NotVouched("no provider is configured")
    return oidc


def _failed(request: Request, error: OidcError) -> Response:
    log.warning("single sign-on failed: %s", error.reason)
    return _home(request, f"{HOME}#sso={error.shown_as}")


def _home(request: Request, address: str) -> Response:
    """To the page; no address that had a code in it is told onwards, and the browser's mark has been used."""
    answer = RedirectResponse(address, 303, {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"})
    answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax", secure=by_https(request))
    return answer
