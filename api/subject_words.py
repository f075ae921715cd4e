"""What the page for residents says in words: days, offices, classes of data. For readers, not for programs."""

import calendar
import datetime as dt

from api.subject import Looked
from api.who import role_of
from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import SHANGHAI, Certainty, Span
from guard.purposes import Purpose
from guard.roles import Role

CLASSES: dict[DataClass, Text] = {
    DataClass.OPEN: Text("公开信息", "open data"),
    DataClass.OFFICE: Text("姓名、任职", "name and post"),
    DataClass.RESIDENT: Text("姓名、住址等基本情况", "name, address and the like"),
    DataClass.RELATION: Text("与户主关系", "relation to head of household"),
    DataClass.ID: Text("身份证号码", "resident ID"),
    DataClass.PHONE: Text("电话", "phone"),
    DataClass.MINOR: Text("未满十四周岁儿童的信息", "data of a child under fourteen"),
}
HOLDS = {
    Certainty.YES: Text("现在有效", "holds today"),
    Certainty.POSSIBLY: Text("现在可能有效", "may hold today"),
    Certainty.NO: Text("现在已无效", "no longer holds"),
}
NO_PURPOSE = Text("公开的任职信息，无须授权", "public information of a post; no grant needed")
AT_SERVER = Text("系统管理命令", "command at the server")
OWN = Text("本人账户", "your own account")
WHOLE = Text("全区", "the whole district")


def span_said(span: Span) -> str:
    """``自 2001年 起，至今``; an end is told by its last day, as people write it."""
    return f"{_begin(span)}，{_end(span)}"


def time_said(moment: dt.datetime) -> str:
    """``2026年3月5日 14:07``."""
    at = moment.astimezone(SHANGHAI)
    return f"{day_said(at.date())} {at:%H:%M}"


def day_said(day: dt.date) -> str:
    """``2026年3月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def who_said(looked: Looked) -> Text:
    """The role and the office of who looked."""
    role, places = role_of(looked.look.act.role), looked.office.places
    if role is None:
        return AT_SERVER
    if role is Role.RESIDENT:  # a resident's account reads of its own person alone
        return OWN
    zh, en = ("、".join(places), ", ".join(places)) if places else (WHOLE.zh, WHOLE.en)
    return Text(f"{zh} {role.zh}", f"{role.en}, {en}")


def why_said(looked: Looked) -> tuple[Text, Text | None]:
    """The purpose with its legal basis."""
    stored = looked.look.act.purpose
    if not stored:
        return NO_PURPOSE, None
    purpose = Purpose.of(stored)
    return Text(purpose.zh, purpose.en), Text(purpose.basis_zh, purpose.basis_en)


def classes_said(classes: tuple[str, ...]) -> Text:
    """The classes of data, in words."""
    found = [CLASSES[DataClass.of(each)] for each in classes]
    return Text("；".join(each.zh for each in found), "; ".join(each.en for each in found))


def _begin(span: Span) -> str:
    if span.since_latest == dt.date.min:
        return "一直以来"
    begun = _between(span.since_earliest, span.since_latest)
    return f"自 {begun} 起" if begun else "起始日期不详"


def _end(span: Span) -> str:
    earliest, latest = span.until_earliest, span.until_latest
    if latest is None:
        return "至今" if earliest is None else "结束日期不详"
    if earliest == latest:
        return f"至 {day_said(latest - dt.timedelta(days=1))} 止"
    return f"于 {_between(earliest, latest)} 结束"


def _between(earliest: dt.date | None, latest: dt.date | None) -> str:
    """A day, a month or a year where that is all that is known; empty where nothing is."""
    if latest is None:
        return f"{day_said(earliest)}以后" if earliest and earliest != dt.date.min else ""
    if earliest is None or earliest == dt.date.min:
        return f"{day_said(latest)}以前"
    if earliest == latest:
        return day_said(earliest)
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        return f"{earliest.year}年" if earliest.year == latest.year else f"{earliest.year}年至{latest.year}年"
    last = calendar.monthrange(latest.year, latest.month)[1]
    if earliest.day == 1 and latest.day == last and (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.year}年{earliest.month}月"
    return f"{day_said(earliest)}与{day_said(latest)}之间"
