"""Cases about holders of posts, and about what private ties lead to from organizations and places."""

import datetime as dt
import random
import re
from collections.abc import Iterable

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.case import DATED, PAGE, PERSON, SPAN, At, Case, Check, facts
from tests.attacks.oracle.people import is_minor
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import Tie

EARLY = dt.date(1931, 1, 1)
POST = f"""query ($id: ID!) {{ post(id: $id) {{ title
  holders({PAGE}) {{ edges {{ cursor document origin {SPAN} node {{ id name }} }} }} }} }}"""
HOLDER = f"""query ($id: ID!) {{ officeHolder(id: $id) {{ id name
  holds({PAGE}) {{ edges {{ document origin {SPAN} node {{ code }} }} }} }} }}"""
CHECK_IN = f"""query ($id: ID!) {{ checkIn(id: $id) {{ id code
  ofMember({PAGE}) {{ edges {{ {SPAN} node {PERSON} }} }} toCommunity {{ nodes {{ code }} }} }} }}"""
AT_PLACE = f"""query ($id: ID!) {{ place(id: $id) {{
  checkIns({PAGE}) {{ edges {{ {SPAN} node {{ id code }} }} }} }} }}"""
OF_UNIT = f"""query ($id: ID!) {{ organization(id: $id) {{
  checkedInMembers({PAGE}) {{ edges {{ {SPAN} node {{ id code }} }} }}
  operatedBy({PAGE}) {{ edges {{ {SPAN} node {PERSON} }} }} }} }}"""
HELD = f"post {{ code }} holders {{ document holder {{ id name }} {DATED} }}"
UNIT = (
    f"query ($id: ID!, $day: Date) {{ unitPage(unit: $id, asOf: $day) {{ memberships {{ delegates {{ {HELD} }} }} }} }}"
)
COMMUNITY = f"""query ($id: ID!, $day: Date) {{ communityPage(community: $id, asOf: $day) {{
  units {{ delegates {{ {HELD} }} }} }} }}"""
DOUBLING = """query ($rule: String!) { doubling(rule: $rule) { findings { place { id }
  left { holder { id name } } right { holder { id name } } } } }"""


def post(at: At, chance: random.Random) -> Case:
    """Everyone who ever held a post."""
    chosen = chance.choice(at.policy.world.ids("Post"))
    question = Question(POST, {"id": chosen})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    held = at.policy.world.of("HOLDS", target=chosen)
    return at.case(question, _holders(at, held, "key", "document", "origin"), less="resident")


def holder(at: At, chance: random.Random) -> Case:
    """The posts of a person."""
    world = at.policy.world
    chosen = chance.choice([t.source for t in world.of("HOLDS")])
    question = Question(HOLDER, {"id": chosen})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of("HOLDS", source=chosen) if t in at.policy.ties]
    if not ties:
        return Case(question, refusal="NOT_FOUND")
    return at.case(question, _holders(at, ties, "document", "origin"), less="resident")


