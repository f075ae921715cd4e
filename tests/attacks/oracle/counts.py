"""Cases about counts of residents: right, of five or more, of whole places in the area, at a month's end; or hidden."""

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.case import At, Case
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import World

SMALL = 5
REFORM = dt.date(2019, 1, 1)
"""On this day one community begins and another has ended; at the month's end before neither."""
WITHIN = dt.date(2020, 10, 15)
"""Between this day and the last end of a month some check-ins have begun and some have ended."""
ROLL_UP = """query ($id: ID!, $day: Date) { rollUp(place: $id, asOf: $day) {
  statisticsDay residents { count withheld } registered { count withheld } } }"""
CHECK_INS = "query ($id: ID!, $day: Date) { unitPage(unit: $id, asOf: $day) { checkIns { count withheld } } }"
TOLD = {
    "crowdedHouses": "counts { place { id } houses { count withheld } }",
    "unregisteredHouses": "counts { place { id } houses { count withheld } }",
    "residenceGaps": "places { place { id } livingElsewhere { count withheld } }",
}
"""What each question tells of which places."""
LEVELS = {"residenceGaps": {"community"}}
VACANCIES = """query ($type: ID!, $kind: PlaceKind!, $day: Date) {
  vacancies(postType: $type, kind: $kind, asOf: $day) { total vacancies { place { id } } } }"""
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


def places_told(at: At, chance: random.Random) -> Case:
    """Counts stand beside the places of the month's end that is counted, and are told of those in the area alone."""
    world = at.policy.world
    what, chosen = chance.choice(list(TOLD)), chance.choice(("t2", "t2", "d", "t1"))
    at = replace(at, day=REFORM) if chance.random() < 0.6 else at
    end = month_end(min(at.day, world.today))
    text = f"query ($id: ID!, $day: Date) {{ {what}(within: $id, asOf: $day) {{ statisticsDay {TOLD[what]} }} }}"
    question = Question(text, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    levels = LEVELS.get(what, {"district", "town", "community"})
    below = {each for each in _below(world, chosen, end) if world.nodes[each].props["level"] in levels}

    def check(answer: Answer) -> str | None:
        rows = answer.read["data"][what][TOLD[what].partition(" ")[0]]
        got = {row["place"]["id"]: row for row in rows}
        outside = [p for p in got if not at.policy.here(p) and not at.policy.here(world.community(p))]
        counted = [p for p in outside if '"count":null' not in json.dumps(got[p], separators=(",", ":"))]
        right = got.keys() == below and answer.read["data"][what]["statisticsDay"] == end.isoformat()
        return f"counted outside: {counted}" if counted else None if right else f"{[*got]} for {below} at {end}"

    return Case(question, check=check)


def vacancies(at: At, chance: random.Random) -> Case:
    """Of the communities, and of the buildings, that are in the area and there on the day."""
    world = at.policy.world
    kind, label = chance.choice((("COMMUNITY", "Place"), ("BUILDING", "Building")))
    question = Question(VACANCIES, {"type": "pt-director", "kind": kind, "day": at.day.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    of = world.ids(label, level="community") if label == "Place" else world.ids(label)
    there = {t.source for t in world.of("PART_OF", "WITHIN") if t.dates.may_hold(at.day)} & set(of)
    here = {each for each in there if at.policy.here(world.community(each))}
    if not here:
        return Case(question, refusal="NOT_FOUND")

    def check(answer: Answer) -> str | None:
        told = answer.read["data"]["vacancies"]
        outside = {each["place"]["id"] for each in told["vacancies"]} - here
        return None if told["total"] == len(here) and not outside else f"{told['total']} of {len(here)}, {outside}"

    return Case(question, check=check)


def _below(world: World, place: str, day: dt.date) -> Iterator[str]:
    """The place and all that surely lies in it on a day."""
    yield place
    for tie in world.of("PART_OF", target=place):
        if tie.dates.holds(day):
            yield from _below(world, tie.source, day)


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


COUNTS = (roll_up, check_ins, places_told, places_told, vacancies)
