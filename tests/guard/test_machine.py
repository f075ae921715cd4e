"""A machine of grants and accounts: whatever is done in whatever order, access follows at once.

The model knows nothing of tables, counts and states: it keeps who may what today, and is changed by each act as the
rules say. After every step each account is asked for each grant.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from graph.model.codes import DataClass
from guard.access import Area
from guard.accounts import Account
from guard.grants import Reason, Wish
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.refusals import GrantEnded, GrantWrong, NotSignedIn, Refusal, RoleForbids, Unfit
from guard.roles import Role
from tests.guard.offices import DAY, Office, office

T = TypeVar("T")
PEOPLE = (Role.STEWARD, Role.GRID_WORKER, Role.COMMUNITY_OFFICER, Role.INVESTIGATOR, Role.ANALYST)
"""Accounts that the machine moves about; the administrator who moves them stays."""
PLACES = ("V", "W")
AREAS = st.sampled_from([None, ("V",), ("W",), PLACES])


@dataclass
class Person:
    """What the model knows of an account."""

    role: Role
    area: tuple[str, ...] | None
    approves: bool
    active: bool = True

    def covers(self, places: tuple[str, ...] | None) -> bool:
        return self.area is None or (places is not None and set(places) <= set(self.area))

    @property
    def decides(self) -> bool:
        return self.active and self.approves


@dataclass
class Paper:
    """What the model knows of a grant."""

    holder: str
    wish: Wish
    area: tuple[str, ...] | None
    word: str = "asked"
    """asked, approved, refused, or over: revoked, or overtaken by a change of its holder."""
    ever: bool = False
    """Whether it was ever approved."""


def first(*cases: tuple[object, type[Refusal]]) -> type[Refusal] | None:
    """The refusal of the first case that is so."""
    return next((refusal for is_so, refusal in cases if is_so), None)


def tried(act: Callable[[], T]) -> tuple[T | None, type[Refusal] | None]:
    """What the act gives, or the kind of its refusal."""
    try:
        return act(), None
    except Refusal as refusal:
        return None, type(refusal)


class Machine(RuleBasedStateMachine):
    """Acts on an office and on the model alike."""

    grants = Bundle("grants")

    @initialize()
    def open(self) -> None:
        self.left = ExitStack()
        folder = Path(tempfile.mkdtemp())
        self.left.callback(shutil.rmtree, folder)
        self.at: Office = self.left.enter_context(office(folder))
        self.day = DAY
        self.accounts = {role: self.at.of[role].id for role in PEOPLE}
        found = {i: self.at.accounts.by_id(i) for i in self.accounts.values()}
        self.people = {i: Person(a.role, a.area, a.approves) for i, a in found.items()}
        self.papers: dict[str, Paper] = {}
        self.made: list[tuple[str, bool]] = []
        """Every secret, and whether it is a token's."""
        self.good: dict[str, tuple[str, bool]] = {}
        """Secrets that still open: whose, and whether they survive a new password."""

    def teardown(self) -> None:
        if hasattr(self, "left"):
            self.left.close()

    def account(self, role: Role) -> Account:
        return self.at.accounts.by_id(self.accounts[role])

    def person(self, role: Role) -> Person:
        return self.people[self.accounts[role]]

    def waits(self, paper: Paper) -> bool:
        return paper.word == "asked" and self.day < paper.wish.until

    def overtake(self, who: str) -> None:
        """The holder's standing has changed: every grant, token and session of theirs is over."""
        for paper in self.papers.values():
            if paper.holder == who:
                paper.word = "over"
        self.good = {secret: held for secret, held in self.good.items() if held[0] != who}

    # -- grants ------------------------------------------------------------------------------------------------------

    @rule(
        target=grants,
        who=st.sampled_from(PEOPLE),
        purpose=st.sampled_from(Purpose),
        classes=st.frozensets(st.sampled_from(DataClass), min_size=1, max_size=3),
        places=AREAS,
        begins=st.integers(0, 3),
        days=st.integers(1, 6),
        fit=st.booleans(),
    )
    def ask(self, who, purpose, classes, places, begins, days, fit):
        person = self.person(who)
        if fit:  # without this most wishes would be refused, and nothing further be learnt
            purpose = next((p for r, p in UNDER_GRANT if r is person.role), purpose)
            classes = UNDER_GRANT.get((person.role, purpose), classes)
            places = None
        since = self.day + dt.timedelta(days=begins)
        wish = Wish(purpose, "案1", frozenset(classes), since, since + dt.timedelta(days=days), places)
        allowed = UNDER_GRANT.get((person.role, purpose), frozenset())
        expected = first(
            (not person.active, NotSignedIn),
            (not allowed, RoleForbids),
            (not classes <= allowed or (places is not None and not person.covers(places)), Unfit),
        )
        account, within = self.account(who), Area(person.area)
        grant, refusal = tried(lambda: self.at.grants.ask(account, wish, within=within, day=self.day))
        assert refusal is expected
        if grant is None:
            return "g_none"
        self.papers[grant.id] = Paper(account.id, wish, person.area if places is None else places)
        return grant.id

    @rule(grant=grants, by=st.sampled_from(PEOPLE), yes=st.booleans())
    def decide(self, grant, by, yes):
        person, paper = self.person(by), self.papers.get(grant)
        account, within = self.account(by), Area(person.area)
        expected = first(
            (not person.active, NotSignedIn),
            (not person.approves or (paper is not None and paper.holder == account.id), RoleForbids),
            (paper is None or not person.covers(paper.area), GrantWrong),
            (paper is not None and not self.waits(paper), Unfit),
        )
        if yes:
            _, refusal = tried(lambda: self.at.grants.approve(grant, account, within=within, day=self.day))
        else:
            why = {"reason": Reason.CASE, "within": within, "day": self.day}
            _, refusal = tried(lambda: self.at.grants.refuse(grant, account, **why))
        assert refusal is expected
        if refusal is None:
            paper.word, paper.ever = ("approved", True) if yes else ("refused", False)

    @rule(grant=grants, by=st.sampled_from(PEOPLE))
    def revoke(self, grant, by):
        person, paper = self.person(by), self.papers.get(grant)
        account, why = self.account(by), {"reason": Reason.MISUSE, "within": Area(person.area), "day": self.day}
        concerned = paper and (paper.holder == account.id or (person.approves and person.covers(paper.area)))
        expected = first(
            (not person.active, NotSignedIn),
            (not concerned, GrantWrong),
            (paper and (paper.word not in {"asked", "approved"} or self.day >= paper.wish.until), Unfit),
        )
        _, refusal = tried(lambda: self.at.grants.revoke(grant, account, **why))
        assert refusal is expected
        if refusal is None:
            paper.word = "over"

    @rule(days=st.integers(1, 4))
    def days_pass(self, days):
        self.day += dt.timedelta(days=days)
        self.at.clock.pass_(days=days)
        self.good = {secret: held for secret, held in self.good.items() if held[1]}  # sessions are over long before

    # -- accounts ----------------------------------------------------------------------------------------------------

    @rule(who=st.sampled_from(PEOPLE), role=st.sampled_from(PEOPLE), places=AREAS)
    def change_role(self, who, role, places):
        clerk = role in {Role.GRID_WORKER, Role.COMMUNITY_OFFICER}
        root, account = self.at.administrator, self.accounts[who]
        _, refusal = tried(lambda: self.at.accounts.set_role(root, account, role=role, area=places))
        assert refusal is (Unfit if clerk and places is None else None)
        if refusal:
            return
        person = self.person(who)
        person.role, person.area, person.approves = role, places, False
        self.overtake(self.accounts[who])

    @rule(who=st.sampled_from(PEOPLE), places=AREAS)
    def change_area(self, who, places):
        person = self.person(who)
        clerk = person.role in {Role.GRID_WORKER, Role.COMMUNITY_OFFICER}
        root, account = self.at.administrator, self.accounts[who]
        _, refusal = tried(lambda: self.at.accounts.set_area(root, account, area=places))
        assert refusal is (Unfit if clerk and places is None else None)
        if refusal:
            return
        person.area = places

    @rule(who=st.sampled_from(PEOPLE), yes=st.booleans())
    def let_approve(self, who, yes):
        person = self.person(who)
        root, account = self.at.administrator, self.accounts[who]
        _, refusal = tried(lambda: self.at.accounts.set_approves(root, account, approves=yes))
        assert refusal is (Unfit if yes and person.role in {Role.GRID_WORKER, Role.ANALYST} else None)
        if refusal:
            return
        person.approves = yes

    @rule(who=st.sampled_from(PEOPLE))
    def disable(self, who):
        self.at.accounts.disable(self.at.administrator, self.accounts[who])
        self.person(who).active = False
        self.overtake(self.accounts[who])

    @rule(who=st.sampled_from(PEOPLE))
    def enable(self, who):
        self.at.accounts.enable(self.at.administrator, self.accounts[who])
        self.person(who).active = True

    @rule(who=st.sampled_from(PEOPLE))
    def reset(self, who):
        self.at.accounts.reset(self.at.administrator, self.accounts[who])
        self.overtake(self.accounts[who])

    @rule(who=st.sampled_from(PEOPLE), script=st.booleans())
    def come_in(self, who, script):
        """A session, as one begins after a sign-in, or a token."""
        account, now = self.account(who), dt.datetime.fromtimestamp(self.at.clock.seconds, dt.UTC)
        until = now + dt.timedelta(days=300)
        if script:
            made, refusal = tried(lambda: self.at.accounts.new_token(account, "x", until=until))
        else:
            made, refusal = tried(lambda: self.at.accounts.begin_session(account))
        assert refusal is (None if self.person(who).active else NotSignedIn)
        if made:
            self.good[made.secret] = (account.id, script)
            self.made.append((made.secret, script))

    # -- what must hold after every step -----------------------------------------------------------------------------

    @invariant()
    def a_grant_opens_what_the_model_says_to_whom_it_says(self):
        for role in PEOPLE if hasattr(self, "papers") else ():
            account = self.account(role)
            for grant, paper in self.papers.items():
                opens = paper.word == "approved" and paper.wish.since <= self.day < paper.wish.until
                expected = first(
                    (paper.holder != account.id or not paper.ever, GrantWrong),
                    (not opens, GrantEnded),
                )
                named, refusal = tried(lambda g=grant, a=account: self.at.grants.named(g, a, self.day))
                assert refusal is expected
                if named:
                    assert self.people[paper.holder].active
                    assert named.grounds().classes == paper.wish.classes
                    assert named.grounds().classes <= UNDER_GRANT[self.person(role).role, paper.wish.purpose]

    @invariant()
    def every_secret_opens_while_the_model_says_so_and_no_longer(self):
        for secret, script in self.made if hasattr(self, "made") else ():
            opened = self.at.accounts.of_token if script else self.at.accounts.of_session
            found, refusal = tried(lambda o=opened, s=secret: o(s))
            assert refusal is (None if secret in self.good else NotSignedIn)
            if found:
                account = found.account if script else found
                person = self.people[self.good[secret][0]]
                assert account.id == self.good[secret][0]
                assert (account.role, account.area, account.approves) == (person.role, person.area, person.approves)

    @invariant()
    def who_approves_sees_what_waits_in_their_area(self):
        for role in PEOPLE if hasattr(self, "papers") else ():
            person, account = self.person(role), self.account(role)
            if not person.decides:
                with pytest.raises((NotSignedIn, RoleForbids)):
                    self.at.grants.waiting(account, within=Area(person.area), day=self.day)
                continue
            waiting = {g.id for g in self.at.grants.waiting(account, within=Area(person.area), day=self.day)}
            assert waiting == {
                grant
                for grant, paper in self.papers.items()
                if paper.word == "asked" and self.day < paper.wish.until and paper.holder != account.id
                if person.covers(paper.area)
            }


def prove(examples: int, steps: int) -> None:
    """Run the machine."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Machine, settings=chosen)


def test_access_follows_every_change_at_once() -> None:
    prove(15, 25)


if __name__ == "__main__":
    prove(500, 50)
