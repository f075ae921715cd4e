"""Who sends a request: the holder of a session's cookie, or of a token. Asked before a byte of the body is read."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request

from api.csrf import check_same_origin
from guard.accounts import Account, Accounts
from guard.refusals import NotSignedIn

COOKIE = "jingwei_session"
GRANT = "x-jingwei-grant"


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who asks, the grant that the request stands on, and the token that it came with, if any."""

    account: Account
    grant: str | None
    token: str | None = None


async def admitted(request: Request, accounts: Accounts) -> Admitted:
    """Whose request this is. Raises NotSignedIn, CrossSite, or GrantWrong for a token of another grant."""
    named = request.headers.get(GRANT) or None
    if token := bearer(request):
        use = accounts.of_token(token)
        return Admitted(use.account, use.grant_for(named), use.token)
    if secret := request.cookies.get(COOKIE):
        check_same_origin(request.headers)
        # A session notes that it is in use, which waits for the disk.
        return Admitted(await asyncio.to_thread(accounts.of_session, secret), named)
    raise NotSignedIn


def bearer(request: Request) -> str | None:
    """The token in the Authorization header."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else None
