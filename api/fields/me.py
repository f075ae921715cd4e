"""Who asks: one's account, one's grants, and what one may ask for."""

import asyncio

import strawberry

from api.areas import names_of
from api.grant_types import Askable, GrantSaid, askable, said_grants
from api.roots import Given
from api.said_types import AreaPlace, Words, places, words
from api.words import both, said
from graph.model import Text
from guard.audit.act import ActKind
from guard.roles import Role

ABOUT = Text("我的账户", "Who asks")
KIND = ActKind.ACCOUNT


@strawberry.type(description=said(ABOUT))
class Me:
    """One's own account, and what it may have."""

    id: strawberry.ID = strawberry.field(description=both("账户编号", "The account's id"))
    name: str = strawberry.field(description=both("登录名", "Sign-in name"))
    role: Role = strawberry.field(description=both("角色", "Role"))
    role_said: Words = strawberry.field(description=both("角色的说法", "The role in words"))
    area: list[AreaPlace] | None = strawberry.field(description=both("辖区；空为全区", "Area; none: whole district"))
    approves: bool = strawberry.field(description=both("可批准他人的授权", "Whether one approves others' grants"))
    grants: list[GrantSaid] = strawberry.field(description=both("申请过的授权，新的在前", "Grants, the latest first"))
    may_ask_for: list[Askable] = strawberry.field(description=both("可以申请的", "What one may ask for"))


async def me(info: Given) -> Me | None:
    """Whoever sends the request."""
    asking = info.context
    account = asking.account
    grants = await asyncio.to_thread(asking.gate.grants.mine, account)
    return Me(
        id=strawberry.ID(account.id),
        name=account.name,
        role=account.role,
        role_said=words(account.role),
        area=places(account.area, await names_of(asking.store, account.area)),
        approves=account.approves,
        grants=await said_grants(asking.store, grants),
        may_ask_for=askable(account.role),
    )
