"""What is held about a person as GraphQL types: values, facts of the graph, records of the book."""

import strawberry

from api.pages import Moment
from api.scalars import enum_of
from api.words import both
from graph.model.dates import Certainty
from guard.subject.facts import HeldFact
from guard.subject.values import HeldValue
from loaders.held import HeldRecord


@strawberry.type(name="HeldValue", description=both("关于本人的一项内容", "One value that is held about me"))
class Value:
    """One value."""

    name: str = strawberry.field(description=both("项目代号", "Its name in ledgers and model"))
    zh: str = strawberry.field(description=both("项目中文名", "What it is called in Chinese"))
    en: str = strawberry.field(description=both("项目英文名", "What it is called in English"))
    value: str = strawberry.field(description=both("内容，按存储的写法", "The value as it is stored"))
    value_zh: str = strawberry.field(description=both("内容，代码译成中文", "The value, a code in Chinese"))
    value_en: str = strawberry.field(description=both("内容，代码译成英文", "The value, a code in English"))


@strawberry.type(name="HeldFact", description=both("图中关于本人的一个事实", "One fact that the graph holds about me"))
class Fact:
    """One tie."""

    zh: str = strawberry.field(description=both("事实的中文名", "What kind of fact, in Chinese"))
    en: str = strawberry.field(description=both("事实的英文名", "What kind of fact, in English"))
    of: str = strawberry.field(description=both("房屋、岗位、单位或报到的名称", "The house, post, firm or check-in"))
    code: str | None = strawberry.field(description=both("其编码", "Its code"))
    beyond: list[str] = strawberry.field(description=both("所属组织、地方或单位", "What that belongs to"))
    values: list[Value] = strawberry.field(description=both("事实的内容", "What the fact says"))
    since: Moment = strawberry.field(description=both("开始", "When it began"))
    until: Moment = strawberry.field(description=both("结束：不再成立的第一天", "The first day it no longer holds"))
    certainty: enum_of(Certainty) = strawberry.field(  # type: ignore[valid-type]
        description=both("今日是否成立", "Whether it holds today")
    )
    sources: list[strawberry.ID] = strawberry.field(
        description=both("所依据的台账记录", "The ledger records it stands on")
    )
    disputed: list[str] = strawberry.field(
        description=both("各台账说法不一之处", "The properties on which ledgers differ")
    )


@strawberry.type(name="HeldRecord", description=both("台账中关于本人的一条记录", "One ledger record about me"))
class Record:
    """One record."""

    id: strawberry.ID = strawberry.field(description=both("记录编号", "The record's number"))
    ledger_zh: str = strawberry.field(description=both("台账中文名", "The ledger, in Chinese"))
    ledger_en: str = strawberry.field(description=both("台账英文名", "The ledger, in English"))
    batch: int = strawberry.field(description=both("批次", "The batch"))
    file: str = strawberry.field(description=both("文件名", "The file"))
    sheet: str = strawberry.field(description=both("工作表", "The sheet"))
    row: int = strawberry.field(description=both("行", "The row"))
    loaded: str = strawberry.field(description=both("装入时间", "When it was loaded"))
    in_force: bool = strawberry.field(description=both("是否有效", "Whether it is in force"))
    corrected_by: strawberry.ID | None = strawberry.field(
        description=both("取代它的记录", "The record that took its place")
    )
    values: list[Value] = strawberry.field(description=both("逐列内容", "The values, column by column"))


def value(held: HeldValue) -> Value:
    """A value as an answer."""
    text, shown = held.text, held.shown
    return Value(name=held.name, zh=text.zh, en=text.en, value=held.value, value_zh=shown.zh, value_en=shown.en)


def fact(held: HeldFact) -> Fact:
    """A fact as an answer."""
    span = held.span
    return Fact(
        zh=held.type.zh,
        en=held.type.en,
        of=held.name,
        code=held.code,
        beyond=[each.name for each in held.beyond],
        values=[value(each) for each in held.values],
        since=Moment(earliest=span.since_earliest, latest=span.since_latest),
        until=Moment(earliest=span.until_earliest, latest=span.until_latest),
        certainty=held.certainty,
        sources=[strawberry.ID(str(each)) for each in held.sources],
        disputed=list(held.disputed),
    )


def record(held: HeldRecord) -> Record:
    """A record as an answer."""
    return Record(
        id=strawberry.ID(str(held.id)),
        ledger_zh=held.ledger.zh,
        ledger_en=held.ledger.en,
        batch=held.batch,
        file=held.file,
        sheet=held.sheet,
        row=held.row,
        loaded=held.loaded.isoformat(timespec="seconds"),
        in_force=held.in_force,
        corrected_by=strawberry.ID(str(held.corrected_by)) if held.corrected_by else None,
        values=[value(each) for each in held.values],
    )
