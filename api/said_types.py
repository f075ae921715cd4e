"""GraphQL types that accounts and grants share: code lists with their labels, places of an area, what is shown once."""

from collections.abc import Iterable, Mapping
from typing import Any

import strawberry

from api.scalars import enum_of
from api.words import both
from graph.model.codes import Codes, DataClass
from guard.accounts.account import DocumentKind
from guard.grants import GrantState, Reason
from guard.purposes import Purpose
from guard.roles import Role

CODES: tuple[tuple[type[Codes], str, str], ...] = (
    (Role, "角色", "What an account is for"),
    (Purpose, "目的", "Why resident data is asked for"),
    (GrantState, "授权的状态", "What a grant is today"),
    (Reason, "不予批准或撤销的理由", "Why a grant is refused or revoked"),
    (DocumentKind, "核验的证件", "By what a resident's identity was checked at a counter"),
    (DataClass, "信息类别", "The class of data, which decides who may read a field"),
)
"""Code lists that become enums here, called by their users' words rather than by their docstrings."""

for _codes, _zh, _en in CODES:
    _made: Any = enum_of(_codes)
    _made.__strawberry_definition__.description = both(_zh, _en)


@strawberry.type(description=both("一个说法的中英文", "What something is called, in both languages"))
class Words:
    """A label."""

    zh: str = strawberry.field(description=both("中文", "Chinese"))
    en: str = strawberry.field(description=both("英文", "English"))


@strawberry.type(description=both("辖区中的一个地方", "A place of an area"))
class AreaPlace:
    """A place by id and name."""

    id: strawberry.ID = strawberry.field(description=both("地点编号", "Its id"))
    name: str | None = strawberry.field(description=both("名称；已不在图中则为空", "Its name; none if it is gone"))


def words(code: Codes) -> Words:
    """The labels of a code."""
    return Words(zh=code.zh, en=code.en)


def places(area: Iterable[str] | None, names: Mapping[str, str]) -> list[AreaPlace] | None:
    """An area with its places' names; None is the whole district."""
    return None if area is None else [AreaPlace(id=strawberry.ID(each), name=names.get(each)) for each in area]
