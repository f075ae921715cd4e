"""Grants as GraphQL shows them."""

import datetime as dt
from collections.abc import Mapping, Sequence

import strawberry

from api.areas import names_of
from api.said_types import AreaPlace, Words, places, words
from api.words import both
from graph.model.codes import DataClass
from graph.model.dates import today
from graph.store import Store
from guard.grants import Grant, GrantState, Reason
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.roles import Role


@strawberry.type(name="Grant", description=both("一项授权", "On what grounds resident data may be asked for"))
class GrantSaid:
    """A grant as its holder and those who decide on it see it."""

    id: strawberry.ID = strawberry.field(description=both("编号，写在 X-Jingwei-Grant 中", "For X-Jingwei-Grant"))
    holder: strawberry.ID = strawberry.field(description=both("持有人账户编号", "The holder's account"))
    holder_name: str = strawberry.field(description=both("持有人登录名", "The holder's sign-in name"))
    role: Role = strawberry.field(description=both("持有人申请时的角色", "The holder's role"))
    purpose: Purpose = strawberry.field(description=both("目的", "Purpose"))
    purpose_said: Words = strawberry.field(description=both("目的的说法", "The purpose in words"))
    basis: Words = strawberry.field(description=both("法律依据", "What the law bases the purpose on"))
    case: str = strawberry.field(description=both("案号", "Case number"))
    area: list[AreaPlace] | None = strawberry.field(description=both("范围；空为全区", "Area; none: whole district"))
    classes: list[DataClass] = strawberry.field(description=both("信息类别", "Classes of data"))
    classes_said: list[Words] = strawberry.field(description=both("类别的说法", "The classes in words"))
    since: dt.date = strawberry.field(description=both("第一天", "Its first day"))
    until: dt.date = strawberry.field(description=both("不再有效的第一天", "The first day it no longer holds"))
    state: GrantState = strawberry.field(description=both("今日的状态", "What it is today"))
    state_said: Words = strawberry.field(description=both("状态的说法", "The state in words"))
    reason: Reason | None = strawberry.field(description=both("不予批准或撤销的理由", "Why refused or revoked"))
    asked_on: dt.date = strawberry.field(description=both("申请之日", "The day it was asked for"))
    decided_on: dt.date | None = strawberry.field(description=both("批准与否之日", "The day it was decided"))


@strawberry.type(description=both("可以申请的目的及类别", "What the access matrix lets one ask for"))
class Askable:
    """A line of the matrix for one's role."""

    purpose: Purpose = strawberry.field(description=both("目的", "Purpose"))
    purpose_said: Words = strawberry.field(description=both("目的的说法", "The purpose in words"))
    basis: Words = strawberry.field(description=both("法律依据", "What the law bases the purpose on"))
    classes: list[DataClass] = strawberry.field(description=both("可申请的类别", "Classes that may be asked for"))


async def said_grants(store: Store, grants: Sequence[Grant]) -> list[GrantSaid]:
    """Grants with the names of their places, which are looked up once for all."""
    names = await names_of(store, *(grant.area for grant in grants))
    return [_said(grant, names) for grant in grants]


async def said_grant(store: Store, grant: Grant) -> GrantSaid:
    """One grant."""
    return (await said_grants(store, [grant]))[0]


def askable(role: Role) -> list[Askable]:
    """The purposes and classes of a role, in the matrix's order."""
    return [
        Askable(purpose=purpose, purpose_said=words(purpose), basis=_basis(purpose), classes=_in_order(classes))
        for (whose, purpose), classes in UNDER_GRANT.items()
        if whose is role
    ]


def _said(grant: Grant, names: Mapping[str, str]) -> GrantSaid:
    state = grant.state(today())
    return GrantSaid(
        id=strawberry.ID(grant.id),
        holder=strawberry.ID(grant.holder),
        holder_name=grant.holder_name,
        role=grant.role,
        purpose=grant.purpose,
        purpose_said=words(grant.purpose),
        basis=_basis(grant.purpose),
        case=grant.case,
        area=places(grant.area, names),
        classes=_in_order(grant.classes),
        classes_said=[words(each) for each in _in_order(grant.classes)],
        since=grant.since,
        until=grant.until,
        state=state,
        state_said=words(state),
        reason=grant.reason,
        asked_on=grant.asked_at.date(),
        decided_on=grant.decided_at.date() if grant.decided_at else None,
    )


def _basis(purpose: Purpose) -> Words:
    return Words(zh=purpose.basis_zh, en=purpose.basis_en)


def _in_order(classes: frozenset[DataClass]) -> list[DataClass]:
    return [each for each in DataClass if each in classes]
