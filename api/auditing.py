"""What an auditor's fields share: who may ask, how moments and accounts are written, and acts as GraphQL types.

No resident stands in them: a person is a subject, an HMAC under a key that the audit has not. Whom one means is found
by ``jingwei audit extract --persons`` alone, at the server, where somebody has to answer for it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import sqlalchemy as sa
import strawberry

from api.context import Asking
from api.errors import BadArgument
from api.scalars import enum_of
from api.who import role_of
from api.words import both
from graph.model.codes import Codes
from graph.model.dates import SHANGHAI
from guard.accounts.tables import accounts
from guard.audit.act import ActKind, Outcome
from guard.audit.reading import Noted
from guard.purposes import Purpose
from guard.roles import Role, must_be
from guard.subject.handlers import handler_code

Since = Annotated[
    dt.date | None, strawberry.argument(description=both("自这一天起（北京时间）", "From this day on, Beijing time"))
]


@strawberry.type(description=both("做出行为的账户", "The account that did it"))
class AuditedAccount:
    """``code`` is what residents read instead of the name."""

    id: str = strawberry.field(description=both("账户编号，或 console:用户", "The account's id, or console:user"))
    name: str | None = strawberry.field(description=both("登录名；空为本机命令", "Its name; none for the console"))
    role: enum_of(Role) | None = strawberry.field(  # type: ignore[valid-type]
        description=both("当时的角色；空为本机命令", "Its role at the time; none for the console")
    )
    code: str = strawberry.field(description=both("经办代码，居民所见", "The code that residents read"))


@strawberry.type(description=both("审计中的一个行为", "An act in the audit"))
class AuditedAct:
    """Codes and names of the schema, never a value."""

    time: str = strawberry.field(description=both("时间（北京时间）", "When, in Beijing time"))
    seq: int = strawberry.field(description=both("记录编号", "The number of its entry"))
    account: AuditedAccount = strawberry.field(description=both("账户", "The account"))
    kind: enum_of(ActKind) = strawberry.field(description=both("行为", "What was done"))  # type: ignore[valid-type]
    purpose: enum_of(Purpose) | None = strawberry.field(description=both("目的", "The purpose"))  # type: ignore[valid-type]
    grant: strawberry.ID | None = strawberry.field(description=both("授权编号", "The grant"))
    questions: list[str] = strawberry.field(description=both("查询的名称", "What was asked, by name"))
    outcome: enum_of(Outcome) = strawberry.field(description=both("结果", "How it ended"))  # type: ignore[valid-type]
    code: str | None = strawberry.field(description=both("拒绝的代码", "A refusal's code"))
    persons: int = strawberry.field(description=both("涉及人数", "How many persons it showed"))


def auditor(asking: Asking) -> None:
    """Refuse everybody else. Raises RoleForbids."""
    must_be(asking.account.role, Role.AUDITOR)


def moment_of(day: dt.date) -> dt.datetime:
    """The beginning of a day here."""
    return dt.datetime.combine(day, dt.time(), SHANGHAI)


def written_time(moment: dt.datetime) -> str:
    """A moment as an hour of the district."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def number(key: tuple[str, ...] | None) -> int | None:
    """The number in a cursor. Raises BadArgument."""
    if key is None:
        return None
    if not key[0].isascii() or not key[0].isdigit() or len(key[0]) > 18:
        raise BadArgument("after 不是本列表的游标。", "after is not a cursor of this list.")
    return int(key[0])


def names(asking: Asking, callers: Iterable[str]) -> dict[str, str]:
    """The sign-in names of accounts by their ids."""
    wanted = sa.select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(set(callers)))
    with asking.gate.register.connect() as db:
        return {row.id: row.name for row in db.execute(wanted)}


def audited(asking: Asking, caller: str, role: str, known: dict[str, str]) -> AuditedAccount:
    """An account as an answer; ``known`` are names by id."""
    return AuditedAccount(
        id=caller, name=known.get(caller), role=role_of(role), code=handler_code(asking.desk.seals, caller)
    )


def act_of(asking: Asking, act: Noted, known: dict[str, str]) -> AuditedAct:
    """An act as an answer."""
    return AuditedAct(
        time=written_time(act.time),
        seq=act.seq,
        account=audited(asking, act.caller, act.role, known),
        kind=act.kind,
        purpose=_code(Purpose, act.purpose),
        grant=strawberry.ID(act.grant) if act.grant else None,
        questions=[name for name in act.what.split(",") if name],
        outcome=act.outcome,
        code=act.code,
        persons=act.persons,
    )


def _code(codes: type[Codes], stored: str | None) -> Codes | None:
    return codes.of(stored) if stored else None
