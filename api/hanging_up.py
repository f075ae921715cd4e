"""A client that hangs up stops its query: what is under way is cancelled, and with it the transaction in Neo4j.

A connection to Neo4j on which a query was cut off is closed, and Neo4j ends a transaction whose connection is gone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from api.errors import ApiError

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class HungUp(ApiError):
    """Nobody waits for the answer any more. The audit alone learns of it."""

    code = "HUNG_UP"

    def __init__(self) -> None:
        """The sentence is for nobody: whoever asked is gone."""
        super().__init__("对方已断开，查询已停止。", "The client hung up, and its query was stopped.")


@asynccontextmanager
async def while_it_listens(receive: Receive) -> AsyncIterator[None]:
    """Cancel what stands within as soon as the client is gone. Raises HungUp. The body must have been read."""
    asking: Any = asyncio.current_task()
    gone = False

    async def listen() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        asking.cancel()

    listening = asyncio.create_task(listen())
    try:
        yield
    except asyncio.CancelledError:
        # Whoever else cancelled the request, such as the server's own end, is heard.
        if gone and asking.uncancel() == 0:
            raise HungUp from None
        raise
    finally:
        listening.cancel()
