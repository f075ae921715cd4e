"""The people of the district, with every value about them a canary that nobody else has."""

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from tests.attacks.oracle.world import Dates, World

if TYPE_CHECKING:
    from tests.attacks.oracle.making import Making

BASES, RELATIONS = ("owner", "tenant", "family", "dormitory"), ("head", "spouse", "child", "other")
GROWN_UPS = 0.72
UNKNOWN = 0.12
GROWN_YEARS = 14
LONG_AGO, OCTOBER = dt.date(1930, 1, 2), dt.date(2020, 10, 1)
"""Days that no canary is; on the second nobody asks."""


def people(making: "Making", count: int) -> None:
    """Residents, holders of posts, operators and members who check in."""
    persons = [_person(making) for _ in range(count)]
    for at, person in enumerate(persons):
        _dwellings(making, person, at)
    _holders(making, persons)
    _operators(making, persons)
    facts = {"key": making.mint.token(), "kind": "rent", "share": making.mint.share()}
    making.world.tie("HOLDS_TENURE", "m1", "h-c3-1", _dates(making), **facts)
    _check_ins(making, persons)


def is_minor(birth: dt.date | None, today: dt.date) -> bool | None:
    """Whether somebody is younger than fourteen; None where nobody knows."""
    if birth is None:
        return None
    return (today.year - birth.year) - ((today.month, today.day) < (birth.month, birth.day)) < GROWN_YEARS


def _person(making: "Making") -> str:
    mint, chance, world = making.mint, making.chance, making.world
    kind, person = chance.random(), mint.token()
    birth = mint.birth(grown=kind < GROWN_UPS) if kind < 1 - UNKNOWN else None
    world.add(
        "Person",
        person,
        name=mint.token(),
        sex=chance.choice(("male", "female")),
        birth=birth,
        registeredOutside=mint.token(),
    )
    world.numbers[person], world.phones[person] = mint.number(), mint.phone()
    return person


def _dwellings(making: "Making", person: str, at: int) -> None:
    """The first hundred live house by house in turn, so that every house has somebody."""
    chance, homes = making.chance, making.homes
    if at % 10 == 9:
        return  # holds a post at most
    _lives(making, person, homes[at % len(homes)])
    if chance.random() < 0.4:
        _lives(making, person, chance.choice(homes))
    for kind, likely in (("REGISTERED_AT", 0.7), ("HOLDS_TENURE", 0.3), ("REGISTERED_AT", 0.15)):
        if chance.random() < likely:
            house = homes[at % len(homes)] if chance.random() < 0.5 else chance.choice(homes)
            making.world.tie(kind, person, house, _dates(making), key=making.mint.token(), **_facts(making, kind))


def _lives(making: "Making", person: str, house: str) -> None:
    facts = {"basis": making.chance.choice(BASES), "key": making.mint.token()}
    making.world.tie("LIVES_IN", person, house, _dates(making), **facts)


def _facts(making: "Making", kind: str) -> dict[str, Any]:
    if kind == "HOLDS_TENURE":
        return {"kind": making.chance.choice(("own", "rent", "use")), "share": making.mint.share()}
    relation = making.chance.choice(RELATIONS)
    return {"householdNo": making.mint.token(), "relationToHead": relation, "collective": making.chance.random() < 0.3}


def _dates(making: "Making") -> Dates:
    """Sure or possible, going on or over; no two facts share a day."""
    mint, chance = making.mint, making.chance
    first = mint.day()
    since = (first, first) if chance.random() < 0.8 else (None, first)
    if chance.random() < 0.75:
        return Dates(since)
    last = mint.day(after=first)
    return Dates(since, (last, last) if chance.random() < 0.8 else (first, last))


def _holders(making: "Making", persons: list[str]) -> None:
    """Each post has one or two holders; some hold a public post and a volunteer's."""
    grown = [p for p in persons if _grown(making.world, p)]
    some = making.chance.sample(grown, min(24, len(grown)))
    for post in making.world.ids("Post"):
        for _ in range(making.chance.choice((1, 1, 2))):
            _holds(making, making.chance.choice(some), post)

    for at, person in enumerate(some[:4]):  # several at once, so that their order could tell of them
        day = LONG_AGO + dt.timedelta(days=at + 1)
        _holds(making, person, "wx-volunteer", Dates((day, day)))


def _holds(making: "Making", person: str, post: str, dates: Dates | None = None) -> None:
    facts = {"document": making.mint.token(), "origin": making.mint.token(), "key": making.mint.token()}
    making.world.tie("HOLDS", person, post, dates or _dates(making), **facts)


def _operators(making: "Making", persons: list[str]) -> None:
    """Grown or of unknown age, and one who is a child by a ledger's mistake."""
    chance, world = making.chance, making.world
    traders = [o for o in world.ids("Organization") if world.nodes[o].props["kind"] in ("sole_trader", "property")]
    for trader in traders:
        world.tie("OPERATED_BY", trader, chance.choice(_not_children(world, persons)), _dates(making), key="")
    world.tie("OPERATED_BY", traders[0], _child(world, persons, chance), _dates(making), key="")


def _check_ins(making: "Making", persons: list[str]) -> None:
    world, chance = making.world, making.chance
    for at in range(24):
        child = at == 0
        member = _child(world, persons, chance) if child else chance.choice(_not_children(world, persons))
        community = ("c1", "c1", "c1", "c2", "c4", "c5", "c5old", "c6")[at % 8]
        check_in, dates = making.mint.token(), _within_october(at) or _dates(making)
        world.add("CheckIn", check_in, code=making.mint.token())
        world.tie("OF_MEMBER", check_in, member, dates, key="")
        world.tie("TO_COMMUNITY", check_in, community, dates, key="")
        world.tie(
            "FROM_UNIT", check_in, "u1" if _within_october(at) else chance.choice(("u1", "u1", "u2")), dates, key=""
        )


def _within_october(at: int) -> Dates | None:
    """Some begin, and some end, between a month's end and the day that is asked about."""
    begun = {1: OCTOBER, 2: LONG_AGO, 3: LONG_AGO, 4: LONG_AGO}.get(at)
    ended = OCTOBER if at in (2, 3) else None
    return Dates((begun, begun), (ended, ended)) if begun else None


def _grown(world: World, person: str) -> bool:
    return is_minor(world.nodes[person].props["birth"], world.today) is False


def _not_children(world: World, persons: list[str]) -> list[str]:
    return [p for p in persons if not is_minor(world.nodes[p].props["birth"], world.today)]


def _child(world: World, persons: list[str], chance: random.Random) -> str:
    return chance.choice([p for p in persons if is_minor(world.nodes[p].props["birth"], world.today)])
