"""What a caller may see, in plain words and plain Python: DOMAIN 6, said without a line of the guard's.

- A fact about where somebody lives, is registered or holds a right lies where the house lies today; a check-in at its
  community; who runs a firm, at the firm's premises; who holds a post, where the post is for, else where its
  organization is there for. A place lies in an area when it is in one of the area's communities, or has no other.
- Residents' facts need the class RESIDENT; their relation to the head of the household RELATION; whoever is under
  fourteen, or of unknown age and not known to be grown, MINOR. Who holds a public post needs OFFICE, a volunteer's
  RESIDENT; from when to when a volunteer's post is held may be told without naming anybody. Whoever has a house
  in the area now has an ID and a phone there, which need their own classes; as ciphers and hashes they are nobody's.
- A person is seen through a fact that is; through a post, only the name.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.attacks.oracle.people import LONG_AGO, OCTOBER, is_minor
from tests.attacks.oracle.world import Tie, World

DWELLING = ("LIVES_IN", "REGISTERED_AT", "HOLDS_TENURE")
CHECK_IN = ("OF_MEMBER", "TO_COMMUNITY", "FROM_UNIT")
NOBODYS = {"", LONG_AGO.isoformat(), OCTOBER.isoformat()}
PERSONAL = (*DWELLING, *CHECK_IN, "OPERATED_BY", "HOLDS")

BY_ROLE = {
    role: frozenset({"open", "office"})
    for role in ("steward", "grid_worker", "community_officer", "investigator", "analyst")
}
BY_GRANT = {
    "steward": {"verification": "resident relation id phone minor"},
    "grid_worker": {
        "service": "resident phone",
        "verification": "resident relation",
        "emergency": "resident phone minor",
    },
    "community_officer": {
        "service": "resident relation phone minor",
        "verification": "resident relation id phone",
        "emergency": "resident relation phone minor",
        "organization": "resident",
    },
    "investigator": {
        "verification": "resident relation",
        "organization": "resident",
        "inquiry": "resident relation id phone minor",
        "emergency": "resident relation phone minor",
    },
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """What somebody may see: classes by name, and the places of their area; None is the whole district."""

    classes: frozenset[str]
    places: frozenset[str] | None
    person: str | None = None
    """A resident, who sees what is held of themself."""


def classes_of(role: str, purpose: str | None, classes: Iterable[str]) -> frozenset[str]:
    """What a role reads, under a grant of this purpose that opens these classes."""
    granted = BY_GRANT.get(role, {}).get(purpose or "", "").split()
    return BY_ROLE.get(role, frozenset()) | (frozenset(granted) & frozenset(classes))


def places_below(world: World, roots: Iterable[str] | None) -> frozenset[str] | None:
    """The communities below some places with those that they took over, and the towns and districts wholly of them."""
    if roots is None:
        return None
    communities = {c for c in world.ids("Place", level="community") if set(_above(world, c)) & set(roots)}
    for _ in range(5):
        communities |= {t.target for t in world.of("SUCCEEDS") if t.source in communities}
    whole = {
        p for level in ("town", "district") for p in world.ids("Place", level=level) if _whole(world, p, communities)
    }
    return frozenset(communities | whole)


def _whole(world: World, place: str, communities: set[str]) -> bool:
    inside = {c for c in world.ids("Place", level="community") if place in _above(world, c)}
    return bool(inside) and inside <= communities


def _above(world: World, place: str) -> Iterator[str]:
    """The place and what it is part of today."""
    yield place
    for tie in world.of("PART_OF", source=place):
        if tie.dates.may_hold(world.today):
            yield from _above(world, tie.target)


@dataclass(slots=True)
class Policy:
    """What one viewer may see of a world. ``ties`` are the facts about people, ``whole`` whoever is seen as a resident,
    ``named`` whoever is seen at all."""

    world: World
    viewer: Viewer
    ties: set[Tie] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Judge every fact, then every person."""
        others = [t for t in self.world.of(*CHECK_IN, "OPERATED_BY", "HOLDS") if self._sees(t)]
        self.ties.update(others)
        self.ties.update(t for t in self.world.of(*DWELLING) if self._sees(t))
        for person in self.world.ids("Person"):
            facts = [t for t in self.ties if person in (t.source, t.target)]
            if any(t.kind != "HOLDS" for t in facts) or self._sees_anybody(person):
                self.whole.add(person)
            if facts or person in self.whole:
                self.named.add(person)

    def has(self, data_class: str) -> bool:
        """Whether the viewer may read a class."""
        return data_class in self.viewer.classes

    def here(self, place: str | None) -> bool:
        """Whether a place, or what lies in a community, is in the area."""
        return self.viewer.places is None or place in self.viewer.places

    def post_here(self, post: str) -> bool:
        """Whether who holds a post is told in the area."""
        if self.viewer.places is None:
            return True
        own = [t.target for t in self.world.of("FOR", source=post)]
        if not own:
            at = [t.target for t in self.world.of("IN", source=post)]
            own = [t.target for o in at for t in self.world.of("COVERS", "SERVES", "MANAGES", source=o)]
        return any(self.here(target) or self.here(self.world.community(target)) for target in own)

    def minor(self, person: str) -> bool:
        """Whether a person is to be taken for a minor, of all that this viewer may know."""
        known = is_minor(self.world.nodes[person].props["birth"], self.world.today)
        seen = (t for t in self.ties if t.kind in ("OF_MEMBER", "OPERATED_BY"))
        return known if known is not None else not any(t.target == person for t in seen)

    def _sees(self, tie: Tie) -> bool:
        if tie.kind == "HOLDS":
            told = self.has("resident") if self.world.volunteer(tie.target) else self.has("office")
            return told and self.post_here(tie.target)
        return self.has("resident") and self._lies_here(tie) and (self.has("minor") or not self._of_minor(tie))

    def _lies_here(self, tie: Tie) -> bool:
        if tie.kind in DWELLING:
            return self.here(self.world.community(tie.target))
        if tie.kind == "OPERATED_BY":
            homes = [t.target for t in self.world.of("LOCATED_AT", source=tie.source)]
            return self.viewer.places is None or any(self.here(self.world.community(h)) for h in homes)
        return any(self.here(t.target) for t in self.world.of("TO_COMMUNITY", source=tie.source))

    def _of_minor(self, tie: Tie) -> bool:
        """An operator and a member who checks in are taken for grown, unless they are known not to be."""
        if tie.kind in DWELLING:
            return self.world.label(tie.source) == "Person" and self.minor(tie.source)
        if tie.kind == "OPERATED_BY":
            return bool(is_minor(self.world.nodes[tie.target].props["birth"], self.world.today))
        members = self.world.of("OF_MEMBER", source=tie.source)
        return any(is_minor(self.world.nodes[t.target].props["birth"], self.world.today) for t in members)

    def _sees_anybody(self, person: str) -> bool:
        """The whole district's residents' data is everybody's in it, wherever they live."""
        everywhere = self.viewer.places is None and self.has("resident")
        return everywhere and (self.has("minor") or not self.minor(person))


