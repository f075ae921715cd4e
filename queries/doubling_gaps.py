"""Where a doubling is missing: left holders who hold no linked right post, and right places without such a holder.

Under R2 these are two-committee members without a grid post, and grids whose heads and members sit on no committee.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Annotated

from graph.model import Text
from graph.model.dates import Certainty
from graph.model.nodes.doubling_rule import CountedOver
from graph.store import Store
from guard.access import Access
from queries.doubling import QUESTION as DOUBLING
from queries.doubling import Appointment, Finding, RuleRow, State, Target
from queries.doubling.ask import prepare
from queries.doubling.count import Counting, inside, left_standings
from queries.doubling.posts import Post, appointment
from queries.doubling.states import CERTAIN, Support
from queries.question import question


@dataclass(frozen=True, slots=True)
class UndoubledPlace:
    """右岗无人兼任左岗的地方 / A place none of whose right holders holds a linked left post.

    ``undoubled`` is POSSIBLY where someone possibly does. A place whose right posts are all vacant is one of them.
    """

    place: Target
    undoubled: Annotated[Certainty, Text("是否确无兼任者", "whether there surely is none")]
    right: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class DoublingGaps:
    """一条规则下未兼任的人和地方 / A rule's gaps on a day: left holders who are not certainly doubled, and places."""

    day: dt.date
    rule: RuleRow
    in_force: Certainty
    holders: Annotated[tuple[Finding, ...], Text("未兼任右岗的左岗任职者", "left holders without a linked right post")]
    places: Annotated[
        tuple[UndoubledPlace, ...], Text("右岗无人兼任左岗的地方", "places of right posts that nobody doubles")
    ]
    withheld: bool


QUESTION = question(
    __name__,
    __file__,
    text=Text("未兼任者", "Doubling gaps"),
    about=Text("按规则查未兼任右岗的人，和右岗无人兼任左岗的地方", "Who holds no linked post, and where nobody does"),
    result=DoublingGaps,
    texts=("doubling/rule", "doubling/posts", "doubling/tree"),
)


async def doubling_gaps(
    store: Store, access: Access, *, rule: str, within: str | None = None, as_of: dt.date | None = None
) -> DoublingGaps | None:
    """Both kinds of gap under the rule with this code; ``within``: only of posts and places below this place."""
    access.note_holders("doublingGaps")
    asked = await prepare(store, access, texts=DOUBLING.texts, rule=rule, within=within, by=None, as_of=as_of)
    if asked is None:
        return None
    counting = asked.counting and replace(
        asked.counting, rule=replace(asked.rule, counted_over=CountedOver.LEFT_HOLDER)
    )
    holders = tuple(each for each in counting.findings() if each.state is not State.DOUBLED) if counting else ()
    places = _places(counting) if counting else ()
    return DoublingGaps(asked.rows.day, asked.rule, asked.in_force, holders, places, asked.withheld)


def _places(count: Counting) -> tuple[UndoubledPlace, ...]:
    posts, doubled = _posts_at(count), _doubled_at(count)
    places = sorted((count.tree.targets[each] for each in posts), key=lambda each: (each.code or "", each.id))
    found = []
    for place in places:
        supports = doubled.get(place.id, [])
        if CERTAIN not in supports and inside(count, place.id):
            right = (appointment(post, held, count.rows) for post in posts[place.id] for held in post.holders)
            undoubled = Certainty.POSSIBLY if supports else Certainty.YES
            found.append(UndoubledPlace(place, undoubled, tuple(right)))
    return tuple(found)


def _posts_at(count: Counting) -> dict[str, list[Post]]:
    """The right posts at each place in the area that they are for."""
    found: dict[str, list[Post]] = defaultdict(list)
    for post in count.right:
        for target in dict(post.places):
            if target in count.tree.seen and target in count.tree.targets:
                found[target].append(post)
    return found


def _doubled_at(count: Counting) -> dict[str, list[Support]]:
    """The supports of someone at each place holding a linked left post, wherever that is."""
    found: dict[str, list[Support]] = defaultdict(list)
    near = count.near
    for left in left_standings(replace(count, within=None)):
        holders = {held.person: held.support for held in left.post.holders}
        for right in near(left.post, left.target) if holders else ():
            if right.post.row.id != left.post.row.id:
                targets = [right.target] if right.target else [target for target, _ in right.post.places]
                for held in right.post.holders:
                    if held.person in holders:
                        support = left.support | holders[held.person] | right.support | held.support
                        for target in targets:
                            found[target].append(support)
    return found
