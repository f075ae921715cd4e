"""Cases about what is found by a name, is walked to, would follow, or is told of a house as a whole."""

import datetime as dt
import json
import random
from collections import defaultdict
from collections.abc import Iterable

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.canaries import found_in
from tests.attacks.oracle.case import DATED, RESIDENT, At, Case, facts
from tests.attacks.oracle.counts import month_end
from tests.attacks.oracle.policy import DWELLING, every
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import Tie

HOLDER = "holder { id name }"
SEARCH = f"""query ($text: String!, $kinds: [SearchKind!]) {{ search(text: $text, kinds: $kinds, first: 50) {{ hits {{
  label person {RESIDENT} {HOLDER} posts {{ {DATED} }} }} }} }}"""
TENURES = f"""query ($id: ID!) {{ tenureHistory(house: $id) {{ tenures {{ share {DATED} person {RESIDENT} }} }} }}"""
PREMISES = f"""query ($id: ID!, $day: Date) {{ premises(organization: $id, asOf: $day) {{
  operators {{ {DATED} person {RESIDENT} }} }} }}"""
LEAVES = f"""query ($id: ID!, $day: Date) {{ ifLeaves(person: $id, asOf: $day) {{ {HOLDER}
  withheld grids {{ place {{ id }} }}
  posts {{ appointment {{ document {HOLDER} {DATED} }} }} doublings {{ proof {{ {HOLDER} {DATED} }} }} }} }}"""
MANY = f"""query ($day: Date) {{ manyPosts(atLeast: 2, asOf: $day) {{ statisticsDay holders {{ {HOLDER}
  posts {{ document {DATED} covers {{ place {{ id }} residents {{ count }} }} }} }} }} }}"""
AROUND = f"""query ($id: ID!, $day: Date) {{ neighbourhood(id: $id, kinds: [HOLDS], cap: 100, asOf: $day) {{ {HOLDER}
  nodes {{ {HOLDER} ties {{ {HOLDER} {DATED} }} }} }} }}"""
HOUSES = """query ($id: ID!, $day: Date) {{ {what}(within: $id, asOf: $day) {{ houses {{ house {{ id }} }} }} }}"""
PERIODS = f"""query ($rule: String!) {{ doublingPeriods(rule: $rule) {{ withheld
  periods {{ {HOLDER} {DATED} place {{ id }}
  proof {{ document {HOLDER} {DATED} }} }} }} }}"""
CONFLICTS = f"""query {{ conflicts {{ rules {{ findings {{ doublers {{ {HOLDER} proof {{ document }} }} }}
  doubtful {{ doublers {{ {HOLDER} proof {{ document }} }} }} }} }} }}"""
GAPS = f"""query ($rule: String!) {{ doublingGaps(rule: $rule) {{ holders {{ {HOLDER} left {{ document {HOLDER} }} }}
  places {{ right {{ document {HOLDER} }} }} }} }}"""
PLAIN = ("R1", "RH", "RS", "RF", "RK", "RK")
"""Rules over public posts alone, or volunteers' alone."""
REACHING = ("RS", "RK")
"""Of these, whose posts may be linked to one elsewhere: those of one organization."""
SERIES = '{ doublingSeries(rule: "RK") { months { rate { totalPossibly } } } }'
METRES = 30.0


def search(at: At, chance: random.Random) -> Case:
    """A person by their whole name: as a resident, by their posts, as both, or not at all."""
    world = at.policy.world
    kinds = chance.choice((None, None, ["PERSON"], ["HOLDER"]))
    chosen = chance.choice(_known_by_posts(at) if chance.random() < 0.6 else world.ids("Person"))
    question = Question(SEARCH, {"text": world.nodes[chosen].props["name"], "kinds": kinds})
    if refusal := at.needs("resident" if kinds == ["PERSON"] else "office"):
        return Case(question, refusal=refusal)
    homes = [t for t in world.of(*DWELLING, source=chosen) if at.policy.here(world.community(t.target))]
    seen = at.policy.has("resident") and at.told(chosen) and (bool(homes) or at.policy.viewer.places is None)
    held = [t for t in world.of("HOLDS", source=chosen) if t in at.policy.ties and _begun(t, world.today)]
    expected = at.person(chosen, outside=False) if seen and kinds != ["HOLDER"] else set()
    expected |= _named(at, held) if kinds != ["PERSON"] else set()

    def check(answer: Answer) -> str | None:
        hits = [each for each in answer.read["data"]["search"]["hits"] if each["label"] == question.variables["text"]]
        found = found_in(json.dumps(hits)) & of_anybody
        return None if found == expected else f"of them {sorted(found ^ expected)}"

    of_anybody = every(world)
    return at.case(question, expected, least=True, check=check)


