"""The machine: each rule does one thing that an office does, and says so to the model."""

import datetime as dt

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from graph.engine import Running
from graph.model.codes import DataClass
from guard.grants import Wish
from guard.purposes import Purpose
from guard.roles import Role
from tests.guard.machine.model import HOUSES, PEOPLE, POSTS, Account, Grant, Model, Person
from tests.guard.machine.office import BEGAN, Office

AREAS = st.sampled_from([None, ("V",), ("W",), ("V", "W")])
NAMES = st.sampled_from(["one", "two"])
OPENED = st.sampled_from([frozenset({"resident"}), frozenset({"resident", "relation"}), frozenset({"relation"})])
GRANTS_ASKED = 3


class Whole(RuleBasedStateMachine):
    """``running`` is the graph, set by whoever runs it."""

    running: Running

    def __init__(self) -> None:
        """Open everything."""
        super().__init__()
        self.office = Office(self.running)
        self.model = Model(self.office.day, {name: Person("H1", {"H1"}) for name in PEOPLE})
        self.moves = 0
        self.since: dict[tuple[str, str], dt.date] = {(name, "H1"): BEGAN for name in PEOPLE}

    def teardown(self) -> None:
        """Close everything."""
        self.office.close()

    @initialize(one=AREAS, two=AREAS)
    def begin(self, one: tuple[str, ...] | None, two: tuple[str, ...] | None) -> None:
        """Two investigators."""
        for name, area in (("one", one), ("two", two)):
            made = self.office.account(name, Role.INVESTIGATOR, area)
            self.model.accounts[name] = Account(made.id, "investigator", area)

    @rule(name=NAMES, area=AREAS, classes=OPENED, days=st.integers(1, 3))
    def grant(self, name: str, area: tuple[str, ...] | None, classes: frozenset[str], days: int) -> None:
        """Ask, and have it approved; never for more than one's own area."""
        account = self.model.accounts[name]
        if not account.able or account.role != "investigator":
            return
        if area is None or (account.area is not None and not set(area) <= set(account.area)):
            area = account.area
        until = self.model.day + dt.timedelta(days=days)
        opened = frozenset(map(DataClass.of, classes))
        made = self.office.granted(
            account.id, Wish(Purpose.VERIFICATION, "CASE-1", opened, self.model.day, until, area)
        )
        self.model.grants.append(Grant(made.id, account.id, area, classes, until))

    @precondition(lambda self: any(self._in_force(g) for g in self.model.grants))
    @rule(at=st.integers(0, 9))
    def revoke(self, at: int) -> None:
        """End a grant."""
        some = [grant for grant in self.model.grants if self._in_force(grant)]
        grant = some[at % len(some)]
        self.office.revoke(grant.id)
        grant.ended = True

    @rule(days=st.integers(1, 2))
    def days_pass(self, days: int) -> None:
        """Grants end by themselves."""
        self.model.day += dt.timedelta(days=days)
        self.office.day = self.model.day

    @rule(name=st.sampled_from(PEOPLE), house=st.sampled_from(list(HOUSES)))
    def move(self, name: str, house: str) -> None:
        """Somebody moves: one row is ended, another begins."""
        person, day = self.model.people[name], self._a_day()
        if person.erased or person.lives == house:
            return
        old = person.lives
        self.office.run(self.office.lives(name, old, since=self.since[name, old], until=day))
        self.office.run(self.office.lives(name, house, since=day))
        self.since[name, house] = day
        person.lives, person.ever = house, person.ever | {house}

    @rule(name=st.sampled_from(PEOPLE), post=st.sampled_from(list(POSTS)))
    def appoint_or_dismiss(self, name: str, post: str) -> None:
        """Somebody begins or ends holding a post."""
        person, day = self.model.people[name], self._a_day()
        if person.erased:
            return
        if post in person.posts:
            self.office.run(self.office.holds(name, post, since=self.since[name, post], until=day))
            person.posts.discard(post)
        else:
            self.office.run(self.office.holds(name, post, since=day))
            self.since[name, post] = day
            person.posts.add(post)

    @rule(name=NAMES)
    def disable_or_enable(self, name: str) -> None:
        """An account is shut, with its tokens and grants; or opened, with a new token."""
        account, accounts = self.model.accounts[name], self.office.gate.accounts
        if account.able:
            accounts.disable(self.office.root, account.id)
            self._end_grants(account)
        else:
            accounts.enable(self.office.root, account.id)
            self.office.token(account.id)
        account.able = not account.able

    @rule(name=NAMES, area=AREAS)
    def change_area(self, name: str, area: tuple[str, ...] | None) -> None:
        """Grants stay, and reach no further than both."""
        account = self.model.accounts[name]
        self.office.gate.accounts.set_area(self.office.root, account.id, area=self.office.places(area))
        account.area = area

    @rule(name=NAMES, role=st.sampled_from(["analyst", "investigator"]), area=AREAS)
    def change_role(self, name: str, role: str, area: tuple[str, ...] | None) -> None:
        """Ends tokens and grants."""
        account = self.model.accounts[name]
        places = self.office.places(area)
        self.office.gate.accounts.set_role(self.office.root, account.id, role=Role.of(role), area=places)
        account.role, account.area = role, area
        self._end_grants(account)
        if account.able:
            self.office.token(account.id)

    @rule(name=st.sampled_from(PEOPLE), really=st.integers(0, 3))
    def erase(self, name: str, really: int) -> None:
        """Seldom, since there is no way back."""
        person = self.model.people[name]
        if really == 0 and not person.erased:
            self.office.run(self.office.erase(name))
            person.erased = True

    @invariant()
    def access_follows(self) -> None:
        """Each account, without a grant, with each of its last ones, and with another's last."""
        for account in self.model.accounts.values():
            for grant in (None, *self.model.grants[-GRANTS_ASKED:]):
                told = self.office.asked(account.id, grant.id if grant else None)
                assert told == self.model.expected(account, grant), (account, grant)

    def _in_force(self, grant: Grant) -> bool:
        return not grant.ended and self.model.day < grant.until

    def _end_grants(self, account: Account) -> None:
        for grant in self.model.grants:
            grant.ended = grant.ended or grant.holder == account.id

    def _a_day(self) -> dt.date:
        """A day later than every one before, and long ago."""
        self.moves += 1
        return BEGAN + dt.timedelta(days=10 * self.moves)
