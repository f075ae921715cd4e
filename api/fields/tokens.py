"""One's own script tokens."""

import asyncio

from api.account_types import TokenSaid, said_token
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("我的令牌，新的在前", "My tokens, the latest first")
KIND = ActKind.ACCOUNT


async def tokens(info: Given) -> list[TokenSaid] | None:
    """Without their secrets, which are kept nowhere."""
    found = await asyncio.to_thread(info.context.gate.accounts.tokens_of, info.context.account)
    return [said_token(token) for token in found]
