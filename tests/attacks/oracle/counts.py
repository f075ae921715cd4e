"""Cases about counts of residents: right, of five or more, of whole places in the area, at a month's end; or hidden."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.case import At, Case
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import World

SMALL = 5
WITHIN = dt.date(2020, 10, 15)
"""Between this day and the last end of a month some check-ins have begun and some have ended."""
ROLL_UP = """query ($id: ID!, $day: Date) { rollUp(place: $id, asOf: $day) {
  statisticsDay residents { count withheld } registered { count withheld } } }"""
CHECK_INS = "query ($id: ID!, $day: Date) { unitPage(unit: $id, asOf: $day) { checkIns { count withheld } } }"
COUNTED = {"residents": "LIVES_IN", "registered": "REGISTERED_AT"}


def roll_up(at: At, chance: random.Random) -> Case:
    """How many live, and are registered, in a place. What is hidden for another's sake is another proof's matter."""
    world = at.policy.world
    wide = [*world.ids("Place", level="district"), *world.ids("Place", level="town")]
    chosen = chance.choice(wide if chance.random() < 0.6 else world.ids("Place"))
    day = month_end(min(at.day, world.today))
    question = Question(ROLL_UP, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    seen = at.policy.here(chosen) or at.policy.here(world.community(chosen))

    def check(answer: Answer) -> str | None:
        told = answer.read["data"]["rollUp"]
        right = {name: {None, _count(world, chosen, kind, day) if seen else None} for name, kind in COUNTED.items()}
        wrong = [name for name in COUNTED if told[name]["count"] not in right[name] or _small(told[name])]
        return f"{wrong} {told}" if wrong or told["statisticsDay"] != day.isoformat() else None

    return Case(question, check=check)


def check_ins(at: At, chance: random.Random) -> Case:
    """How many members of a unit check in: told of the whole district alone, as areas could be subtracted."""
    world = at.policy.world
    asked = WITHIN if chance.random() < 0.5 else at.day
    chosen, day = chance.choice(("u1", "u1", "u2")), month_end(min(asked, world.today))
    question = Question(CHECK_INS, {"id": chosen, "day": asked.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    from_unit = {t.source for t in world.of("FROM_UNIT", target=chosen) if t.dates.holds(day)}
    told = at.policy.viewer.places is None and len(from_unit) >= SMALL
    expected = {"count": len(from_unit) if told else None, "withheld": not told}

    def check(answer: Answer) -> str | None:
        got = answer.read["data"]["unitPage"]["checkIns"]
        return None if got == expected else f"expected {expected}, got {got}"

    return Case(question, check=check)


def month_end(day: dt.date) -> dt.date:
    """The last end of a month on or before a day."""
    tomorrow = day + dt.timedelta(days=1)
    return tomorrow.replace(day=1) - dt.timedelta(days=1)


def _small(told: dict[str, Any]) -> bool:
    return told["count"] is not None and (told["count"] < SMALL or told["withheld"])


def _count(world: World, place: str, kind: str, day: dt.date) -> int:
    homes = set(_homes(world, place, day))
    return len({t.source for t in world.of(kind) if t.target in homes and t.dates.holds(day)})


def _homes(world: World, place: str, day: dt.date) -> Iterator[str]:
    """The houses that surely lie in a place, or below it, on the day."""
    for tie in world.of("PART_OF", "WITHIN", "IN_BUILDING", target=place):
        if tie.dates.holds(day):
            if world.label(tie.source) == "House":
                yield tie.source
            yield from _homes(world, tie.source, day)


COUNTS = (roll_up, check_ins)
