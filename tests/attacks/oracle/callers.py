"""Callers of every role, with grants of every kind: what the register is told, and what the policy makes of each."""

import datetime as dt
import random
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, Engine

from graph.model.codes import DataClass
from guard.accounts.kept import acting, writing
from guard.accounts.making import made
from guard.accounts.tokens import issued
from guard.grants.grants import asked
from guard.grants.rules import Wish
from guard.purposes import Purpose
from guard.roles import Role
from tests.attacks.oracle.policy import BY_GRANT, Viewer, classes_of, places_below
from tests.attacks.oracle.world import World

Roots = tuple[str, ...] | None
ACCOUNTS: tuple[tuple[str, Roots], ...] = (
    ("steward", None),
    ("steward", ("c1",)),
    ("investigator", None),
    ("investigator", ("t1",)),
    ("investigator", ("c2", "c4")),
    ("investigator", ("c5", "c6")),
    ("analyst", None),
    ("analyst", ("c1",)),
    ("analyst", ("t2",)),
    ("community_officer", ("c1",)),
    ("community_officer", ("c5",)),
    ("grid_worker", ("c2",)),
    ("administrator", ()),
    ("auditor", ()),
    ("resident", ()),
)
STATES = ("in force",) * 6 + ("ended", "not begun", "revoked", "refused", "waiting", "overtaken")
GRANTS_EACH = 6
REFUSED = {"in force": None, "ended": "GRANT_ENDED", "not begun": "GRANT_ENDED", "revoked": "GRANT_ENDED"} | {
    "overtaken": "GRANT_ENDED"
}
"""How a request is refused that names a grant in this state; any other is GRANT_WRONG."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks, under a grant or none. ``refused``: the code of the refusal of whatever they ask."""

    name: str
    account: str
    role: str
    headers: dict[str, str]
    viewer: Viewer
    refused: str | None = None

    @property
    def clerk(self) -> bool:
        """Whether they ask nothing but documents."""
        return self.role in ("community_officer", "grid_worker")


def callers(world: World, register: Engine, chance: random.Random) -> list[Caller]:
    """Each account without a grant, with each of its own, with another's, and with one that never was."""
    with writing(register) as db:
        found = [each for at, (role, roots) in enumerate(ACCOUNTS) for each in _of(db, world, chance, at, role, roots)]
    strange = [each.headers["X-Jingwei-Grant"] for each in found if "X-Jingwei-Grant" in each.headers]
    mine = {each.account: each for each in found if "X-Jingwei-Grant" not in each.headers}
    return found + [_with(each, chance.choice([*strange, "g_nothing"]), found) for each in mine.values()]


def _of(db: Connection, world: World, chance: random.Random, at: int, role: str, roots: Roots) -> list[Caller]:
    person = world.ids("Person")[0] if role == "resident" else None
    account = made(db, f"{role}{at}", Role.of(role), by="oracle", now=0, area=roots, person=person)
    holder = acting(db, account)
    now = int(time.time())
    secret = issued(db, holder, "oracle", now=now, until=now + 86_400).secret
    headers = {"Authorization": f"Bearer {secret}"}
    own = places_below(world, roots)
    plain = Caller(f"{role}{at}", account.id, role, headers, Viewer(classes_of(role, None, ()), own, person))
    purposes = list(BY_GRANT.get(role, {}))
    times = range(GRANTS_EACH if purposes else 0)
    kept = [_granted(db, world, chance, plain, holder, roots, full=n == 0) for n in times]
    return [plain, *kept]


def _granted(
    db: Connection, world: World, chance: random.Random, plain: Caller, holder: Any, roots: Roots, *, full: bool
) -> Caller:
    """Under a grant of its own; some ask for more than the matrix has, as if a row had been written by hand.

    ``full``: for all that the widest purpose opens, wherever the account may look.
    """
    matrix = BY_GRANT[plain.role]
    widest = max(matrix, key=lambda each: len(matrix[each]))
    purpose, state = chance.choice(list(matrix)), chance.choice(STATES)
    classes = {c for c in matrix[purpose].split() if chance.random() < 0.8}
    classes |= {c.value for c in DataClass} if chance.random() < 0.15 else set()
    area = chance.choice((roots, roots, _narrower(world, chance)))
    if full:
        purpose, state, classes, area = widest, "in force", set(matrix[widest].split()), roots
    opened = frozenset(map(DataClass.of, classes))
    wish = Wish(Purpose.of(purpose), "CASE-1", opened, *_days(world, state), area)
    grant = _written(db, holder, wish, state)
    places = _common(plain.viewer.places, places_below(world, area))
    viewer = Viewer(classes_of(plain.role, purpose, classes), places)
    name = f"{plain.name} {purpose} {'+'.join(sorted(classes))} in {area} ({state})"
    headers = plain.headers | {"X-Jingwei-Grant": grant}
    return Caller(name, plain.account, plain.role, headers, viewer, REFUSED.get(state, "GRANT_WRONG"))


def _days(world: World, state: str) -> tuple[dt.date, dt.date]:
    today, day = world.today, dt.timedelta(days=1)
    return {"ended": (today - 9 * day, today), "not begun": (today + day, today + 9 * day)}.get(
        state, (today, today + day)
    )


def _written(db: Connection, holder: Any, wish: Wish, state: str) -> str:
    more: dict[str, Any] = {"approved": {"refused": False, "waiting": None}.get(state, True)}
    if state == "revoked":
        more |= {"revoked_by": holder.id, "revoked_at": 1}
    if state == "overtaken":
        more |= {"standing": holder.standing - 1}
    return asked(db, holder, wish, now=0, **more).id


def _narrower(world: World, chance: random.Random) -> tuple[str, ...]:
    places = world.ids("Place", level="community") + world.ids("Place", level="town")
    return tuple(chance.sample(places, chance.choice((1, 1, 2))))


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _with(plain: Caller, grant: str, found: list[Caller]) -> Caller:
    """Under a grant that may be another's."""
    own = next((each for each in found if each.headers.get("X-Jingwei-Grant") == grant), None)
    if own is not None and own.account == plain.account:
        return own
    headers = plain.headers | {"X-Jingwei-Grant": grant}
    return Caller(
        f"{plain.name} under another's grant", plain.account, plain.role, headers, plain.viewer, "GRANT_WRONG"
    )
