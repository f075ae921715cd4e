"""Cases about residents: the register's four look-ups, and the steps of the graph that lead to people."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from tests.attacks.oracle.case import DATED, PAGE, PERSON, RESIDENT, SPAN, At, Case, facts
from tests.attacks.oracle.policy import DWELLING, dwells_now, of_numbers
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import Tie

BEFORE = dt.date(2015, 6, 1)
"""Before the reform."""
HOUSE = f"""query ($id: ID!) {{ house(id: $id) {{ id
  residents({PAGE}) {{ edges {{ cursor basis {SPAN} node {PERSON} }} pageInfo {{ endCursor }} }}
  registeredPersons({PAGE}) {{ edges {{ cursor householdNo relationToHead collective {SPAN} node {PERSON} }} }}
  tenures({PAGE}) {{ edges {{ cursor share {SPAN}
    node {{ ... on Resident {PERSON} ... on Organization {{ name }} }} }} }}
}} }}"""
HOUSE_PERSONS = f"""query ($id: ID!, $day: Date) {{ housePersons(house: $id, asOf: $day) {{
  occupants {{ basis {DATED} person {RESIDENT} }}
  registered {{ householdNo relationToHead collective {DATED} person {RESIDENT} }}
  tenures {{ share {DATED} organization {{ name }} person {RESIDENT} }}
}} }}"""
ONWARD = f"""query ($id: ID!, $day: Date) {{ housePersons(house: $id, asOf: $day) {{
  occupants {{ basis {DATED} person {{ node {PERSON} }} }} }} }}"""
BUILDING = f"""query ($id: ID!, $day: Date) {{ buildingHouseholds(building: $id, asOf: $day) {{ houses {{
  house {{ code }}
  registered {{ householdNo relationToHead {DATED} person {RESIDENT} }}
  occupants {{ basis {DATED} person {RESIDENT} }}
  households {{ householdNo members {{ person {{ id }} }} }}
}} }} }}"""
PERSON_HOUSES = f"""query ($id: ID, $number: String, $day: Date) {{
  personHouses(person: $id, idNumber: $number, asOf: $day) {{
  person {RESIDENT} lives {{ basis {DATED} }} registered {{ householdNo {DATED} }} tenures {{ share {DATED} }}
}} }}"""
ADDRESSES = f"""query ($id: ID, $number: String, $day: Date) {{
  personAddresses(person: $id, idNumber: $number, asOf: $day) {{
  registeredOutside apart person {RESIDENT} lives {{ {DATED} }} registered {{ householdNo {DATED} }}
}} }}"""
NAMELESS = "query ($id: ID) { personAddresses(person: $id) { registeredOutside } }"
NUMBERS = "query ($id: ID!) { personNumbers(person: $id) { idNumber phone } }"
RESIDENT_ROOT = f"""query ($id: ID!) {{ resident(id: $id) {{ id name sex birth registeredOutside
  livesIn({PAGE}) {{ edges {{ {SPAN} }} }}
  registeredAt({PAGE}) {{ edges {{ householdNo {SPAN} }} }}
  holdsTenure({PAGE}) {{ edges {{ share {SPAN} }} }}
  operates({PAGE}) {{ edges {{ {SPAN} node {{ name }} }} }}
  checkIns({PAGE}) {{ edges {{ {SPAN} node {{ id code }} }} }}
  holds({PAGE}) {{ edges {{ document origin {SPAN} }} }}
}} }}"""


def house(at: At, chance: random.Random) -> Case:
    """Everyone who ever had to do with a house."""
    world = at.policy.world
    chosen = chance.choice(world.ids("House"))
    question = Question(HOUSE, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of(*DWELLING, target=chosen) if _here(at, t) and _told(at, t)]
    return at.case(question, _people(at, ties, "key", "householdNo", "share", outside=True), less="minor")


def house_persons(at: At, chance: random.Random) -> Case:
    """Everyone of one day."""
    world = at.policy.world
    chosen = chance.choice(world.ids("House"))
    question = Question(HOUSE_PERSONS, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    if not at.policy.here(world.community(chosen)):
        return Case(question, refusal="NOT_FOUND")
    ties = [t for t in world.of(*DWELLING, target=chosen) if t.dates.may_hold(at.day) and _told(at, t)]
    return at.case(question, _people(at, ties, "householdNo", "share", outside=False), less="minor")


def onward(at: At, chance: random.Random) -> Case:
    """From those who live in a house on into the graph, where more is told of each."""
    world = at.policy.world
    chosen = chance.choice(world.ids("House"))
    question = Question(ONWARD, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    if not at.policy.here(world.community(chosen)):
        return Case(question, refusal="NOT_FOUND")
    ties = [t for t in world.of("LIVES_IN", target=chosen) if t.dates.may_hold(at.day) and _told(at, t)]
    return at.case(question, _people(at, ties, outside=True), less="minor")


def building(at: At, chance: random.Random) -> Case:
    """A building, house by house; often the one from which a house went to another community."""
    world = at.policy.world
    chosen = chance.choice(world.ids("Building"))
    if chance.random() < 0.6:
        chosen, at = "b-c1", replace(at, day=BEFORE)
    question = Question(BUILDING, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    if not at.policy.here(world.community(chosen)):
        return Case(question, refusal="NOT_FOUND")
    stands = [t for t in world.of("IN_BUILDING", target=chosen) if t.dates.may_hold(at.day)]
    homes = {t.source for t in stands if at.policy.here(world.community(t.source))}
    ties = [t for t in world.of("LIVES_IN", "REGISTERED_AT") if t.target in homes and t.dates.may_hold(at.day)]
    return at.case(question, _people(at, [t for t in ties if _told(at, t)], "householdNo", outside=False), less="minor")


def person_houses(at: At, chance: random.Random) -> Case:
    """All of a person's houses, by id or by number."""
    return _of_person(at, chance, PERSON_HOUSES, DWELLING, outside=False, dated=False)


