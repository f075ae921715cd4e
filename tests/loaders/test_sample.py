"""Whole districts: the sample's with its planted faults, and the real places of the statistics bureau."""

import json
from pathlib import Path

from graph.engine import Running
from loaders.desk import Desk
from loaders.pipeline import load, remake
from loaders.registry import ledgers
from loaders.report import Report
from seeds import generate, ledger_files
from tests.desks import at_desk, untold, whole_graph
from tests.sizes import TINY

DIVISIONS = Path(__file__).parents[1] / "data" / "divisions_320812.csv"
NOT_REFUSED = {"duplicate_row"}
"""Rows that repeat another to the letter are no fault: they change nothing."""


async def load_all(desk: Desk, folder: Path) -> list[Report]:
    return [await load(desk, ledgers()[name], file, told=untold) for name, file in ledger_files(folder)]


def test_a_district_loads_but_for_its_planted_faults(neo4j_server: Running, tmp_path: Path) -> None:
    manifest = generate(tmp_path / "sample", size=TINY)
    planted = json.loads((tmp_path / "sample" / "planted.json").read_text(encoding="utf-8"))

    async def work(desk: Desk) -> None:
        reports = await load_all(desk, tmp_path / "sample")
        accepted: dict[str, int] = {}
        for report in reports:
            accepted[report.ledger.name] = accepted.get(report.ledger.name, 0) + report.accepted
        assert {name: accepted[name] for name in accepted if name in manifest.counts} == {
            name: count for name, count in manifest.counts.items() if name in ledgers()
        }
        refused = {(r.file.name, row.row, len(r.headings) > 1 and row.sheet) for r in reports for row in r.refused}
        faults = [f for f in planted["faults"] if f["kind"] not in NOT_REFUSED]
        several = {r.file.name for r in reports if len(r.headings) > 1}
        assert refused == {(f["file"], f["row"], f["file"] in several and f["sheet"]) for f in faults}

        stepwise, last = await whole_graph(desk), desk.book.last_record()
        assert {r.accepted for r in await load_all(desk, tmp_path / "sample")} == {0}
        assert (await whole_graph(desk), desk.book.last_record()) == (stepwise, last)
        await remake(desk, told=untold)
        assert await whole_graph(desk) == stepwise

    at_desk(tmp_path / "home", neo4j_server, work)


def test_another_edition_of_a_district_corrects_the_first(neo4j_server: Running, tmp_path: Path) -> None:
    """Two seed numbers share most codes and little else: rows are corrected, and a rebuild still agrees."""

    async def work(desk: Desk) -> None:
        for seed in (812, 813):
            generate(tmp_path / str(seed), size=TINY, seed=seed)
            reports = await load_all(desk, tmp_path / str(seed))
        assert sum(r.corrected for r in reports) > 100
        stepwise = await whole_graph(desk)
        await remake(desk, told=untold)
        assert await whole_graph(desk) == stepwise

    at_desk(tmp_path / "home", neo4j_server, work)


def test_the_real_places_ledger_loads(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        report = await load(desk, ledgers()["places"], DIVISIONS, told=untold)
        assert (report.accepted, report.refused) == (142, [])
        query = (
            "MATCH (p:Place) OPTIONAL MATCH (p)-[:PART_OF]->(q)"
            " RETURN p.level AS level, q.level AS above, count(*) AS n ORDER BY n"
        )
        assert await desk.store.read(query) == [
            {"level": "district", "above": None, "n": 1},
            {"level": "town", "above": "district", "n": 17},
            {"level": "community", "above": "town", "n": 124},
        ]

    at_desk(tmp_path / "home", neo4j_server, work, sample=False)
