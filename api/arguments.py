"""Arguments that several changes of accounts and grants share, each with its description."""

import datetime as dt
from typing import Annotated, Any

import strawberry

import api.said_types  # noqa: F401 - makes enums of the code lists
from api.words import both
from graph.model.codes import DataClass
from guard.accounts import DocumentKind
from guard.grants import Reason
from guard.purposes import Purpose
from guard.roles import Role


def _about(zh: str, en: str) -> Any:
    return strawberry.argument(description=both(zh, en))


AccountId = Annotated[strawberry.ID, _about("账户编号", "The account's id")]
Name = Annotated[str, _about("登录名", "Sign-in name")]
Approves = Annotated[bool, _about("可批准他人的授权", "Whether it may approve others' grants")]
Places = Annotated[list[strawberry.ID] | None, _about("辖区的地点编号；空为全区", "Place ids; none: whole district")]
Person = Annotated[strawberry.ID, _about("本人在图中的编号", "The person's id in the graph")]
Issuer = Annotated[str, _about("身份提供方", "The provider, as its ID tokens name it")]
Subject = Annotated[str, _about("在提供方处的标识", "The person's subject there")]
GrantId = Annotated[strawberry.ID, _about("授权编号", "The grant's id")]
TokenId = Annotated[strawberry.ID, _about("令牌编号", "The token's id")]
Case = Annotated[str, _about("案号", "Case number")]
WithinArea = Annotated[list[strawberry.ID] | None, _about("范围的地点编号；空为本人辖区", "Place ids; none: your area")]
Since = Annotated[dt.date | None, _about("第一天；空为今日", "Its first day; today unless named")]
Until = Annotated[dt.date, _about("不再有效的第一天", "The first day it no longer holds")]
Days = Annotated[int, _about("有效天数，至多 365", "Days it is good for, 365 at most")]
Label = Annotated[str, _about("用途说明", "What it is for")]
ForGrant = Annotated[strawberry.ID | None, _about("只用于这项授权", "Bind it to this grant")]

# Code lists arrive as their stored values, which every change turns into codes again.
RoleName = Annotated[Role, _about("角色", "Role")]
Document = Annotated[DocumentKind, _about("核验的证件", "The document that was seen")]
PurposeName = Annotated[Purpose, _about("目的", "Purpose")]
Why = Annotated[Reason, _about("理由", "Reason")]
Classes = Annotated[list[DataClass], _about("信息类别", "Classes of data")]
