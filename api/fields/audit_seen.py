"""Whose data an account saw, since when: the extract for a breach (PIPL 57), with subjects in place of persons.

Whom a subject means is not told here: ``jingwei audit extract --persons`` finds it, at the server.
"""

import asyncio
import datetime as dt
from typing import Annotated

import strawberry

from api import cursors
from api.auditing import auditor, moment_of, number, written_time
from api.limits import ROOT_MOST, STEP_DEFAULT, check_page
from api.pages import After, First, PageInfo
from api.roots import Given
from api.scalars import enum_of
from api.words import both, said
from graph.model import Text
from graph.model.codes import DataClass
from guard.audit.act import ActKind
from guard.audit.finding import count_seen, find_seen
from guard.audit.reading import Look
from guard.purposes import Purpose

ABOUT = Text(
    "一个账户自某日起看过谁：泄露清单，只列假名；查明人员用命令 jingwei audit extract --persons",
    "Whom an account saw since a day: pseudonyms only; jingwei audit extract --persons finds whom they mean",
)
KIND = ActKind.AUDIT_READ
Of = Annotated[strawberry.ID, strawberry.argument(description=both("账户编号", "The account's id"))]
From = Annotated[dt.date, strawberry.argument(description=both("自这一天起（北京时间）", "From this day on"))]


@strawberry.type(description=both("一个人在一次答复中", "One person in one answer"))
class SeenPerson:
    """By the person's subject."""

    time: str = strawberry.field(description=both("时间（北京时间）", "When, in Beijing time"))
    subject: str = strawberry.field(description=both("假名", "The person's pseudonym"))
    classes: list[enum_of(DataClass)] = strawberry.field(  # type: ignore[valid-type]
        description=both("看到的信息类别", "The classes of data that were shown")
    )
    act: int = strawberry.field(description=both("行为的记录编号", "The number of the act's entry"))
    questions: list[str] = strawberry.field(description=both("查询的名称", "What was asked, by name"))
    purpose: enum_of(Purpose) | None = strawberry.field(description=both("目的", "The purpose"))  # type: ignore[valid-type]
    grant: strawberry.ID | None = strawberry.field(description=both("授权编号", "The grant"))


@strawberry.type(description=said(ABOUT))
class SeenPersons:
    """A page, and how many there are in all."""

    looks: int = strawberry.field(description=both("共多少人次", "How many looks in all"))
    persons: int = strawberry.field(description=both("共多少人", "Of how many persons"))
    seen: list[SeenPerson] = strawberry.field(description=both("由旧到新", "The oldest first"))
    page_info: PageInfo = strawberry.field(description=both("分页信息", "Where the page ends"))


async def audit_seen(
    info: Given, account: Of, since: From, first: First = STEP_DEFAULT, after: After = None
) -> SeenPersons | None:
    """Refused to every other role."""
    auditor(info.context)
    check_page(first, ROOT_MOST)
    engine, begins = info.context.gate.audit.engine, moment_of(since)
    last = number(cursors.read(after, parts=1))
    page = await asyncio.to_thread(find_seen, engine, str(account), begins, first=first, after=last)
    looks, persons = await asyncio.to_thread(count_seen, engine, str(account), begins)
    end = cursors.written([str(page.looks[-1].seq)]) if page.looks else None
    info_ = PageInfo(has_next_page=page.more, end_cursor=end)
    return SeenPersons(looks=looks, persons=persons, seen=[_seen(each) for each in page.looks], page_info=info_)


def _seen(look: Look) -> SeenPerson:
    act = look.act
    return SeenPerson(
        time=written_time(act.time),
        subject=look.subject,
        classes=[DataClass.of(each) for each in look.classes],
        act=act.seq,
        questions=[name for name in act.what.split(",") if name],
        purpose=Purpose.of(act.purpose) if act.purpose else None,
        grant=strawberry.ID(act.grant) if act.grant else None,
    )
