"""Whom a canary is of: so that who is in an answer is known without asking the server."""

from collections.abc import Iterable
from functools import lru_cache

from tests.attacks.oracle.policy import PERSONAL, of_person, of_tie
from tests.attacks.oracle.world import Tie, World


def owners(world: World, canaries: Iterable[str]) -> set[str]:
    """The persons whom these are of. Who holds a post is told by name: that somebody holds it tells of nobody."""
    known = _known(_Key(world))
    return {known[canary] for canary in canaries if canary in known}


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
        found |= dict.fromkeys(of_person(world, person, whole=True), person)
    return found


def _person(world: World, tie: Tie) -> str | None:
    """Whom a fact is about, if about a person."""
    if world.label(tie.source) == "CheckIn":
        return next(t.target for t in world.of("OF_MEMBER", source=tie.source))
    ends = [end for end in (tie.source, tie.target) if world.label(end) == "Person"]
    return ends[0] if ends else None
