"""What only somebody who is signed in may do: a token that was stolen must not make itself a second, or an account."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from api.context import Asking
from guard.refusals import RoleForbids

T = TypeVar("T")


async def in_person(asking: Asking, act: Callable[[], T]) -> T:
    """Do what waits for the register's disk, for a session. Raises RoleForbids for a token, and what ``act`` does."""
    if asking.token is not None:
        raise RoleForbids("此事须登录后办理，令牌不能代办。", "This takes a session: a token does not do it.")
    return await asyncio.to_thread(act)
