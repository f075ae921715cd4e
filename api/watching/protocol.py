"""graphql-transport-ws: what a client may send, what it is sent, and with which code a socket is closed.

Closed                     code, reason: the socket is closed with them; the reason quotes nothing of the client's
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import orjson

from api.limits import MESSAGE_MOST

SUBPROTOCOL = "graphql-transport-ws"
ID_MOST = 128
"""Letters of an operation's id; the usual ones are UUIDs."""


class Code(IntEnum):
    """The protocol's own codes from 4400 on; the others are those of WebSockets."""

    NORMAL = 1000
    TOO_BIG = 1009
    INTERNAL = 1011
    TRY_LATER = 1013
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NO_SUBPROTOCOL = 4406
    INIT_TIMEOUT = 4408
    ID_TAKEN = 4409
    INIT_AGAIN = 4429


class Closed(Exception):
    """The socket must be closed."""

    def __init__(self, code: Code, reason: str) -> None:
        """``reason`` has at most 123 bytes."""
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class Init:
    """connection_init."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ping:
    """ping; ``payload`` comes back in the pong."""

    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    """pong, whether or not it was asked for."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """subscribe; ``payload`` is a request as its body would be."""

    id: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Complete:
    """complete: the client wants no more of this."""

    id: str


Message = Init | Ping | Pong | Subscribe | Complete


def read_message(text: str | None) -> Message:
    """One message; None is a binary one. Raises Closed for whatever the protocol does not have."""
    if text is None:
        raise bad("Text messages only")
    if len(text.encode()) > MESSAGE_MOST:
        raise Closed(Code.TOO_BIG, "Message too big")
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise bad("Not a JSON object")
    return _of(given)


def _of(given: dict[str, Any]) -> Message:
    match given.get("type"):
        case "connection_init":
            return Init(_payload(given) or {})
        case "ping":
            return Ping(_payload(given))
        case "pong":
            _payload(given)
            return Pong()
        case "subscribe":
            payload = _payload(given)
            if payload is None:
                raise bad("A subscribe message has a payload")
            return Subscribe(_id(given), payload)
        case "complete":
            return Complete(_id(given))
    raise bad("Unknown message type")


def _payload(given: dict[str, Any]) -> dict[str, Any] | None:
    payload = given.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise bad("A payload is an object")
    return payload


def _id(given: dict[str, Any]) -> str:
    found = given.get("id")
    if not isinstance(found, str) or not 1 <= len(found) <= ID_MOST:
        raise bad("An id is a text of 1 to 128 letters")
    return found


def bad(reason: str) -> Closed:
    """The protocol's answer to a message that it does not have."""
    return Closed(Code.BAD_MESSAGE, reason)


def message(kind: str, *, id: str | None = None, payload: object = None) -> str:  # noqa: A002
    """A message to the client."""
    given = {"id": id, "type": kind, "payload": payload}
    return orjson.dumps({key: value for key, value in given.items() if value is not None}).decode()
