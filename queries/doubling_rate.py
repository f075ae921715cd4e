"""The rate of a doubling rule without anybody's name: what of a doubling may be watched (DOMAIN 6)."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.dates import Certainty
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from queries.doubling import QUESTION as DOUBLING
from queries.doubling import GroupRate, Rate, RuleRow, doubling
from queries.question import Question


@dataclass(frozen=True, slots=True)
class DoublingRate:
    """一肩挑比率，不含姓名 / The rate of a doubling rule, without names."""

    day: dt.date
    rule: RuleRow
    in_force: Certainty
    rate: Rate
    groups: tuple[GroupRate, ...]
    withheld: bool


QUESTION = Question(
    "doubling_rate",
    Text("一肩挑比率", "Doubling rate"),
    Text("按规则统计一肩挑比率，不含姓名", "How many linked posts are held by one person, without names"),
    DoublingRate,
    DOUBLING.texts,
    __name__,
)


async def doubling_rate(
    store: Store,
    access: Access,
    *,
    rule: str,
    within: str | None = None,
    by: Level | None = None,
    as_of: dt.date | None = None,
) -> DoublingRate | None:
    """The rate under the rule with this code, of all that is counted and by the places of a level."""
    found = await doubling(store, access, rule=rule, within=within, by=by, as_of=as_of)
    if found is None:
        return None
    return DoublingRate(found.day, found.rule, found.in_force, found.rate, found.groups, found.withheld)
