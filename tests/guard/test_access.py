"""A caller's area is the communities below their places, on today's tree."""

import datetime as dt
from pathlib import Path

from graph.engine import Running
from guard.access import Area, area_under
from loaders.desk import Desk
from tests.desks import PLACES, at_desk, put

DAY = dt.date(2026, 10, 31)


def test_an_area_is_what_lies_below_its_places_and_what_is_wholly_made_of_it(
    neo4j_server: Running, tmp_path: Path
) -> None:
    ended = {"until": "2026-01-01"}

    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES[:3], PLACES[3] | ended)
        ids = {
            row["code"]: row["id"] for row in await desk.store.read("MATCH (p:Place) RETURN p.code AS code, p.id AS id")
        }

        def area(*codes: str) -> Area:
            return Area(tuple(sorted(ids[code] for code in codes)))

        town = (ids["T"],)
        assert await area_under(desk.store, town, day=DAY) == area("V", "T", "D")
        before = dt.date(2025, 12, 31)
        assert await area_under(desk.store, town, day=before) == area("V", "W", "T", "D")
        assert await area_under(desk.store, (ids["V"],), day=before) == area("V")
        assert await area_under(desk.store, (ids["W"],), day=DAY) == Area((ids["W"],))
        assert await area_under(desk.store, ("nobody",), day=DAY) == Area(())

    at_desk(tmp_path, neo4j_server, work)


def test_the_whole_district_is_null_and_no_community_is_an_empty_list() -> None:
    assert Area().parameter() is None
    assert Area(()).parameter() == []