def of_person(world: World, person: str, *, whole: bool) -> set[str]:
    """The canaries of a person: as the holder of a post, or ``whole``."""
    props = world.nodes[person].props
    more = {props["registeredOutside"], _text(props["birth"])} if whole else set()
    return {person, props["name"], *more} - {""}


def of_tie(world: World, tie: Tie) -> set[str]:
    """The canaries of a fact about a person."""
    said = {str(tie.props[key]) for key in ("key", "householdNo", "share", "document", "origin") if tie.props.get(key)}
    node = world.nodes[tie.source]
    said |= {node.id, node.props["code"]} if node.label == "CheckIn" else set()
    return said | of_dates(tie)


def of_dates(tie: Tie) -> set[str]:
    """The days of a fact."""
    return {_text(day) for day in (*tie.dates.since, *tie.dates.until)} - NOBODYS


def allowed(policy: Policy) -> set[str]:
    """Every canary that the viewer may be shown."""
    world = policy.world
    office = policy.has("office")
    nameless = {c for t in world.of("HOLDS") if office and policy.post_here(t.target) for c in of_dates(t)}
    persons = {c for p in policy.named for c in of_person(world, p, whole=p in policy.whole)}
    own = _own(world, policy.viewer.person) if policy.viewer.person else set()
    own |= {number for person in policy.whole if dwells_now(policy, person) for number in of_numbers(policy, person)}
    return own | persons | nameless | {c for tie in policy.ties for c in of_tie(world, tie)}


def dwells_now(policy: Policy, person: str) -> bool:
    """Whether somebody has to do with a house of the area today: who has left it has no numbers there."""
    ties = [t for t in policy.world.of(*DWELLING, source=person) if t.dates.may_hold(policy.world.today)]
    return policy.viewer.places is None or any(policy.here(policy.world.community(t.target)) for t in ties)


def of_numbers(policy: Policy, person: str) -> set[str]:
    """The numbers of a resident, as far as their classes are open."""
    by_class = {"id": policy.world.numbers, "phone": policy.world.phones}
    return {kept[person] for data_class, kept in by_class.items() if policy.has(data_class)}


def _own(world: World, person: str) -> set[str]:
    """All that is held of one person."""
    ties = [t for t in world.of(*PERSONAL) if person in (t.source, t.target)]
    facts = {c for tie in ties for c in of_tie(world, tie)}
    return of_person(world, person, whole=True) | {world.numbers[person], world.phones[person]} | facts


def every(world: World) -> set[str]:
    """Every canary there is."""
    sealed = {*world.numbers.values(), *world.phones.values()}
    persons = {c for p in world.ids("Person") for c in of_person(world, p, whole=True)}
    return sealed | persons | {c for t in world.of(*PERSONAL) for c in of_tie(world, t)}


def _text(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()
