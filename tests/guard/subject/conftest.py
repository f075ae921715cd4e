"""A small town with real ledgers behind it: three people in two communities, and everybody who may ask.

甲 lives in V, was corrected once, and has an account; 乙 lives in W; 丙 is a child in V.
"""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.admitting import COOKIE
from api.answering import Office
from api.app import create_app
from graph.engine import Running
from graph.model.codes import DataClass
from graph.model.dates import today
from guard.accounts import Account
from guard.audit.reading import Noted, acts
from guard.gate import opened_gate
from guard.grants import Wish
from guard.grants.areas import request_area
from guard.grants.sample import SampleAccount, make_sample_accounts
from guard.purposes import Purpose
from guard.roles import Role
from loaders.desk import Desk
from tests.api.conftest import CHEAP, bearer, unlimited
from tests.desks import desk_at, put, put_houses, resident_id

IDS = {"甲": resident_id("19500301"), "乙": resident_id("19800501"), "丙": resident_id("20200101")}
PHONE = "13900000001"
PERSONS = (
    {
        "person_name": "甲",
        "id_number": IDS["甲"],
        "phone": PHONE,
        "house": "H1",
        "basis": "自有",
        "lives_since": "2001",
    },
    {"person_name": "乙", "id_number": IDS["乙"], "house": "H3", "lives_since": "2010"},
    {"person_name": "丙", "id_number": IDS["丙"], "house": "H1", "lives_since": "2020"},
)
CORRECTED = PERSONS[0] | {"basis": "租住"}
CLASSES = frozenset({DataClass.RESIDENT, DataClass.ID, DataClass.PHONE, DataClass.MINOR, DataClass.RELATION})


@dataclass
class Town:
    """The server, what it holds open, and how each asks."""

    client: TestClient
    office: Office
    of: dict[Role, SampleAccount]
    people: dict[str, str]
    places: dict[str, str]
    scripts: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def resident(self) -> Account:
        """甲's account."""
        return self.of[Role.RESIDENT].account

    def session(self) -> dict[str, str]:
        """The headers of 甲's browser, signed in."""
        who = self.of[Role.RESIDENT]
        begun = self.office.gate.accounts.sign_in(who.account.name, who.password, origin=None)
        return {"Cookie": f"{COOKIE}={begun.secret}", "Sec-Fetch-Site": "same-origin"}

    def headers(self, role: Role, *, granted: bool = True) -> dict[str, str]:
        """The headers of a role's script."""
        who = self.of[role]
        named = {"X-Jingwei-Grant": who.grant} if granted and who.grant else {}
        return self.session() if role is Role.RESIDENT else bearer(who.token or "") | named

    def ask(self, query: str, role: Role = Role.RESIDENT, *, granted: bool = True, **variables: Any) -> Any:
        """The whole answer to a role."""
        return self.ask_as(self.headers(role, granted=granted), query, **variables)

    def ask_as(self, headers: dict[str, str], query: str, **variables: Any) -> Any:
        """The whole answer to who has these headers."""
        return self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers).json()

    def steward_of(self, place: str, *classes: DataClass) -> dict[str, str]:
        """The headers of a steward of one community, under a grant of these classes, or without one."""
        name = f"steward_{place}_{'_'.join(sorted(classes))}"
        if name not in self.scripts:
            self.scripts[name] = self._script(name, (self.places[place],), classes)
        return self.scripts[name]

    def last(self) -> Noted:
        """The latest act in the audit."""
        return acts(self.office.gate.audit.engine, limit=1)[0]

    def _script(self, name: str, area: tuple[str, ...], classes: tuple[DataClass, ...]) -> dict[str, str]:
        accounts, grants = self.office.gate.accounts, self.office.gate.grants
        invited = accounts.add(self.of[Role.ADMINISTRATOR].account, name, role=Role.STEWARD, area=area)
        account = accounts.set_password(name, invited.code, new="经纬之间自有分寸，不必着急", origin=None)
        token = accounts.new_token(account, "test", until=dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
        headers = bearer(token.secret)
        if not classes:
            return headers
        day = today()
        wish = Wish(Purpose.VERIFICATION, "案1", frozenset(classes), day, day + dt.timedelta(days=9), area)
        within = self.client.portal.call(lambda: self._area(area))  # type: ignore[union-attr]
        grant = grants.ask(account, wish, within=within, day=day)
        everywhere = self.client.portal.call(lambda: self._area(None))  # type: ignore[union-attr]
        grants.approve(grant.id, self.of[Role.INVESTIGATOR].account, within=everywhere, day=day)
        return headers | {"X-Jingwei-Grant": grant.id}

    async def _area(self, area: tuple[str, ...] | None) -> Any:
        return await request_area(self.office.desk.store, area, day=today())


@pytest.fixture(scope="module")
def town(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town, served."""
    home = tmp_path_factory.mktemp("town")
    told: list[SampleAccount] = []
    with TestClient(create_app(lambda: _office(home, neo4j_server, told))) as client:
        office: Office = client.app.state.office  # type: ignore[attr-defined]
        unlimited(office.gate.budget)
        seals = office.desk.seals
        people = {name: seals.node_id("Person", f"id:{number}") for name, number in IDS.items()}
        places = {code: seals.node_id("Place", code) for code in ("V", "W")}
        yield Town(client, office, {each.account.role: each for each in told}, people, places)


@asynccontextmanager
async def _office(home: Path, server: Running, told: list[SampleAccount]) -> AsyncIterator[Office]:
    async with desk_at(home, server) as desk:
        await _load(desk, home)
        seals = desk.seals
        community, person = seals.node_id("Place", "V"), seals.node_id("Person", f"id:{IDS['甲']}")
        with opened_gate(home, desk.book, seals, desk.audit) as gate:
            told += make_sample_accounts(
                gate.register, sample=True, community=community, person=person, passwords=CHEAP
            )
            yield Office(desk, gate)


async def _load(desk: Desk, folder: Path) -> None:
    await put_houses(desk, folder)
    await put(desk, "residents", folder, *PERSONS)
    await put(desk, "residents", folder, CORRECTED, name="更正.csv")
    tenure = {"house": "H2", "person_name": "甲", "id_number": IDS["甲"], "kind": "所有", "since": "1999"}
    await put(desk, "tenures", folder, tenure)
