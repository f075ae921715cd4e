"""The area of a request and the gate, over a tree that is told instead of asked of a graph."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from graph.model.codes import DataClass
from graph.model.dates import today
from graph.records import opened_book
from graph.seals import open_seals
from graph.store import Store
from guard.access import Area
from guard.accounts.passwords import Passwords
from guard.audit import opened_audit
from guard.gate import opened_gate
from guard.grants import request_area
from guard.grants.sample import make_sample_accounts
from guard.refusals import GrantWrong
from guard.roles import Role
from tests.guard.offices import CHEAP

BELOW = {"T": ("T", "V", "W"), "V": ("V",), "W": ("W",)}


class Told:
    """Answers what lies below places, and remembers of which day it was asked."""

    days: Sequence[dt.date] = ()

    async def read_one(self, _: str, asked: dict[str, Any]) -> dict[str, Any]:
        self.days = (*self.days, asked["day"])
        return {"communities": sorted({each for place in asked["places"] for each in BELOW[place]}, reverse=True)}


DAY = dt.date(2026, 10, 31)


def resolved(account: tuple[str, ...] | None, grant: tuple[str, ...] | None = None) -> tuple[Area, Sequence[dt.date]]:
    told = Told()
    return asyncio.run(request_area(cast(Store, told), account, grant, day=DAY)), told.days


def test_a_request_reaches_what_its_account_and_its_grant_have_in_common() -> None:
    assert resolved(("T",), ("V",)) == (Area(("V",)), (DAY, DAY))
    assert resolved(("V",), ("T",))[0] == Area(("V",))
    assert resolved(("V",), ("W",))[0] == Area(())
    assert resolved(None, ("T",))[0] == Area(("T", "V", "W"))
    assert resolved(("T",), None)[0] == Area(("T", "V", "W"))


def test_the_whole_district_and_no_area_ask_nothing_of_the_graph() -> None:
    assert resolved(None) == (Area(None), ())
    assert resolved(()) == (Area(()), ())
    assert resolved((), ("T",))[0] == Area(())


def test_the_gate_makes_an_access_of_the_account_and_the_grant_that_is_named(tmp_path: Path) -> None:
    seals, told = open_seals(tmp_path / "keys", create=True), cast(Store, Told())
    opened = opened_audit(tmp_path / "audit", seals, sample=True)
    with opened_book(tmp_path / "book") as book, opened as audit, opened_gate(tmp_path, book, seals, audit) as gate:
        made = make_sample_accounts(
            gate.register, sample=True, community="V", person="p", passwords=Passwords(CHEAP), now=lambda: 0.0
        )
        worker = next(each for each in made if each.account.role is Role.GRID_WORKER)
        plain = asyncio.run(gate.access(told, worker.account, None))
        assert (plain.caller.id, plain.area, plain.grounds) == (worker.account.id, Area(("V",)), None)
        granted = asyncio.run(gate.access(told, worker.account, worker.grant))
        assert granted.grounds is not None
        assert granted.grounds.grant == worker.grant
        assert granted.sees(DataClass.RESIDENT)
        assert set(told.days) == {today()}  # type: ignore[attr-defined]
        with pytest.raises(GrantWrong):
            asyncio.run(gate.access(told, worker.account, "g_none"))
        assert (tmp_path / "access" / "access.sqlite").exists()
