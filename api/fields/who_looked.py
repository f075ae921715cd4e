"""Who looked at me: when, from which office, why, and at which classes of data (PIPL 44 and 45)."""

from typing import Annotated

import strawberry

from api import subject
from api.asked_names import names_of
from api.limits import ROOT_MOST, STEP_DEFAULT, check_page
from api.pages import After, First, PageInfo
from api.roots import Given
from api.scalars import enum_of
from api.subject import Looked
from api.who import role_of
from api.words import both
from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import SHANGHAI
from guard.audit.act import ActKind
from guard.purposes import Purpose
from guard.roles import Role
from guard.subject.delays import NOTICE

ABOUT = Text("谁查看过我：时间、单位、目的和信息类别", "Who looked at me: when, from where, why, and at what")
KIND = ActKind.SUBJECT
Own = Annotated[
    bool, strawberry.argument(description=both("也列出本人账户的查看", "Looks through my own account as well"))
]


@strawberry.type(description=both("查询的名称", "What a question is called"))
class Asked:
    """One question of an act."""

    zh: str = strawberry.field(description=both("中文名", "In Chinese"))
    en: str = strawberry.field(description=both("英文名", "In English"))


@strawberry.type(name="LookAtMe", description=both("一次查看", "One look at me"))
class LookAtMe:
    """No clerk's name is in it; ``code`` is how to speak of one."""

    time: str = strawberry.field(description=both("时间（北京时间）", "When, in Beijing time"))
    kind: enum_of(ActKind) = strawberry.field(description=both("行为", "What was done"))  # type: ignore[valid-type]
    role: enum_of(Role) | None = strawberry.field(  # type: ignore[valid-type]
        description=both("查看者的角色；空为本机命令", "The role of who looked; none for a command at the server")
    )
    office: list[str] = strawberry.field(
        description=both("所属辖区；空为全区", "The places they answer for; none is the whole district")
    )
    code: str = strawberry.field(
        description=both("经办代码：投诉或询问时引用", "The code of who looked, to quote when asking or complaining")
    )
    purpose: enum_of(Purpose) | None = strawberry.field(  # type: ignore[valid-type]
        description=both("目的；空为无须授权的任职信息", "The purpose; none for what is public of a post")
    )
    basis_zh: str | None = strawberry.field(description=both("法律依据（中文）", "The legal basis, in Chinese"))
    basis_en: str | None = strawberry.field(description=both("法律依据（英文）", "The legal basis, in English"))
    asked: list[Asked] = strawberry.field(description=both("所作的查询", "What was asked"))
    classes: list[enum_of(DataClass)] = strawberry.field(  # type: ignore[valid-type]
        description=both("看到的信息类别", "The classes of data that were shown")
    )


@strawberry.type(description=both("谁查看过我（分页）", "Who looked at me, in pages"))
class LooksAtMe:
    """A page, and the sentence that stands on every one."""

    notice_zh: str = strawberry.field(description=both("每页相同的说明（中文）", "What every page says, in Chinese"))
    notice_en: str = strawberry.field(description=both("每页相同的说明（英文）", "What every page says, in English"))
    looks: list[LookAtMe] = strawberry.field(description=both("由新到旧", "The newest first"))
    page_info: PageInfo = strawberry.field(description=both("分页信息", "Where the page ends"))


async def who_looked(
    info: Given, first: First = STEP_DEFAULT, after: After = None, own: Own = True
) -> LooksAtMe | None:
    """Refused to every other role."""
    check_page(first, ROOT_MOST)
    page = await subject.looked(info.context, first=first, after=after, own=own)
    schema = info._raw_info.schema
    return LooksAtMe(
        notice_zh=NOTICE.zh,
        notice_en=NOTICE.en,
        looks=[look_at_me(each, names_of(each.look.act, schema)) for each in page.looks],
        page_info=PageInfo(has_next_page=page.more, end_cursor=page.end),
    )


def look_at_me(looked: Looked, names: list[Text]) -> LookAtMe:
    """A look as an answer."""
    act = looked.look.act
    purpose = Purpose.of(act.purpose) if act.purpose else None
    return LookAtMe(
        time=act.time.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        kind=act.kind,
        role=role_of(act.role),
        office=list(looked.office.places),
        code=looked.code,
        purpose=purpose,
        basis_zh=purpose.basis_zh if purpose else None,
        basis_en=purpose.basis_en if purpose else None,
        asked=[Asked(zh=each.zh, en=each.en) for each in names],
        classes=[DataClass.of(each) for each in looked.look.classes],
    )
