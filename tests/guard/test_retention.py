"""Each kind of data is kept for its period, which the office can set, and goes when the clock is applied after it."""

import datetime as dt
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.engine import Running
from guard.accounts.tables import accounts, sessions
from guard.erasure import Erasures, Kind, Periods
from loaders.desk import Desk
from loaders.retention import Clock
from tests.desks import at_desk, put, put_houses, resident_id
from tests.guard.homes import files_with, person, register_at, traces
from tests.residents import ID, resident

GONE_ID, STAYS_ID = resident_id("19600101"), resident_id("19610101")


async def settled(desk: Desk, folder: Path) -> None:
    """Someone who left on 1 March 2020, someone who stays, and a tenure that ended with the first."""
    await put_houses(desk, folder)
    gone = {"person_name": "去者", "id_number": GONE_ID, "house": "H1"}
    stays = {"person_name": "留者", "id_number": STAYS_ID, "house": "H2", "lives_since": "2010-01-01"}
    left = {"lives_since": "2010-01-01", "lives_until": "2020-03-01"}
    await put(desk, "residents", folder, gone | left, stays)
    tenure = {"house": "H2", "person_name": "留者", "id_number": STAYS_ID, "kind": "承租", "since": "2001-01-01"}
    await put(desk, "tenures", folder, tenure | {"until": "2009-01-01"}, tenure | {"kind": "所有"})


def test_who_left_is_erased_when_their_period_is_over(neo4j_server: Running, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def work(desk: Desk) -> None:
        await settled(desk, tmp_path)
        register = register_at(home)
        found = traces(home, await person(desk, "去者"))
        day = dt.date(2020, 3, 1) + dt.timedelta(days=5 * 365)
        for today, due in ((day - dt.timedelta(days=1), 0), (day, 1)):
            assert (await Clock(desk, register, today=today).due())[Kind.RESIDENTS_GONE] == due
        assert (await Clock(desk, register, today=day).apply())[Kind.RESIDENTS_GONE] == 1
        assert await desk.store.read("MATCH (p:Person) RETURN p.name AS name") == [{"name": "留者"}]
        assert files_with(home, *found) == {}
        assert [each.reason for each in Erasures(register).all()] == ["period_over"]
        assert (await Clock(desk, register, today=day).due())[Kind.RESIDENTS_GONE] == 0

    at_desk(home, neo4j_server, work)


def test_a_tenure_goes_and_its_holder_stays(neo4j_server: Running, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def work(desk: Desk) -> None:
        await settled(desk, tmp_path)
        register = register_at(home)
        Periods(register).set(Kind.RESIDENTS_GONE, None, by="test")
        clock = Clock(desk, register, today=dt.date(2026, 1, 1))
        assert (await clock.due())[Kind.TENURES_ENDED] == 1
        assert (await clock.apply())[Kind.TENURES_ENDED] == 1
        left = await desk.store.read("MATCH (p:Person)-[t:HOLDS_TENURE]->() RETURN p.name AS name, t.kind AS kind")
        assert left == [{"name": "留者", "kind": "own"}]
        assert (await clock.due())[Kind.TENURES_ENDED] == 0
        again = await put(
            desk, "residents", tmp_path, resident(id_number=STAYS_ID, person_name="留者"), name="more.csv"
        )
        assert again.accepted == 1

    at_desk(home, neo4j_server, work)


def test_corrected_rows_and_returned_workbooks_go_by_their_age(neo4j_server: Running, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        register = register_at(home)
        await put(desk, "residents", tmp_path, resident())
        who = await person(desk)
        old = set(traces(home, who))
        await put(desk, "residents", tmp_path, resident(basis="自有"), resident(id_number=STAYS_ID, house="H9"))
        (returned,) = desk.returned.iterdir()
        today = dt.datetime.now(tz=dt.timezone(dt.timedelta(hours=8))).date()
        counts = await Clock(desk, register, today=today + dt.timedelta(days=89)).due()
        assert (counts[Kind.ROWS_CORRECTED], counts[Kind.ROWS_RETURNED]) == (0, 0)
        os.utime(returned, (0, 0))
        assert (await Clock(desk, register, today=today).apply())[Kind.ROWS_RETURNED] == 1
        assert not returned.exists()
        assert (await Clock(desk, register, today=today + dt.timedelta(days=3 * 365 + 1)).apply())[
            Kind.ROWS_CORRECTED
        ] == 1
        gone = old - set(traces(home, who))
        assert len(gone) == 2  # the old words and their mark; the row's key stands for the new words too
        assert files_with(home, *gone) == {}
        assert ID not in str(await desk.store.read("MATCH (p:Person) RETURN p.name AS name"))

    at_desk(home, neo4j_server, work)


def test_old_sessions_go_and_audit_entries_never_do(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        register = register_at(tmp_path)
        account = {"id": "a", "name": "a", "name_key": "a", "role": "analyst", "made_by": "test", "made_at": 0}
        with register.begin() as db:
            db.execute(sa.insert(accounts).values(**account))
            for secret, seen in (("old", 0), ("new", 2_000_000_000)):
                db.execute(
                    sa.insert(sessions).values(secret=secret, account="a", credentials=0, begun_at=0, seen_at=seen)
                )
        clock = Clock(desk, register, today=dt.date(2026, 1, 1))
        assert ((await clock.due())[Kind.SESSIONS], (await clock.apply())[Kind.SESSIONS]) == (1, 1)
        with register.begin() as db:
            assert db.execute(sa.select(sessions.c.secret)).scalars().all() == ["new"]
        with pytest.raises(ValueError, match="audit"):
            Periods(register).set(Kind.AUDIT, 1, by="test")
        assert (await clock.due())[Kind.AUDIT] == 0

    at_desk(tmp_path, neo4j_server, work)


def test_a_period_of_the_offices_own_takes_the_place_of_the_usual_one(tmp_path: Path) -> None:
    periods = Periods(register_at(tmp_path))
    assert periods.of(Kind.ROWS_RETURNED).cutoff(dt.date(2026, 4, 1)) == dt.date(2026, 1, 1)
    periods.set(Kind.ROWS_RETURNED, 31, by="test")
    periods.set(Kind.ROWS_RETURNED, 30, by="test")
    assert periods.of(Kind.ROWS_RETURNED).cutoff(dt.date(2026, 4, 1)) == dt.date(2026, 3, 2)
    periods.set(Kind.ROWS_RETURNED, None, by="test")
    assert periods.of(Kind.ROWS_RETURNED).cutoff(dt.date(2026, 4, 1)) is None