def person_addresses(at: At, chance: random.Random) -> Case:
    """The addresses of a day."""
    return _of_person(at, chance, ADDRESSES, ("LIVES_IN", "REGISTERED_AT"), outside=True, dated=True)


def resident(at: At, chance: random.Random) -> Case:
    """A person with every step from them."""
    world = at.policy.world
    chosen = chance.choice(world.ids("Person"))
    question = Question(RESIDENT_ROOT, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    homes = [t for t in world.of(*DWELLING, source=chosen) if _here(at, t)]
    if not at.told(chosen) or not (homes or at.policy.viewer.places is None):
        return Case(question, refusal="NOT_FOUND")
    others = [
        t for t in at.policy.ties if t.kind in ("OF_MEMBER", "OPERATED_BY", "HOLDS") and chosen in (t.source, t.target)
    ]
    expected = at.person(chosen)
    for tie in (*homes, *others):
        expected |= facts(tie, "householdNo", "share", "document", "origin")
        expected |= {tie.source, world.nodes[tie.source].props["code"]} if tie.kind == "OF_MEMBER" else set()
    return at.case(question, expected, less="minor")


def _of_person(at: At, chance: random.Random, text: str, kinds: tuple[str, ...], *, outside: bool, dated: bool) -> Case:
    world = at.policy.world
    chosen = chance.choice(world.ids("Person"))
    by = {"id": chosen} if chance.random() < 0.5 else {"number": world.numbers[chosen]}
    question = Question(text, {**by, "day": at.day.isoformat()})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of(*kinds, source=chosen) if _here(at, t) and (not dated or t.dates.may_hold(at.day))]
    if not at.told(chosen) or not (ties or at.policy.viewer.places is None):
        return Case(question, refusal="NOT_FOUND")
    expected = at.person(chosen, outside=outside)
    return at.case(question, expected.union(*(facts(tie, "householdNo", "share") for tie in ties)), less="minor")


def _people(at: At, ties: list[Tie], *keys: str, outside: bool) -> Iterator[str]:
    for tie in ties:
        yield from facts(tie, *keys)
        if at.policy.world.label(tie.source) == "Person":
            yield from at.person(tie.source, outside=outside)


def _here(at: At, tie: Tie) -> bool:
    return at.policy.here(at.policy.world.community(tie.target))


def _told(at: At, tie: Tie) -> bool:
    return at.policy.world.label(tie.source) != "Person" or at.told(tie.source)


def numbers(at: At, chance: random.Random) -> Case:
    """The ID and the phone of a person."""
    world = at.policy.world
    chosen = chance.choice(world.ids("Person"))
    question = Question(NUMBERS, {"id": chosen})
    if refusal := at.needs("resident") or (None if at.policy.has("phone") else at.needs("id")):
        return Case(question, refusal=refusal)
    if not at.told(chosen) or not dwells_now(at.policy, chosen):
        return Case(question, refusal="NOT_FOUND")
    made = at.case(question, of_numbers(at.policy, chosen), less="minor")
    closed = {f"CLASS {each.upper()}" for each in ("id", "phone") if not at.policy.has(each)}
    return replace(made, withheld=made.withheld | closed)


def nameless(at: At, chance: random.Random) -> Case:
    """Where a person is registered outside, without the person: it is theirs all the same."""
    world = at.policy.world
    chosen = chance.choice(world.ids("Person"))
    question = Question(NAMELESS, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of("LIVES_IN", "REGISTERED_AT", source=chosen) if _here(at, t)]
    now = [t for t in ties if t.dates.may_hold(world.today)]
    if not at.told(chosen) or not (now or at.policy.viewer.places is None):
        return Case(question, refusal="NOT_FOUND")
    return at.case(question, {world.nodes[chosen].props["registeredOutside"]}, less="minor")


REGISTERS = (numbers, nameless, house, house_persons, onward, building, person_houses, person_addresses, resident)
