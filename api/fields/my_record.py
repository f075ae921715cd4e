"""What is held about me: everything, for the person concerned and nobody else (PIPL 45)."""

import strawberry

from api import subject
from api.roots import Given
from api.subject_corrections import OwnCorrection, own_correction
from api.subject_values import Fact, Record, Value, fact, record, value
from api.words import both, said
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("我的记录：本系统持有的关于本人的全部内容", "My record: everything that is held about me")
KIND = ActKind.SUBJECT


@strawberry.type(description=said(ABOUT))
class MyRecord:
    """All of it."""

    person: list[Value] = strawberry.field(description=both("本人的基本内容", "My own values"))
    facts: list[Fact] = strawberry.field(
        description=both("图中的事实：居住、户籍、产权、任职、报到等", "Facts of the graph: residence, tenure, posts …")
    )
    records: list[Record] = strawberry.field(
        description=both("台账中的记录，含已被更正的", "Records of the ledgers, corrected ones too")
    )
    corrections: list[OwnCorrection] = strawberry.field(
        description=both("本人提出的更正申请", "The corrections that I asked for")
    )


async def my_record(info: Given) -> MyRecord | None:
    """Refused to every other role."""
    found = await subject.held(info.context)
    return MyRecord(
        person=[value(each) for each in found.person.values],
        facts=[fact(each) for each in found.person.facts],
        records=[record(each) for each in found.records],
        corrections=[own_correction(each) for each in found.corrections],
    )
