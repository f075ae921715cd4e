"""Media types and status codes, as GraphQL over HTTP has them (GraphQL Foundation, stage 2 draft).

A client that accepts ``application/graphql-response+json`` learns from the status whether its request was executed at
all: 400 if it was not, and then there is no ``data``. A client of ``application/json`` is of the time before, and gets
200 for whatever was a well-formed request, so that it reads the errors. Who may not ask, and what is no request at all,
has its own status in both.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.responses import Response

from api.errors import ApiError

OLD = "application/json"
NEW = "application/graphql-response+json"
STATUS = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "GRANT_NEEDED": 403,
    "GRANT_ENDED": 403,
    "GRANT_WRONG": 403,
    "NOT_ACCEPTABLE": 406,
    "TOO_OFTEN": 429,
    "INTERNAL": 500,
    "PROVIDER_UNAVAILABLE": 502,
    "AUDIT_UNAVAILABLE": 503,
    "BUSY": 503,
    "UNAVAILABLE": 503,
    "TIMEOUT": 504,
}
"""The status of a request that was refused whole; any other code is 400."""
OF_THE_TEXT = frozenset({"BAD_ARGUMENT", "TOO_MANY"})
"""Codes of a text that cannot be read, does not fit the schema, or is over a cap."""
_QUALITY = re.compile(r"^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


class NotAcceptable(ApiError):
    """None of the media types that the client accepts is one of ours."""

    code = "NOT_ACCEPTABLE"


def media_type(headers: Mapping[str, str]) -> str:
    """The media type to answer in: what the client prefers; the old one where it does not say. Raises NotAcceptable."""
    accepted = headers.get("accept", "").strip()
    if not accepted:
        return OLD
    wanted = {name: quality for name, quality in map(_wanted, accepted.split(",")) if name}
    whatever = wanted.get("application/*", wanted.get("*/*", 0.0))
    old, new = wanted.get(OLD, whatever), wanted.get(NEW, whatever)
    if max(old, new) <= 0:
        raise NotAcceptable("只能以 JSON 作答，请检查 Accept 头。", "Answers are JSON; check the Accept header.")
    return NEW if new > old or (new == old and NEW in wanted) else OLD


def answer_of(data: object, errors: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """The body of an answer: errors as they are shown, and ``data`` only if anything was executed.

    Text that could not be read, validated or given its variables has errors without a path: they are of no field.
    """
    answer: dict[str, object] = {"errors": list(errors)} if errors else {}
    if data is not None or any("path" in error for error in errors):
        answer["data"] = data
    return answer


def status_of_answer(answer: Mapping[str, object], kind: str) -> int:
    """The status of a request that was read: 200 once it was executed, and for old clients in any case."""
    return 400 if kind == NEW and "data" not in answer else 200


def status_of_refusal(code: str, *, kind: str = NEW, read: bool = False) -> int:
    """The status of a request that was refused whole, by its code: no caller, no JSON, no such method.

    ``read``: its body was a well-formed request, and what is refused is its text. An old client gets 200 for that.
    """
    return 200 if read and kind == OLD and code in OF_THE_TEXT else STATUS.get(code, 400)


def response(
    content: object, *, kind: str = OLD, status: int = 200, headers: Sequence[tuple[str, str]] = ()
) -> Response:
    """A JSON response that no cache keeps."""
    made = {"Cache-Control": "no-store", "Vary": "Accept", **dict(headers)}
    return Response(orjson.dumps(content), status, made, media_type=f"{kind}; charset=utf-8")


def _wanted(entry: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in entry.split(";"))
    found = next((m for m in map(_QUALITY.match, parameters) if m), None)
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    return (name, float(found[1]) if found else 1.0) if charset in ("utf-8", "utf8", "*") else ("", 0.0)
