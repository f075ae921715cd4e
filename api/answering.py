"""One GraphQL request: bytes in, an answer out, whose every error is one that a caller may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import Response

from api.context import Asking
from api.errors import ApiError, BadArgument, TooMany, shown
from api.limits import TEXT_MOST
from api.schema import schema

STATUS = {"UNAUTHENTICATED": 401, "INTERNAL": 500, "BUSY": 503, "TIMEOUT": 504}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request's body holds."""

    query: str
    variables: dict[str, Any]
    operation: str | None


async def answered(headers: Mapping[str, str], body: bytes, asking: Asking) -> dict[str, object]:
    """The answer to a request. Raises ApiError where it is no GraphQL request at all."""
    asked = read(headers, body)
    result: Any = await schema().execute(
        asked.query,
        variable_values=asked.variables,
        operation_name=asked.operation,
        context_value=asking,
    )
    answer: dict[str, object] = {"data": result.data}
    if result.errors:
        answer["errors"] = [shown(error) for error in result.errors]
    return answer


def read(headers: Mapping[str, str], body: bytes) -> Asked:
    """Read a body. Only JSON is taken: a form from another site could send anything else. Raises ApiError."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadArgument("请求须为 application/json。", "Send application/json.")
    if len(body) > TEXT_MOST:
        raise TooMany(f"请求不得超过 {TEXT_MOST} 字节。", f"A request may have {TEXT_MOST} bytes.")
    given = _json(body)
    query, variables, operation = given.get("query"), given.get("variables") or {}, given.get("operationName")
    if not isinstance(query, str) or not isinstance(variables, dict) or not isinstance(operation, str | None):
        raise BadArgument("缺少 query，或 variables 不是对象。", "query is missing, or variables is not an object.")
    return Asked(query, variables, operation)


def as_json(content: object, status: int = 200) -> Response:
    """A response that no cache keeps."""
    return Response(
        orjson.dumps(content), status, {"Cache-Control": "no-store"}, media_type="application/json; charset=utf-8"
    )


def refused(error: ApiError) -> Response:
    """A request that was not answered."""
    told = {"message": str(error), "extensions": {"code": error.code, "zh": error.zh, "en": error.en}}
    return as_json({"errors": [told]}, STATUS.get(error.code, 400))


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise BadArgument("请求体不是 JSON 对象。", "The body is not a JSON object.")
    return given
