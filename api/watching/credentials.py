"""By what the other end of a socket is known: kept as long as the socket, and asked about anew for every answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket

from api.admitting import COOKIE, Admitted
from api.csrf import check_same_origin
from api.watching.protocol import bad
from guard.accounts import Accounts
from guard.refusals import NotSignedIn


@dataclass(frozen=True, slots=True)
class Credentials:
    """A session's secret, or a token's; and the grant that was named."""

    secret: str = field(repr=False)
    is_token: bool
    grant: str | None

    async def admitted(self, accounts: Accounts, *, used: bool) -> Admitted:
        """Whose they are now. Raises NotSignedIn, or GrantWrong for a token of another grant.

        ``used``: the client has just acted. An answer that comes by itself does not keep a session alive.
        """
        if self.is_token:
            use = accounts.of_token(self.secret)
            return Admitted(use.account, use.grant_for(self.grant), use.token)
        return Admitted(await asyncio.to_thread(accounts.of_session, self.secret, used=used), self.grant)


def credentials_of(socket: WebSocket, payload: Mapping[str, Any]) -> Credentials:
    """What connection_init gives, else the session's cookie. Raises NotSignedIn, CrossSite, or Closed."""
    given, grant = _text(payload, "authorization"), _text(payload, "grant")
    if given is not None:
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn
        return Credentials(token.strip(), True, grant)
    if secret := socket.cookies.get(COOKIE):
        check_same_origin(socket.headers)
        return Credentials(secret, False, grant)
    raise NotSignedIn


def _text(payload: Mapping[str, Any], name: str) -> str | None:
    """A text of the payload, or None; an empty one says nothing."""
    value = payload.get(name)
    if value is not None and not isinstance(value, str):
        raise bad(f"payload.{name} is a text")
    return value or None
