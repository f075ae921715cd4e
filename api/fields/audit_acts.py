"""The acts in the audit, for auditors: who did what, for which purpose, and how it ended."""

import asyncio
from typing import Annotated

import strawberry

from api import cursors
from api.auditing import AuditedAct, Since, act_of, auditor, moment_of, names, number
from api.limits import ROOT_MOST, STEP_DEFAULT, check_page
from api.pages import After, First, PageInfo
from api.roots import Given
from api.scalars import enum_of
from api.words import both, said
from graph.model import Text
from guard.audit.act import ActKind, Outcome
from guard.audit.finding import Wanted, find_acts

ABOUT = Text("审计中的行为，由新到旧", "Acts in the audit, the newest first")
KIND = ActKind.AUDIT_READ
OfAccount = Annotated[
    strawberry.ID | None, strawberry.argument(description=both("只看这个账户（编号）", "Of this account only, by id"))
]
enum_of(ActKind), enum_of(Outcome)
OfKind = Annotated[ActKind | None, strawberry.argument(description=both("只看这种行为", "Of this kind only"))]
Ended = Annotated[Outcome | None, strawberry.argument(description=both("只看这种结果", "That ended so only"))]


@strawberry.type(description=said(ABOUT))
class AuditedActs:
    """A page. It can be short, and still have more behind it: a search reads so much of the log at a time."""

    acts: list[AuditedAct] = strawberry.field(description=both("行为", "The acts"))
    page_info: PageInfo = strawberry.field(description=both("分页信息", "Where the page ends"))


async def audit_acts(
    info: Given,
    first: First = STEP_DEFAULT,
    after: After = None,
    account: OfAccount = None,
    kind: OfKind = None,
    outcome: Ended = None,
    since: Since = None,
) -> AuditedActs | None:
    """Refused to every other role."""
    asking = info.context
    auditor(asking)
    check_page(first, ROOT_MOST)
    before = number(cursors.read(after, parts=1))
    earliest = moment_of(since) if since else None
    # The schema hands over stored values, not members (api.wiring).
    kind, outcome = kind and ActKind.of(kind), outcome and Outcome.of(outcome)
    wanted = Wanted(kind, str(account) if account else None, outcome, earliest, before)
    page = await asyncio.to_thread(find_acts, asking.gate.audit.engine, wanted, first=first)
    known = names(asking, (act.caller for act in page.acts))
    end = None if page.end is None else cursors.written([str(page.end)])
    info_ = PageInfo(has_next_page=page.more, end_cursor=end)
    return AuditedActs(acts=[act_of(asking, act, known) for act in page.acts], page_info=info_)
