"""What the machine knows: who lives where, who holds what, who may ask what. Nothing of it is read from the product."""

import datetime as dt
from dataclasses import dataclass, field

HOUSES = {"H1": "V", "H3": "W"}
POSTS = {"PV": "V", "PW": "W"}
PEOPLE = ("王一", "李二")
COMMUNITIES = frozenset({"V", "W"})

Roots = tuple[str, ...] | None


@dataclass(slots=True)
class Person:
    """Where somebody lives, where they ever did, and what they hold."""

    lives: str
    ever: set[str]
    posts: set[str] = field(default_factory=set)
    erased: bool = False


@dataclass(slots=True)
class Grant:
    """A grant that was approved. ``ended``: by a revocation, or by a change of its holder's account."""

    id: str
    holder: str
    area: Roots
    classes: frozenset[str]
    until: dt.date
    ended: bool = False


@dataclass(slots=True)
class Account:
    """Who asks. ``able``: not disabled, and with a token that still holds."""

    id: str
    role: str
    area: Roots
    able: bool = True


@dataclass(slots=True)
class Model:
    """The whole of it on ``day``."""

    day: dt.date
    people: dict[str, Person]
    accounts: dict[str, Account] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)

    def expected(self, account: Account, grant: Grant | None) -> dict[str, object] | str:
        """What each question answers: names, or the code of its refusal; one code where all is refused."""
        if not account.able:
            return "UNAUTHENTICATED"
        if grant is not None and grant.holder != account.id:
            return "GRANT_WRONG"
        if grant is not None and (grant.ended or self.day >= grant.until):
            return "GRANT_ENDED"
        area = _communities(account.area) & (_communities(grant.area) if grant else COMMUNITIES)
        barred = _barred(account, grant)
        told = {house: barred or self._house(house, area) for house in HOUSES}
        told |= {name: barred or self._person(name, area, grant) for name in PEOPLE}
        return told | {post: self._post(post, area) for post in POSTS}

    def _house(self, house: str, area: frozenset[str]) -> object:
        if HOUSES[house] not in area:
            return "NOT_FOUND"
        return sorted(name for name, p in self.people.items() if p.lives == house and not p.erased)

    def _person(self, name: str, area: frozenset[str], grant: Grant | None) -> object:
        person = self.people[name]
        seen = not person.erased and any(HOUSES[house] in area for house in person.ever)
        return name if seen else "NOT_FOUND"

    def _post(self, post: str, area: frozenset[str]) -> object:
        held = [name for name, person in self.people.items() if post in person.posts and not person.erased]
        return sorted(held) if POSTS[post] in area else []


def _barred(account: Account, grant: Grant | None) -> str | None:
    """How residents are refused, if they are."""
    if account.role == "analyst":
        return "FORBIDDEN"
    if grant is None:
        return "GRANT_NEEDED"
    return None if "resident" in grant.classes else "GRANT_WRONG"


def _communities(roots: Roots) -> frozenset[str]:
    return COMMUNITIES if roots is None else frozenset(roots)
