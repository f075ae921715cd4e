"""一肩挑: a doubling rule of any kind, asked of any day. Rules are data; a new one needs no new code (DOMAIN 4)."""

import datetime as dt

from graph.model import Text
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from queries.doubling.answer import Doubler, Doubling, Finding, GroupRate, Rate, RuleRow, Seats
from queries.doubling.ask import doubling_of
from queries.doubling.posts import Appointment
from queries.doubling.states import State
from queries.doubling.tree import Target
from queries.question import question

__all__ = [
    "QUESTION",
    "Appointment",
    "Doubler",
    "Doubling",
    "Finding",
    "GroupRate",
    "Rate",
    "RuleRow",
    "Seats",
    "State",
    "Target",
    "doubling",
]

QUESTION = question(
    __name__,
    __file__,
    text=Text("一肩挑", "Doubling"),
    about=Text("按规则查各地或各任职者是否一肩挑", "Whether linked posts are held by one person, place by place"),
    result=Doubling,
    texts=("rule", "posts", "tree"),
)


async def doubling(
    store: Store,
    access: Access,
    *,
    rule: str,
    within: str | None = None,
    by: Level | None = None,
    as_of: dt.date | None = None,
) -> Doubling | None:
    """The state of every counted place or left holder under the rule with this code.

    ``within`` is the id of a place whose subtree alone is counted; ``by`` the level by whose places the rate is told.
    """
    return await doubling_of(store, access, texts=QUESTION.texts, rule=rule, within=within, by=by, as_of=as_of)
