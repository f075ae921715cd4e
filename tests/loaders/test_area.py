"""A steward loads facts of their own area; what lies outside is not there for them. Every load is an audited act."""

import dataclasses
from pathlib import Path

import pytest

from graph.engine import Running
from guard.access import Area
from guard.audit.reading import acts
from guard.refusals import NotAudited
from loaders.desk import Desk
from loaders.faults import FaultKind
from tests.desks import at_desk, put, put_houses
from tests.residents import resident


async def within(desk: Desk, *codes: str) -> Desk:
    """The desk of a steward whose area is these communities."""
    found = await desk.store.read("MATCH (p:Place) WHERE p.code IN $codes RETURN p.id AS id", {"codes": list(codes)})
    return dataclasses.replace(desk, by="a_steward", area=Area(tuple(row["id"] for row in found)))


def test_a_house_outside_the_area_is_as_little_there_as_one_that_does_not_exist(
    neo4j_server: Running, tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        steward = await within(desk, "V")
        rows = [resident(house=house, registered_house="H1") for house in ("H2", "H3", "H9")]
        report = await put(steward, "residents", tmp_path, *rows)
        assert report.accepted == 1
        assert [[f.kind for f in refused.faults] for refused in report.refused] == [[FaultKind.NOT_FOUND]] * 2
        everywhere = await put(await within(desk, "V", "W"), "residents", tmp_path, rows[1])
        assert everywhere.accepted == 1

    at_desk(tmp_path, neo4j_server, work)


def test_a_house_of_another_area_cannot_be_moved_into_ones_own(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        steward = await within(desk, "V")
        theirs = {"house": "H3", "address": "梧桐路2号", "building": "B1", "use": "住宅"}
        report = await put(steward, "houses", tmp_path, theirs, theirs | {"house": "H7"})
        assert [[f.kind for f in refused.faults] for refused in report.refused] == [[FaultKind.OUTSIDE]]
        assert report.accepted == 1

    at_desk(tmp_path, neo4j_server, work)


def test_a_load_is_noted_before_it_begins_and_when_it_ends(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        noted = [(act.what, act.outcome, act.caller.partition(":")[0]) for act in acts(desk.audit.engine)]
        assert noted[:2] == [("houses", "answered", "console"), ("houses", "begun", "console")]
        desk.audit.close()
        with pytest.raises(NotAudited):
            await put_houses(desk, tmp_path)

    at_desk(tmp_path, neo4j_server, work)
