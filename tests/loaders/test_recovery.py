"""What interrupts a load or a rebuild, whose the graph is, and what the day changes."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from graph.engine import Running
from graph.project.community import derive_all
from graph.records import BatchState, BookError
from graph.store import StoreError
from loaders.desk import Desk, opened_desk
from loaders.pipeline import recover, remake
from tests.desks import BUILDINGS, HOUSES, PLACES, at_desk, put, put_houses, untold, whole_graph
from tests.residents import resident


def test_an_interrupted_rebuild_is_begun_again(neo4j_server: Running, tmp_path: Path) -> None:
    """The corrected house stands on a later batch than the ties to it: finishing batch by batch would lose them."""

    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        await put(desk, "houses", tmp_path, HOUSES[1] | {"address": "梧桐路1号102室"})
        whole = await whole_graph(desk)
        desk.book.reproject()
        await desk.store.alone("MATCH (n:House|Graph) DETACH DELETE n")
        await recover(desk, told=untold)
        assert await whole_graph(desk) == whole

    at_desk(tmp_path, neo4j_server, work)


def test_a_graph_of_another_book_is_left_alone(neo4j_server: Running, tmp_path: Path) -> None:
    async def other(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES)
        async with opened_desk(tmp_path / "second", neo4j_server, anew=True) as second:
            with pytest.raises(StoreError, match="another book"):
                await remake(second, told=untold)
        with pytest.raises(StoreError, match="another book"):
            async with opened_desk(tmp_path / "third", neo4j_server):
                pass
        assert len(await desk.store.read("MATCH (p:Place) RETURN p.id")) == len(PLACES)

    at_desk(tmp_path / "first", neo4j_server, other)


def test_a_graph_with_other_data_is_left_alone(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await desk.store.write("CREATE (:Theirs)")
        with pytest.raises(StoreError, match="not Jingwei's"):
            await remake(desk, told=untold)

    at_desk(tmp_path, neo4j_server, work)


def test_two_tasks_of_one_process_do_not_share_the_pen(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        first = asyncio.create_task(put(desk, "places", tmp_path, *PLACES, name="one.csv"))
        await asyncio.sleep(0)
        with pytest.raises(BookError, match="Another load"):
            await put(desk, "places", tmp_path, *PLACES, name="two.csv")
        assert (await first).accepted == len(PLACES)

    at_desk(tmp_path, neo4j_server, work)


def test_houses_know_the_community_they_lie_in_today(neo4j_server: Running, tmp_path: Path) -> None:
    async def communities(desk: Desk) -> list[dict[str, object]]:
        query = "MATCH (h:House) MATCH (c:Place {id: h.community}) RETURN h.code AS h, c.code AS c ORDER BY h"
        return await desk.store.read(query)

    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        assert [row["c"] for row in await communities(desk)] == ["V", "V", "W"]
        ended, begun = {"until": "2026-01-01"}, {"parent": "W", "since": "2026-01-01"}
        await put(desk, "places", tmp_path, PLACES[4] | ended, PLACES[4] | begun, name="reform.csv")
        assert [row["c"] for row in await communities(desk)] == ["W", "W", "W"]

    at_desk(tmp_path, neo4j_server, work)


def test_a_reform_loaded_ahead_of_its_day_moves_houses_when_it_comes(neo4j_server: Running, tmp_path: Path) -> None:
    ended, begun = {"until": "2026-01-01"}, {"parent": "W", "since": "2026-01-01"}
    query = "MATCH (h:House) MATCH (c:Place {id: h.community}) RETURN DISTINCT c.code AS c ORDER BY c"

    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES[:4], PLACES[4] | ended, PLACES[4] | begun, PLACES[5])
        await put(desk, "buildings", tmp_path, *BUILDINGS)
        await put(desk, "houses", tmp_path, *HOUSES)
        await derive_all(desk.store, day=dt.date(2025, 12, 31))
        assert await desk.store.read(query) == [{"c": "V"}, {"c": "W"}]
        await recover(desk, told=untold)
        assert await desk.store.read(query) == [{"c": "W"}]

    at_desk(tmp_path, neo4j_server, work)


def test_what_was_not_acknowledged_is_taken_back(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        before = await whole_graph(desk), desk.book.last_record()
        desk.book.begin(ledger="houses", file="cut.csv", file_sha256="", by="test")
        await recover(desk, told=untold)
        assert desk.book.batches(BatchState.OPEN) == []
        assert (await whole_graph(desk), desk.book.last_record()) == before

    at_desk(tmp_path, neo4j_server, work)


def test_what_was_acknowledged_is_finished(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        whole = await whole_graph(desk)
        await desk.store.write("MATCH (p:Person) DETACH DELETE p")
        desk.book.reproject()
        await recover(desk, told=untold)
        assert await whole_graph(desk) == whole

    at_desk(tmp_path, neo4j_server, work)
