"""Cursors: the key of a row, opaque to the caller."""

import base64
import binascii

import orjson

from api.errors import BadArgument
from queries.picking import Key, Order


def written(key: list[str]) -> str:
    """The cursor of a row."""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode()


def read(cursor: str | None, *, parts: int) -> Key | None:
    """The key in a cursor. Raises BadArgument when it is not one of ours for this list."""
    if not cursor:
        return None
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError):
        key = None
    if not isinstance(key, list) or len(key) != parts or not all(isinstance(part, str) for part in key):
        raise _foreign()
    return tuple(key)


def check(order: Order, key: Key) -> None:
    """Raises BadArgument when a key is not one of a list in this order."""
    try:
        order.value(key)
    except ValueError:
        raise _foreign() from None


def _foreign() -> BadArgument:
    return BadArgument("after 不是本列表的游标。", "after is not a cursor of this list.")
