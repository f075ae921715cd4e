"""What a request asks: its body read and held against every cap on bodies, before its text is looked at.

``{"query" or "documentId", "variables", "operationName", "extensions"}``, as GraphQL over HTTP has it, each of the type
it says or null; what else stands there is not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from api.csrf import check_json
from api.errors import BadArgument
from api.limits import check_body, check_variables

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Either a text of the caller's own or the id of a document (``api.trusted.text_asked``)."""

    query: str | None
    document: str | None
    variables: dict[str, Any]
    operation: str | None


def read_request(headers: Mapping[str, str], body: bytes) -> Asked:
    """Read a body. Raises ApiError for one that is no GraphQL request, OverLimit for one that is too much."""
    check_json(headers)
    check_body(body)
    return asked_of(_json(body))


def asked_of(given: dict[str, Any]) -> Asked:
    """What the fields of a request say. Raises BadArgument or OverLimit."""
    query, document = _of(given, "query", str), _of(given, "documentId", str)
    operation, variables = _of(given, "operationName", str), _of(given, "variables", dict) or {}
    _of(given, "extensions", dict)
    if query is None and document is None:
        raise BadArgument("缺少 query 或 documentId。", "query or documentId is missing.")
    check_variables(variables)
    return Asked(query, document, variables, operation)


def _of(given: dict[str, Any], name: str, kind: type[T]) -> T | None:
    """The value of a field, or None. A false or a zero is no way to say null."""
    value = given.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadArgument(f"{name} 的类型不对。", f"{name} is not of its type.")
    return value


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise BadArgument("请求体不是 JSON 对象。", "The body is not a JSON object.")
    return given
