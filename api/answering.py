"""One GraphQL request, from its sender to its answer. Who asks is known before the body is read; what is answered is
in the audit before it is released, and every error in it is one that a caller may read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.admitting import Admitted, admitted
from api.asked import read_request
from api.context import Asking
from api.errors import ApiError, shown, told_as, told_of
from api.hanging_up import HungUp, while_it_listens
from api.heard import Heard, heard
from api.limits import MUTATION_SECONDS, QUERY_SECONDS, TEXT_MOST, check_body, in_time
from api.noting import Noting
from api.over_http import OLD, answer_of, media_type, response, status_of_answer, status_of_refusal
from api.schema import schema
from guard.access import Access
from guard.gate import Gate
from guard.limits import Kind, residents_in
from guard.refusals import Refusal
from guard.shown import Withheld
from loaders.desk import Desk


@dataclass(frozen=True, slots=True)
class Office:
    """What the server holds open."""

    desk: Desk
    gate: Gate


async def answered(request: Request, office: Office) -> Response:
    """The answer to a request, whatever it is. Raises ApiError or Refusal for one whose sender is not known."""
    kind = media_type(request.headers)
    who = await admitted(request, office.gate.accounts)
    noting = Noting(office.gate, office.desk.seals, who, root_fields())
    try:
        answer = await _answer(request, office, who, noting)
    except Exception as error:
        told = told_of(error)
        await noting.refused(told.code)
        return refusal(told, kind=kind, read=noting.read)
    await noting.answered(answer)
    return response(answer, kind=kind, status=status_of_answer(answer, kind))


async def _answer(request: Request, office: Office, who: Admitted, noting: Noting) -> dict[str, Any]:
    given = read_request(request.headers, await body_of(request))
    noting.read = True
    noting.heard = asked = heard(given, who.account.role)
    if asked.mutates:  # a change that has begun is made, whoever waits for it
        return await answer_to(asked, office, noting=noting, seconds=MUTATION_SECONDS)
    async with while_it_listens(request.receive):
        return await answer_to(asked, office, noting=noting)


def as_judged(access: Access) -> Access:
    """An access with all that it was judged to have."""
    return access


async def answer_to(
    asked: Heard,
    office: Office,
    *,
    noting: Noting,
    seconds: float = QUERY_SECONDS,
    narrowed: Callable[[Access], Access] = as_judged,
) -> dict[str, Any]:
    """The answer to what is asked, of what its caller may see now, within its time. Raises ApiError or Refusal."""
    return await in_time(_executed(asked, office, noting, narrowed), seconds=seconds)


async def _executed(
    asked: Heard, office: Office, noting: Noting, narrowed: Callable[[Access], Access]
) -> dict[str, Any]:
    who = noting.who
    noting.access = access = narrowed(await office.gate.access(office.desk.store, who.account, who.grant))
    if asked.mutates:
        await noting.begun()
    result: Any = await schema().execute(
        asked.text,
        variable_values=asked.variables,
        operation_name=asked.operation,
        context_value=Asking(office.desk, office.gate, who.account, access, who.token),
    )
    office.gate.budget.charge(who.account.id, Kind.PERSONS, residents_in(access.shown))
    answer: dict[str, Any] = answer_of(result.data, [shown(error) for error in result.errors or ()])
    if access.shown.withheld:
        answer["extensions"] = {"withheld": [_said(each) for each in sorted(access.shown.withheld, key=str)]}
    return answer


def refusal(told: ApiError | Refusal, *, kind: str = OLD, read: bool = False) -> Response:
    """The response to a request that is refused whole; ``read``: it was well-formed, and its text is refused."""
    seconds = getattr(told, "seconds", None)
    status = status_of_refusal(told.code, kind=kind, read=read)
    return response(
        {"errors": [told_as(told)]},
        kind=kind,
        status=status,
        headers=[("Retry-After", str(seconds))] if seconds else [],
    )


async def body_of(request: Request) -> bytes:
    """The body, of which no more is read than one may have. Raises OverLimit or HungUp."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > TEXT_MOST:
                check_body(body)
    except ClientDisconnect:
        raise HungUp from None
    return body


@cache
def root_fields() -> frozenset[str]:
    """The names that a request can begin with."""
    made: Any = schema()._schema
    return frozenset({*made.query_type.fields, *made.mutation_type.fields, "__schema", "__type", "__typename"})


def _said(withheld: Withheld) -> dict[str, str | None]:
    """One thing that is left out, and why."""
    data_class = withheld.data_class
    return {
        "what": withheld.what,
        "why": withheld.why.name,
        "class": data_class.name if data_class else None,
        "zh": f"{withheld.why.zh}：{data_class.zh}" if data_class else withheld.why.zh,
        "en": f"{withheld.why.en}: {data_class.en}" if data_class else withheld.why.en,
    }
