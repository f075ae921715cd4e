"""One socket, from its handshake to its end: who is at the other end, what it watches, and why it is closed."""

import asyncio
from contextlib import ExitStack, suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from api.errors import told_as, told_of
from api.origin import origin_of
from api.over_http import response
from api.watching.credentials import Credentials, credentials_of
from api.watching.protocol import (
    SUBPROTOCOL,
    Closed,
    Code,
    Complete,
    Init,
    Message,
    Ping,
    Subscribe,
    message,
    read_message,
)
from api.watching.quotas import Full, too_many
from api.watching.watch import Ended, Watch, Watching
from guard.refusals import NotSignedIn

INIT_SECONDS = 5.0
IDLE_SECONDS = 60.0
"""A socket that watches nothing is closed after so long."""
LOOK_SECONDS = 10.0
"""How often it is looked whether the session or token of a socket still holds, whatever it watches."""


async def watch(socket: WebSocket) -> None:
    """Hold a socket of an application whose state has a ``Watching``. Whatever fails, the log has its kind alone."""
    try:
        await Conversation(socket, socket.app.state.watching).hold()
    except WebSocketDisconnect:
        pass  # it went before it was greeted
    except Exception as error:
        told_of(error)


class Conversation:
    """One socket."""

    def __init__(self, socket: WebSocket, watching: Watching) -> None:
        """Over an open office."""
        self._socket, self._watching, self._quotas = socket, watching, watching.quotas
        self._credentials: Credentials | None = None
        self._account = ""
        self._greeted = False
        self._watches: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = ExitStack()
        self._patience = asyncio.timeout(INIT_SECONDS)
        self._over: asyncio.Future[Closed] = asyncio.get_running_loop().create_future()

    async def hold(self) -> None:
        """Talk until either end has enough."""
        with self._held:
            try:
                self._held.enter_context(self._quotas.all.one(""))
                self._held.enter_context(self._quotas.waiting.one(origin_of(self._socket)))
            except Full:
                await self._socket.send_denial_response(response({"errors": []}, status=503))
                return
            if SUBPROTOCOL not in self._socket.scope["subprotocols"]:
                await self._socket.accept()
                await self._socket.close(Code.NO_SUBPROTOCOL, "Subprotocol not acceptable")
                return
            await self._socket.accept(SUBPROTOCOL)
            closed = await self._talk()
            if closed:
                await self._close(closed)

    async def _talk(self) -> Closed | None:
        """Until the socket has to be closed; None if the other end has closed it."""
        tasks: set[asyncio.Future[Any]] = {asyncio.create_task(self._read()), asyncio.create_task(self._look())}
        try:
            done, _ = await asyncio.wait({*tasks, self._over}, return_when=asyncio.FIRST_COMPLETED)
            return next((each.result() for each in done if each.result()), None)
        finally:
            running = [*tasks, *self._tasks]
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _read(self) -> Closed | None:
        try:
            async with self._patience:
                while True:
                    await self._take(read_message((await self._receive()).get("text")))
        except Closed as closed:
            return closed
        except TimeoutError:
            if self._greeted:
                return Closed(Code.NORMAL, "Idle")
            return Closed(Code.INIT_TIMEOUT, "Connection initialisation timeout")
        except WebSocketDisconnect:
            return None
        except Exception as error:
            told_of(error)  # the log has its kind
            return Closed(Code.INTERNAL, "Internal error")

    async def _receive(self) -> Any:
        given = await self._socket.receive()
        if given["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        return given

    async def _take(self, given: Message) -> None:
        if isinstance(given, Init):
            await self._greet(given)
        elif isinstance(given, Ping):
            await self._socket.send_text(message("pong", payload=given.payload))
        elif isinstance(given, Subscribe):
            await self._begin(given)
        elif isinstance(given, Complete) and (watch := self._watches.pop(given.id, None)):
            watch.cancel()
            self._wait()

    async def _greet(self, given: Init) -> None:
        """Learn who is at the other end. Nothing that asks for data is read before."""
        if self._greeted:
            raise Closed(Code.INIT_AGAIN, "Too many initialisation requests")
        self._greeted = True
        try:
            credentials = credentials_of(self._socket, given.payload)
            who = await credentials.admitted(self._watching.office.gate.accounts, used=True)
        except Closed:
            raise
        except Exception as error:
            told_of(error)
            raise Closed(Code.FORBIDDEN, "Forbidden") from None
        self._held.close()
        self._account = who.account.id
        try:
            self._held.enter_context(self._quotas.all.one(""))
            self._held.enter_context(self._quotas.sockets.one(self._account))
        except Full:
            raise Closed(Code.TRY_LATER, "Too many sockets of one account") from None
        self._credentials = credentials
        self._wait()
        await self._socket.send_text(message("connection_ack"))

    async def _begin(self, given: Subscribe) -> None:
        if self._credentials is None:
            raise Closed(Code.UNAUTHORIZED, "Unauthorized")
        if given.id in self._watches:
            raise Closed(Code.ID_TAKEN, "Subscriber already exists")
        self._patience.reschedule(None)
        self._watches[given.id] = task = asyncio.create_task(self._watch(given, self._credentials))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self, given: Subscribe, credentials: Credentials) -> None:
        """One watch, as a task that ends quietly."""
        try:
            with self._quotas.watches.one(self._account):
                await Watch(self._watching, credentials, given.payload, self._sender(given.id)).run()
        except Full:
            await self._end(given.id, [told_as(too_many(self._quotas.watches.most))])
        except Ended as ended:
            await self._end(given.id, ended.errors)
        except Closed as closed:
            self._stop(closed)
        except WebSocketDisconnect:
            pass  # the reader has seen it too

    def _sender(self, id: str) -> Any:  # noqa: A002
        async def send(answer: dict[str, Any]) -> None:
            await self._socket.send_text(message("next", id=id, payload=answer))

        return send

    async def _end(self, id: str, errors: list[dict[str, Any]]) -> None:  # noqa: A002
        """Tell why a watch is over. Its id is free again."""
        self._watches.pop(id, None)
        with suppress(RuntimeError, WebSocketDisconnect):  # the socket is being closed
            self._wait()
            await self._socket.send_text(message("error", id=id, payload=errors))

    def _wait(self) -> None:
        """Be patient with a socket that watches nothing, for a while."""
        if not self._watches:
            self._patience.reschedule(asyncio.get_running_loop().time() + IDLE_SECONDS)

    async def _look(self) -> Closed | None:
        """Whether the other end is still who it was, looked at though nothing changes."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._credentials is None:
                continue
            try:
                await self._credentials.admitted(self._watching.office.gate.accounts, used=False)
            except NotSignedIn:
                return Closed(Code.UNAUTHORIZED, "Signed out")
            except Exception as error:
                told_of(error)
                return Closed(Code.FORBIDDEN, "Forbidden")

    def _stop(self, closed: Closed) -> None:
        if not self._over.done():
            self._over.set_result(closed)

    async def _close(self, closed: Closed) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):  # it was closed from the other end meanwhile
            await self._socket.close(closed.code, closed.reason)
