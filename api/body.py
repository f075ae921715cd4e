"""A small JSON body of texts, as the session's endpoints take it: read within a bound, never repeated in an error."""

from collections.abc import Mapping

import orjson
from starlette.requests import Request

from api.answering import body_of
from api.csrf import check_json, check_same_origin
from api.errors import BadArgument

FIELD_MOST = 1_000
"""Characters: four times what a password may have."""


async def own_body(request: Request) -> Mapping[str, object]:
    """The body of a request that our own page sent. Raises CrossSite, BadArgument or OverLimit."""
    check_same_origin(request.headers)
    check_json(request.headers)
    try:
        given = orjson.loads(await body_of(request))
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise BadArgument("请求体不是 JSON 对象。", "The body is not a JSON object.")
    return given


def texts(body: Mapping[str, object], *needed: str) -> tuple[str, ...]:
    """The fields ``needed``; others are not looked at. Raises BadArgument."""
    found = [value for name in needed if isinstance(value := body.get(name), str) and 0 < len(value) <= FIELD_MOST]
    if len(found) < len(needed):
        raise BadArgument(f"请给出文本：{'、'.join(needed)}。", f"Give these as text: {', '.join(needed)}.")
    return tuple(found)
