"""A client of graphql-transport-ws that does as it is told, right or wrong."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.api.listening import Listening

SECONDS = 60.0
PROTOCOL = ("graphql-transport-ws",)


class Talk:
    """One socket."""

    def __init__(self, line: ClientConnection) -> None:
        """Over an open connection."""
        self.line = line

    def say(self, type: str, **rest: Any) -> None:  # noqa: A002
        """Send a message."""
        self.line.send(json.dumps({"type": type, **rest}))

    def hear(self, seconds: float = SECONDS) -> dict[str, Any]:
        """The next message."""
        heard: dict[str, Any] = json.loads(self.line.recv(timeout=seconds))
        return heard

    def silent(self, seconds: float) -> bool:
        """Whether nothing comes for so long."""
        try:
            self.line.recv(timeout=seconds)
        except TimeoutError:
            return True
        return False

    def greet(self, authorization: str | None, **rest: Any) -> None:
        """Say who this is, and be acknowledged."""
        self.say("connection_init", payload={"authorization": authorization, **rest})
        assert self.hear() == {"type": "connection_ack"}

    def watch(self, query: str, id: str = "1", **rest: Any) -> None:  # noqa: A002
        """Subscribe."""
        self.say("subscribe", id=id, payload={"query": query, **rest})

    def next(self, id: str = "1", seconds: float = SECONDS) -> Any:  # noqa: A002
        """The payload of the next answer."""
        heard = self.hear(seconds)
        assert (heard["type"], heard["id"]) == ("next", id), heard
        return heard["payload"]

    def error(self, id: str = "1") -> str:  # noqa: A002
        """The code of the error that ends a watch."""
        heard = self.hear()
        assert (heard["type"], heard["id"]) == ("error", id), heard
        code: str = heard["payload"][0]["extensions"]["code"]
        return code

    def closed(self, seconds: float = SECONDS) -> int:
        """The code with which the server closes the socket, whatever it says before."""
        try:
            while True:
                self.line.recv(timeout=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


@contextmanager
def talking(
    served: Listening, *, protocols: tuple[str, ...] = PROTOCOL, headers: dict[str, str] | None = None
) -> Iterator[Talk]:
    """A socket whose client has said nothing yet."""
    given: Any = list(protocols) or None
    with connect(
        f"ws://{served.host}/graphql", subprotocols=given, additional_headers=headers, proxy=None, compression=None
    ) as line:
        yield Talk(line)


@contextmanager
def greeted(served: Listening, authorization: str | None = None, **rest: Any) -> Iterator[Talk]:
    """A socket of the investigator's script, acknowledged."""
    with talking(served) as talk:
        talk.greet(authorization or served.token(), **rest)
        yield talk
