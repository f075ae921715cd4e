"""When a command asks the graph about areas, and what it makes of the answer. The graph here is one that was learnt."""

import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from graph.store import Store
from guard import console
from guard.access import Area
from guard.accounts import Accounts
from guard.console import PLACES_NAMED, Console
from guard.grants import Grants
from guard.refusals import Unfit
from guard.roles import Role
from tests.guard.audit.helpers import opened
from tests.guard.offices import Office, office

TODAY = dt.date(2026, 10, 31)
BELOW = {"T": ("T", "V", "W"), "V": ("V",)}


class Learnt:
    """Knows places with their codes, and what lies below each."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    async def read(self, query: str, params: dict[str, Any]) -> list[dict[str, str]]:
        assert query == PLACES_NAMED
        known = [{"id": "p_t", "code": "T"}, {"id": "p_v", "code": "V"}, {"id": "p_v", "code": "V"}]
        return [row for row in known if {row["id"], row["code"]} & set(params["names"])]

    async def read_one(self, _: str, params: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(params)
        return {"communities": sorted({c for place in params["places"] for c in BELOW[place]})}


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Learnt:
    """In the place of a running one."""
    learnt = Learnt()

    async def at_graph(_: Path, work: Callable[[Store], Awaitable[Any]]) -> Any:
        return await work(cast("Store", learnt))

    monkeypatch.setattr(console, "_at_graph", at_graph)
    monkeypatch.setattr(console, "today", lambda: TODAY)
    return learnt


def within(at: Office, home: Path, role: Role, places: tuple[str, ...] | None, *, area: tuple[str, ...] | None) -> Area:
    """The area that is found of a new account."""
    with opened(home) as log:
        account = at.account(role, f"{role.value}.{len(at.accounts.accounts(at.administrator))}", area=area)
        return Console(home, at.accounts, at.grants, log).within(account, places)


def test_the_graph_is_asked_only_of_an_area_that_does_not_name_the_places_itself(tmp_path: Path, graph: Learnt) -> None:
    with office(tmp_path) as at:
        assert within(at, tmp_path, Role.STEWARD, ("V",), area=None) == Area()
        assert within(at, tmp_path, Role.ADMINISTRATOR, ("V",), area=None) == Area(())
        assert within(at, tmp_path, Role.STEWARD, ("V",), area=("V", "W")) == Area(("V", "W"))
        assert graph.asked == []
        assert within(at, tmp_path, Role.STEWARD, ("V",), area=("T",)) == Area(("T", "V", "W"))
        assert graph.asked == [{"places": ["T"], "day": TODAY}]


def test_whoever_decides_at_large_is_judged_by_the_whole_area(tmp_path: Path, graph: Learnt) -> None:
    with office(tmp_path) as at:
        assert within(at, tmp_path, Role.STEWARD, None, area=("T",)) == Area(("T", "V", "W"))
        assert len(graph.asked) == 1


def test_places_are_named_by_id_or_code_and_each_is_kept_once(tmp_path: Path, graph: Learnt) -> None:
    with office(tmp_path) as at, opened(tmp_path) as log:
        desk = Console(tmp_path, cast("Accounts", at.accounts), cast("Grants", at.grants), log)
        assert desk.places(["V", "p_v", "T"]) == ("p_t", "p_v")
        assert desk.places(None) is None
        assert desk.places([]) is None
        with pytest.raises(Unfit):
            desk.places(["V", "nowhere"])
