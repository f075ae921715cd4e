"""A caller's area is the communities below their places, on today's tree."""

import datetime as dt
from pathlib import Path

from graph.engine import Running
from guard.access import Area, area_under
from loaders.desk import Desk
from tests.desks import PLACES, at_desk, put

DAY = dt.date(2026, 10, 31)


def test_an_area_is_the_communities_below_its_places_that_day(neo4j_server: Running, tmp_path: Path) -> None:
    ended = {"until": "2026-01-01"}

    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES[:3], PLACES[3] | ended)
        ids = {
            row["code"]: row["id"] for row in await desk.store.read("MATCH (p:Place) RETURN p.code AS code, p.id AS id")
        }
        town = (ids["T"],)
        assert await area_under(desk.store, town, day=DAY) == Area((ids["V"],))
        before = await area_under(desk.store, town, day=dt.date(2025, 12, 31))
        assert before == Area(tuple(sorted((ids["V"], ids["W"]))))
        assert await area_under(desk.store, (ids["W"],), day=DAY) == Area((ids["W"],))
        assert await area_under(desk.store, ("nobody",), day=DAY) == Area(())

    at_desk(tmp_path, neo4j_server, work)


def test_the_whole_district_is_null_and_no_community_is_an_empty_list() -> None:
    assert Area().parameter() is None
    assert Area(()).parameter() == []
