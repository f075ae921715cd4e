"""The real thing that the machine moves: a desk, a register and the application, in one event loop."""

import asyncio
import datetime as dt
import tempfile
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import guard.gate
from graph.engine import Running
from graph.model.dates import today
from guard.access import Area
from guard.accounts.account import Account
from guard.accounts.kept import acting, writing
from guard.accounts.making import made
from guard.accounts.tokens import issued
from guard.erasure.listing import Reason as Why
from guard.grants import Grant, Reason, Wish
from guard.roles import Role
from loaders.erasing import erase
from tests.attacks.oracle.asking import Answer, served
from tests.desks import EMPTY, put, put_houses, resident_id

T = TypeVar("T")
IDS = {"王一": resident_id("19800307"), "李二": resident_id("19700101", 7)}
BEGAN = dt.date(2020, 1, 1)
QUESTION = """query ($h1: ID!, $h3: ID!, $p1: ID!, $p2: ID!) {
  H1: housePersons(house: $h1) { occupants { person { name } dated { certainty } } }
  H3: housePersons(house: $h3) { occupants { person { name } dated { certainty } } }
  PV: post(code: "PV") { holders { nodes { name } } }
  PW: post(code: "PW") { holders { nodes { name } } }
  王一: resident(id: $p1) { name } 李二: resident(id: $p2) { name } }"""
QUESTION = QUESTION.replace("王一:", "one:").replace("李二:", "two:")
ALIASES = {"one": "王一", "two": "李二"}


class Office:
    """Everything open, until it is closed."""

    def __init__(self, running: Running) -> None:
        """Over an emptied graph."""
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory()
        self.home, self._running = Path(self._folder.name), running
        self.day, self._real = today(), guard.gate.today
        guard.gate.today = lambda: self.day
        self.tokens: dict[str, str] = {}
        self.run(self._open())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the loop."""
        return self._runner.run(work)

    def close(self) -> None:
        """Put everything back."""
        guard.gate.today = self._real
        self.run(self._stack.aclose())
        self._runner.close()
        self._folder.cleanup()

    async def _open(self) -> None:
        self.server = await self._stack.enter_async_context(served(self.home / "home", self._running))
        self.gate, self.desk = self.server.office.gate, self.server.desk
        await self.desk.store.alone(EMPTY)
        await put_houses(self.desk, self.home)
        await put(self.desk, "post_types", self.home, {"post_type": "director", "zh": "主任", "en": "director"})
        await put(self.desk, "organizations", self.home, {"organization": "O", "name": "会", "kind": "村(居)民委员会"})
        posts = [
            {"post": f"P{v}", "title": "主任", "post_type": "director", "organization": "O", "place": v} for v in "VW"
        ]
        await put(self.desk, "posts", self.home, *posts)
        for name in IDS:
            await self.lives(name, "H1", since=BEGAN)
        found = await self.desk.store.read("MATCH (n) WHERE n:House OR n:Place RETURN n.code AS code, n.id AS id")
        self.ids = {row["code"]: row["id"] for row in found}
        people = await self.desk.store.read("MATCH (n:Person) RETURN n.name AS name, n.id AS id")
        self.ids |= {row["name"]: row["id"] for row in people}
        self._accounts()

    def _accounts(self) -> None:
        with writing(self.gate.register) as db:
            self.root = made(db, "root", Role.ADMINISTRATOR, by="machine", now=0)
            self.approver = made(db, "approver", Role.STEWARD, by="machine", now=0, approves=True)

    async def lives(self, name: str, house: str, *, since: dt.date, until: dt.date | None = None) -> None:
        """Hand in a row of the residents' ledger."""
        row = {"person_name": name, "id_number": IDS[name], "house": house, "lives_since": since.isoformat()}
        await self._row("residents", row | {"lives_until": until.isoformat() if until else "", "basis": "自有"})

    async def holds(self, name: str, post: str, *, since: dt.date, until: dt.date | None = None) -> None:
        """Hand in a row of the appointments' ledger."""
        row = {"person_name": name, "id_number": IDS[name], "post": post, "since": since.isoformat()}
        await self._row("appointments", row | {"until": until.isoformat() if until else ""})

    async def _row(self, ledger: str, row: dict[str, Any]) -> None:
        report = await put(self.desk, ledger, self.home, row)
        assert report.accepted == 1, report.refused

    async def erase(self, name: str) -> None:
        """For good."""
        assert await erase(self.desk, self.gate.register, [self.ids[name]], reason=Why.ASKED, by="machine") == 1

    def account(self, name: str, role: Role, area: tuple[str, ...] | None) -> Account:
        """A new account with a token."""
        with writing(self.gate.register) as db:
            account = made(db, name, role, by="machine", now=0, area=self._places(area))
        self.token(account.id)
        return account

    def token(self, account: str) -> None:
        """A new token, since a change of the account ended the one before."""
        now = int(time.time())
        with writing(self.gate.register) as db:
            holder = acting(db, self.gate.accounts.by_id(account))
            self.tokens[account] = issued(db, holder, "machine", now=now, until=now + 86_400).secret

    def granted(self, account: str, wish: Wish) -> Grant:
        """Asked for by one, approved by another."""
        wish = Wish(wish.purpose, wish.case, wish.classes, wish.since, wish.until, self._places(wish.area))
        holder = self.gate.accounts.by_id(account)
        asked = self.gate.grants.ask(holder, wish, within=Area(holder.area), day=self.day)
        return self.gate.grants.approve(asked.id, self.approver, within=Area(), day=self.day)

    def revoke(self, grant: str) -> None:
        """By who approved it."""
        self.gate.grants.revoke(grant, self.approver, reason=Reason.NOT_NEEDED, within=Area(), day=self.day)

    def places(self, area: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """The ids of places, by code."""
        return self._places(area)

    def asked(self, account: str, grant: str | None) -> dict[str, object] | str:
        """What the account is told now: of each question names or a code; one code where all is refused."""
        headers = {"Authorization": f"Bearer {self.tokens[account]}"} | ({"X-Jingwei-Grant": grant} if grant else {})
        given = {"h1": self.ids["H1"], "h3": self.ids["H3"], "p1": self.ids["王一"], "p2": self.ids["李二"]}
        return _told(self.run(self.server.ask(headers, QUESTION, given)))

    def _places(self, area: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if area is None else tuple(self.ids[code] for code in area)


def _told(answer: Answer) -> dict[str, object] | str:
    read = answer.read
    if "data" not in read:
        return str(answer.codes[0])
    codes = {error["path"][0]: error["extensions"]["code"] for error in read.get("errors", ())}
    found = {key: codes.get(key) or _names(key, value) for key, value in read["data"].items()}
    return {ALIASES.get(key, key): value for key, value in found.items()}


def _names(key: str, value: Any) -> object:
    if key in ALIASES:
        return value["name"]
    if key.startswith("H"):
        return sorted(each["person"]["name"] for each in value["occupants"])
    return sorted(each["name"] for each in value["holders"]["nodes"])
