"""Look-ups outside the purpose or the area, by the account that tried them, for auditors.

In the order of accounts: how many refusals an account has is told, and nobody is ranked by it.
"""

import asyncio
import datetime as dt

import strawberry

from api.auditing import AuditedAccount, Since, audited, auditor, moment_of, names, written_time
from api.context import Asking
from api.roots import Given
from api.words import both, said
from graph.model import Text
from graph.model.dates import today
from guard.audit.act import ActKind
from guard.audit.finding import Refused, find_refusals

ABOUT = Text("超出目的或辖区的查询，按账户", "Look-ups outside purpose or area, by account")
KIND = ActKind.AUDIT_READ
DAYS = 30
"""How far back it looks unless told otherwise."""


@strawberry.type(description=both("一种拒绝的次数", "How often one kind of refusal"))
class RefusedAs:
    """A code and a number."""

    code: str = strawberry.field(description=both("拒绝的代码", "The refusal's code"))
    times: int = strawberry.field(description=both("次数", "How often"))


@strawberry.type(description=both("一个账户被拒绝的查询", "What one account was refused"))
class RefusedAccount:
    """About a caller, never about a resident."""

    account: AuditedAccount = strawberry.field(description=both("账户", "The account"))
    last: str = strawberry.field(description=both("最近一次（北京时间）", "The last time, in Beijing time"))
    codes: list[RefusedAs] = strawberry.field(description=both("各种拒绝的次数", "How often, by code"))


@strawberry.type(description=said(ABOUT))
class RefusedAccounts:
    """All of them since a day, or since where the search stopped short."""

    back_to: str | None = strawberry.field(
        description=both("只查到这一时间；空为查全", "How far back the search came; none if all the way")
    )
    accounts: list[RefusedAccount] = strawberry.field(description=both("各账户", "By account"))


async def audit_refused(info: Given, since: Since = None) -> RefusedAccounts | None:
    """Refused to every other role."""
    asking = info.context
    auditor(asking)
    begins = moment_of(since or today() - dt.timedelta(days=DAYS))
    found = await asyncio.to_thread(find_refusals, asking.gate.audit.engine, begins)
    known = names(asking, (each.caller for each in found.accounts))
    return RefusedAccounts(
        back_to=written_time(found.back_to) if found.back_to else None,
        accounts=[_account(asking, each, known) for each in found.accounts],
    )


def _account(asking: Asking, found: Refused, known: dict[str, str]) -> RefusedAccount:
    return RefusedAccount(
        account=audited(asking, found.caller, found.role, known),
        last=written_time(found.last),
        codes=[RefusedAs(code=code, times=times) for code, times in sorted(found.codes.items())],
    )