def check_in(at: At, chance: random.Random) -> Case:
    """One check-in."""
    world = at.policy.world
    chosen = chance.choice(_of_children(at) if chance.random() < 0.4 else world.ids("CheckIn"))
    question = Question(CHECK_IN, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    ties = [t for t in world.of("OF_MEMBER", source=chosen) if t in at.policy.ties]
    if not ties:
        return Case(question, refusal="NOT_FOUND")
    return at.case(question, _check_ins(at, ties).union(*(at.person(t.target) for t in ties)), less="minor")


def _of_children(at: At) -> list[str]:
    """The check-ins of children, which a ledger has by mistake."""
    world = at.policy.world
    members = world.of("OF_MEMBER")
    return [t.source for t in members if is_minor(world.nodes[t.target].props["birth"], world.today)]


def at_place(at: At, chance: random.Random) -> Case:
    """A community's check-ins."""
    world = at.policy.world
    chosen = "c1" if chance.random() < 0.5 else chance.choice(world.ids("Place", level="community"))
    question = Question(AT_PLACE, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    return at.case(question, _check_ins(at, world.of("TO_COMMUNITY", target=chosen)), less="minor")


def of_unit(at: At, chance: random.Random) -> Case:
    """A unit's check-ins and a firm's operators."""
    world = at.policy.world
    chosen = chance.choice([t.source for t in world.of("OPERATED_BY")] + ["u1", "u2"])
    question = Question(OF_UNIT, {"id": chosen})
    if refusal := at.needs("resident"):
        return Case(question, refusal=refusal)
    found = _check_ins(at, world.of("FROM_UNIT", target=chosen))
    for tie in world.of("OPERATED_BY", source=chosen):
        found |= facts(tie) | at.person(tie.target) if tie in at.policy.ties else set()
    return at.case(question, found, less="minor")


def unit_page(at: At, chance: random.Random) -> Case:
    """A unit's delegates on a day."""
    world = at.policy.world
    chosen = chance.choice(("u1", "u2", "u3"))
    question = Question(UNIT, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    return at.case(
        question, _delegates(at, {t.source for t in world.of("ON_BEHALF_OF", target=chosen)}), check=ordered(at)
    )


def community_page(at: At, chance: random.Random) -> Case:
    """Delegates in the committees of a community and above it, on a day."""
    world = at.policy.world
    chosen = chance.choice(("c1", "c4"))
    question = Question(COMMUNITY, {"id": chosen, "day": at.day.isoformat()})
    if refusal := at.needs("office"):
        return Case(question, refusal=refusal)
    committees = {"c1": {"j-c1", "j-t1", "j-d"}, "c4": {"j-c4", "j-d"}}[chosen]
    inside = {t.source for t in world.of("IN") if t.target in committees}
    return at.case(question, _delegates(at, inside & {t.source for t in world.of("ON_BEHALF_OF")}), check=ordered(at))


def doubling(at: At, chance: random.Random) -> Case:
    """Holders of today's secretaries' posts at least, where the community is in the area.

    Of a rule that joins public posts to volunteers', every answer tells of volunteers.
    """
    world, rule = at.policy.world, chance.choice(("R1", "R1", "RK", "RS", "RM", "RV"))
    question = Question(DOUBLING, {"rule": rule})
    if refusal := at.needs("resident" if rule == "RM" and _both_here(at) else "office"):
        return Case(question, refusal=refusal)
    if rule != "R1":
        return at.case(question, (), least=True, check=placed(at))
    posts = {f"ws-{t.source}" for t in world.of("PART_OF") if t.dates.may_hold(world.today)}
    ties = [t for t in world.of("HOLDS") if t.target in posts and t in at.policy.ties and t.dates.may_hold(world.today)]
    people = {v for t in ties for v in (t.source, world.nodes[t.source].props["name"])}
    return at.case(question, people, least=True, check=placed(at))


def _both_here(at: At) -> bool:
    """Whether any grid head and any micro-grid head of the area could be joined."""
    posts = at.policy.world.ids("Post")
    return all(any(at.policy.post_here(p) for p in posts if p.startswith(kind)) for kind in ("wg-", "wm-"))


def placed(at: At) -> Check:
    """That nothing is counted outside the area."""

    def check(answer: Answer) -> str | None:
        places = [each["place"]["id"] for each in answer.read["data"]["doubling"]["findings"] if each["place"]]
        outside = [p for p in places if not (at.policy.here(p) or at.policy.here(at.policy.world.community(p)))]
        return f"counted outside the area: {outside}" if outside else None

    return check


def ordered(at: At) -> Check:
    """That volunteers who are withheld come in the order of their ids: that of their names would tell of those."""
    held = sorted(at.policy.world.of("HOLDS", target="wx-volunteer"), key=lambda tie: tie.source)
    days = [tie.dates.since[1] for tie in held if tie.dates.since[1] and tie.dates.since[1] < EARLY]
    right = [day.isoformat() for day in days]

    def check(answer: Answer) -> str | None:
        found = re.findall(r"1930-01-\d\d", answer.body)[::2]
        return None if at.policy.has("resident") or found in ([], right) else f"in the order {found}"

    return check


def _holders(at: At, ties: Iterable[Tie], *keys: str) -> set[str]:
    """The people of these holdings, as far as they are seen."""
    found: set[str] = set()
    for tie in ties:
        if tie in at.policy.ties:
            found |= facts(tie, *keys) | {tie.source, at.policy.world.nodes[tie.source].props["name"]}
    return found


def _delegates(at: At, posts: set[str]) -> set[str]:
    """Those who are seen, and from when to when a volunteer is who is not."""
    ties = [t for t in at.policy.world.of("HOLDS") if t.target in posts and t.dates.may_hold(at.day)]
    nameless = [facts(t) for t in ties if at.policy.post_here(t.target)]
    return _holders(at, ties, "document").union(*nameless)


def _check_ins(at: At, ties: Iterable[Tie]) -> set[str]:
    found: set[str] = set()
    for tie in ties:
        if tie in at.policy.ties:
            found |= facts(tie) | {tie.source, at.policy.world.nodes[tie.source].props["code"]}
    return found


OFFICES = (post, holder, check_in, at_place, of_unit, unit_page, community_page, doubling)
