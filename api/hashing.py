"""Where passwords are hashed: in threads of their own, so that a flood of sign-ins makes nobody else wait.

In the threads that everybody shares, four hashes under way would hold up the sessions of those who are signed in.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from api.errors import Busy
from guard.accounts.passwords import AT_ONCE

T = TypeVar("T")
WAITING_MOST = 64
"""At 0.05 to 0.2 seconds a hash, the last of them waits a few seconds."""


class Hashing:
    """A few threads, and a queue that ends."""

    def __init__(self) -> None:
        """Threads begin with the first sign-in."""
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing")
        self._under_way = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Do it in one of the threads. Raises Busy when too many wait."""
        if self._under_way >= WAITING_MOST:
            raise Busy("此刻登录的人太多，请稍后再试。", "Too many people are signing in; try again in a moment.")
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1


hashing = Hashing()
