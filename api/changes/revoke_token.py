"""A token of one's own is ended."""

from functools import partial

import strawberry

from api.arguments import TokenId
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("收回本人的令牌", "End one of one's own tokens for good")
KIND = ActKind.ACCOUNT


async def revoke_token(info: Given, token: TokenId) -> strawberry.ID | None:
    """The token's id. Takes a session. Raises RoleForbids or Unfit."""
    asking = info.context
    await in_person(asking, partial(asking.gate.accounts.revoke_token, asking.account, str(token)))
    return token
