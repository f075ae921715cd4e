"""Whom a canary is of: so that who is in an answer is known without asking the server."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tests.attacks.oracle.people import is_minor
from tests.attacks.oracle.policy import PERSONAL, of_person, of_tie
from tests.attacks.oracle.world import Tie, World


def owners(world: World, canaries: Iterable[str]) -> set[str]:
    """The persons whom these are of. Who holds a post is told by name: that somebody holds it tells of nobody."""
    known = _known(_Key(world))
    return {known[canary] for canary in canaries if canary in known}


def classes(world: World, canaries: Iterable[str]) -> dict[str, set[str]]:
    """Of which classes what is shown of each person is at least."""
    found: dict[str, set[str]] = {}
    for canary in canaries:
        for person, data_class in _classes(_Key(world)).get(canary, ()):
            found.setdefault(person, set()).add(data_class)
    return found


class _Key:
    """A world, by identity."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __hash__(self) -> int:
        return id(self.world)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.world is self.world


@lru_cache(maxsize=4)
def _known(key: _Key) -> dict[str, str]:
    world = key.world
    found: dict[str, str] = {}
    for tie in world.of(*(kind for kind in PERSONAL if kind != "HOLDS")):
        person = _person(world, tie)
        found |= dict.fromkeys(of_tie(world, tie), person) if person else {}
    for person in world.ids("Person"):
        numbers = {world.numbers[person], world.phones[person]}
        found |= dict.fromkeys(of_person(world, person, whole=True) | numbers, person)
    return found


@lru_cache(maxsize=4)
def _classes(key: _Key) -> dict[str, list[tuple[str, str]]]:
    """What a canary says of whom: a volunteer's document, a fact of a resident, either of a child."""
    world = key.world
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in world.of(*PERSONAL):
        volunteer = tie.kind == "HOLDS" and world.volunteer(tie.target)
        person = _person(world, tie)
        said = {tie.props["document"]} if volunteer else of_tie(world, tie) if tie.kind != "HOLDS" else set()
        for canary in said if person else ():
            found[canary].append((str(person), "resident"))
    for person in world.ids("Person"):
        for canary in of_person(world, person, whole=True) - of_person(world, person, whole=False):
            found[canary].append((person, "resident"))
        found[world.numbers[person]] += [(person, "resident"), (person, "id")]
        found[world.phones[person]] += [(person, "resident"), (person, "phone")]
    for known in found.values():
        children = {p for p, _ in known if is_minor(world.nodes[p].props["birth"], world.today)}
        known += [(child, "minor") for child in children]
    return found


def _person(world: World, tie: Tie) -> str | None:
    """Whom a fact is about, if about a person."""
    if world.label(tie.source) == "CheckIn":
        return next(t.target for t in world.of("OF_MEMBER", source=tie.source))
    ends = [end for end in (tie.source, tie.target) if world.label(end) == "Person"]
    return ends[0] if ends else None