def _known_by_posts(at: At) -> list[str]:
    """Who holds a post that is told of, rather those whose houses are elsewhere."""
    world = at.policy.world
    held = {t.source for t in world.of("HOLDS") if t in at.policy.ties}
    homes = {t.source for t in world.of(*DWELLING) if at.policy.here(world.community(t.target))}
    return sorted(held - homes) or sorted(held) or world.ids("Person")


def tenure_history(at: At, chance: random.Random) -> Case:
    """Everyone who ever had a right in a house."""
    world = at.policy.world
    chosen = chance.choice([t.target for t in world.of("HOLDS_TENURE")])
    question = Question(TENURES, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    if not at.policy.here(world.community(chosen)):
        return Case(question, refusal="NOT_FOUND")
    expected: set[str] = set()
    for tie in world.of("HOLDS_TENURE", target=chosen):
        person = world.label(tie.source) == "Person"
        if not person or at.told(tie.source):
            expected |= facts(tie, "share") | (at.person(tie.source, outside=False) if person else set())
    return at.case(question, expected, less="minor")


def premises(at: At, chance: random.Random) -> Case:
    """Who runs a firm, where its premises are in the area."""
    world = at.policy.world
    chosen = chance.choice([t.source for t in world.of("OPERATED_BY")])
    question = Question(PREMISES, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of("OPERATED_BY", source=chosen) if t in at.policy.ties and t.dates.may_hold(at.day)]
    told = [t for t in ties if at.told(t.target)]
    expected: set[str] = set().union(*(facts(t) | at.person(t.target, outside=False) for t in told))
    return at.case(question, expected)


def if_leaves(at: At, chance: random.Random) -> Case:
    """The posts of somebody, as far as they are told of."""
    world = at.policy.world
    posts = ("wg-both",) if chance.random() < 0.3 else world.ids("Post")
    chosen = chance.choice([t.source for t in world.of("HOLDS") if t.target in posts])
    question = Question(LEAVES, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of("HOLDS", source=chosen) if t in at.policy.ties and t.dates.may_hold(at.day)]

    def check(answer: Answer) -> str | None:
        told = answer.read["data"]["ifLeaves"]
        outside = [g for each in told["grids"] if not at.policy.here(world.community(g := each["place"]["id"]))]
        hides = at.policy.viewer.places is not None or not at.policy.has("resident")
        return None if not outside and told["withheld"] == hides else f"{outside}, withheld: {told['withheld']}"

    if not ties:
        return Case(question, refusal="NOT_FOUND")
    return at.case(question, _named(at, ties, "document"), check=check)


def many_posts(at: At, chance: random.Random) -> Case:
    """Everyone with two posts that are told of."""
    question = Question(MANY, {"day": at.day.isoformat()})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    posts: dict[str, list[Tie]] = defaultdict(list)
    for tie in at.policy.world.of("HOLDS"):
        if tie in at.policy.ties and tie.dates.may_hold(at.day):
            posts[tie.source].append(tie)
    several = [ties for ties in posts.values() if len({t.target for t in ties}) > 1]
    names: set[str] = set().union(*({t.source, at.policy.world.nodes[t.source].props["name"]} for t, *_ in several))

    def check(answer: Answer) -> str | None:
        told = answer.read["data"]["manyPosts"]
        covers = [each for holder in told["holders"] for post in holder["posts"] for each in post["covers"]]
        counted = {each["place"]["id"] for each in covers if each["residents"]["count"] is not None}
        outside = {p for p in counted if not at.policy.here(p) and not at.policy.here(at.policy.world.community(p))}
        day = month_end(min(at.day, at.policy.world.today)).isoformat()
        return f"{outside} at {told['statisticsDay']}" if outside or told["statisticsDay"] != day else None

    return at.case(question, names, least=True, check=check)


def around(at: At, chance: random.Random) -> Case:
    """Who holds a post on a day, and which posts somebody holds, as ties that are walked."""
    world = at.policy.world
    chosen = chance.choice([end for t in world.of("HOLDS") for end in (t.source, t.target)])
    question = Question(AROUND, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    person = world.label(chosen) == "Person"
    if person and not any(t.source == chosen and t.kind == "HOLDS" for t in at.policy.ties):
        return Case(question, refusal="NOT_FOUND")
    ties = [t for t in world.of("HOLDS") if chosen in (t.source, t.target) and t in at.policy.ties]
    own = {chosen, world.nodes[chosen].props["name"]} if person else set()
    return at.case(question, own | _named(at, [t for t in ties if t.dates.may_hold(at.day)]))


def crowded(at: At, chance: random.Random) -> Case:
    """Over-occupied houses of a community."""
    world = at.policy.world

    def wanted(house: str, day: dt.date) -> bool:
        living = {t.source for t in world.of("LIVES_IN", target=house) if t.dates.may_hold(day)}
        return bool(world.nodes[house].props["floorArea"] < METRES * len(living))

    return _houses(at, chance, "crowdedHouses", [h for h in world.ids("House") if wanted(h, at.day)])


def unregistered(at: At, chance: random.Random) -> Case:
    """Houses of a community that are lived in, with nobody surely registered."""
    world = at.policy.world
    lived = {t.target for t in world.of("LIVES_IN") if t.dates.may_hold(at.day)}
    kept = {t.target for t in world.of("REGISTERED_AT") if t.dates.holds(at.day)}
    return _houses(at, chance, "unregisteredHouses", lived - kept)


def _houses(at: At, chance: random.Random, what: str, found: Iterable[str]) -> Case:
    """Told under residents' and minors' classes together, each house in its own community's area."""
    world = at.policy.world
    community = chance.choice([c for c in world.ids("Place", level="community") if not c.endswith("old")])
    question = Question(HOUSES.format(what=what), {"id": community, "day": at.day.isoformat()})
    if refusal := at.needs("open"):
        return Case(question, refusal=refusal)
    stand = {t.source for t in world.of("IN_BUILDING", target=f"b-{community}") if t.dates.may_hold(at.day)}
    there = stand | {t.source for t in world.of("WITHIN", target=community) if world.label(t.source) == "House"}
    told = at.policy.has("resident") and at.policy.has("minor")
    right = {h for h in found if h in there and at.policy.here(world.community(h))} if told else None

    def check(answer: Answer) -> str | None:
        houses = answer.read["data"][what]["houses"]
        got = None if houses is None else {each["house"]["id"] for each in houses}
        return None if got == right else f"{got} for {right}"

    return at.case(question, (), check=check)


def in_time(at: At, chance: random.Random) -> Case:
    """Doublings in time, forbidden pairs and gaps: whoever is in them is seen, which is judged of every answer."""
    text, rule = chance.choice((PERIODS, PERIODS, GAPS, CONFLICTS)), chance.choice(PLAIN)
    question = Question(text, {} if text is CONFLICTS else {"rule": rule})

    def check(answer: Answer) -> str | None:
        told = answer.read["data"].get("doublingPeriods")
        if told and told["withheld"] != (at.policy.viewer.places is not None and rule in REACHING):
            return f"withheld: {told['withheld']}"
        rows = told["periods"] if told else ()
        places = {each["place"]["id"] for each in rows if each["place"]}
        outside = {p for p in places if not at.policy.here(p) and not at.policy.here(at.policy.world.community(p))}
        return f"doublings outside the area: {outside}" if outside else None

    refusal = at.needs("office")
    return Case(question, refusal=refusal) if refusal else at.case(question, (), least=True, check=check)


def series(at: At, _: random.Random) -> Case:
    """A series over compounds counts those of the area."""
    question = Question(SERIES, {})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    world = at.policy.world
    here = sum(at.policy.here(world.community(each)) for each in world.ids("Compound"))

    def check(answer: Answer) -> str | None:
        counted = {month["rate"]["totalPossibly"] for month in answer.read["data"]["doublingSeries"]["months"]}
        return None if counted == {here} else f"{counted} of {here}"

    return at.case(question, (), check=check)


def _named(at: At, ties: Iterable[Tie], *keys: str) -> set[str]:
    """Who holds these posts, from when to when."""
    found: set[str] = set()
    for tie in ties:
        found |= facts(tie, *keys) | {tie.source, at.policy.world.nodes[tie.source].props["name"]}
    return found


def _begun(tie: Tie, day: dt.date) -> bool:
    return tie.dates.since[0] is None or tie.dates.since[0] <= day


LATER = (
    *(search, search, search, tenure_history, premises, if_leaves, if_leaves, many_posts, around),
    *(crowded, unregistered, in_time, in_time, series),
)
