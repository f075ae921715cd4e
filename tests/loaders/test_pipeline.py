"""One pipeline for every ledger, on a real graph."""

from pathlib import Path

import openpyxl

from graph.engine import Running
from loaders.desk import Desk
from loaders.faults import FaultKind
from loaders.pipeline import remake
from tests.desks import HOUSES, PLACES, at_desk, put, put_houses, untold, whole_graph
from tests.residents import ID, resident


def test_a_resident_row_states_a_person_and_two_addresses(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> list[dict[str, object]]:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        return await desk.store.read(
            "MATCH (p:Person)-[r]->(h:House) RETURN p.name AS name, type(r) AS type, h.code AS house,"
            " toString(r.sinceEarliest) AS earliest, toString(r.sinceLatest) AS latest, r.basis AS basis ORDER BY type"
        )

    assert at_desk(tmp_path, neo4j_server, work) == [
        {"name": "王小明", "type": "LIVES_IN", "house": "H2", "earliest": "2019-03-01", "latest": "2019-03-31",
         "basis": "tenant"},
        {"name": "王小明", "type": "REGISTERED_AT", "house": "H1", "earliest": None, "latest": None, "basis": None},
    ]  # fmt: skip


def test_ids_and_phones_are_nowhere_in_the_clear(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> str:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        return "".join(map(str, await whole_graph(desk)))

    graph = at_desk(tmp_path, neo4j_server, work)
    book = b"".join(path.read_bytes() for path in (tmp_path / "book").iterdir())
    for secret in (ID, "10012345678"):
        assert secret not in graph
        assert secret.encode() not in book
    assert "王小明".encode() not in book


def test_the_same_file_again_changes_nothing(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        before = await whole_graph(desk)
        again = await put(desk, "residents", tmp_path, resident())
        assert (again.batch, again.accepted, again.unchanged, again.refused) == (None, 0, 1, [])
        assert await whole_graph(desk) == before

    at_desk(tmp_path, neo4j_server, work)


def test_another_spelling_of_the_same_row_changes_nothing(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident(lives_since="2019-03-05"))
        again = await put(desk, "residents", tmp_path, resident(lives_since="2019年3月5日", basis="Tenant"))
        assert (again.accepted, again.unchanged) == (0, 1)

    at_desk(tmp_path, neo4j_server, work)


def test_a_corrected_row_takes_the_place_of_the_old_one(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        report = await put(desk, "residents", tmp_path, resident(basis="自有"))
        assert (report.accepted, report.corrected) == (1, 1)
        rows = await desk.store.read("MATCH ()-[r:LIVES_IN]->() RETURN r.basis AS basis, size(r.sources) AS sources")
        assert rows == [{"basis": "owner", "sources": 1}]

    at_desk(tmp_path, neo4j_server, work)


def test_a_corrected_house_keeps_the_ties_that_other_ledgers_state(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        await put(desk, "houses", tmp_path, HOUSES[1] | {"address": "梧桐路1号102室"})
        query = "MATCH (p:Person)-[:LIVES_IN]->(h:House) RETURN h.address AS address"
        assert await desk.store.read(query) == [{"address": "梧桐路1号102室"}]
        stepwise = await whole_graph(desk)
        await remake(desk, told=untold)
        assert await whole_graph(desk) == stepwise

    at_desk(tmp_path, neo4j_server, work)


def test_two_ledgers_that_disagree_do_so_in_the_open(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        await put(desk, "tenures", tmp_path, {"house": "H2", "person_name": "王晓明", "id_number": ID, "kind": "所有"})
        query = "MATCH (p:Person) RETURN p.name AS name, p.disputed AS disputed, size(p.sources) AS sources"
        assert await desk.store.read(query) == [{"name": "王晓明", "disputed": ["name"], "sources": 2}]

    at_desk(tmp_path, neo4j_server, work)


def test_bad_rows_come_back_marked_and_good_rows_load(neo4j_server: Running, tmp_path: Path) -> None:
    bad = [
        resident(id_number=ID[:17] + ("0" if ID[17] != "0" else "1")),
        resident(house="H9"),
        resident(lives_since="2019年13月"),
        resident(basis="借住"),
        resident(birth="1980-03-08"),
        resident(lives_since="2020-01-01", lives_until="2019-01-01"),
        resident(id_number="", person_name=""),
        resident(registered_house="", house=""),
    ]

    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        report = await put(desk, "residents", tmp_path, *bad, resident())
        assert report.accepted == 1
        assert [[fault.kind for fault in row.faults] for row in report.refused] == [
            [FaultKind.BAD_ID],
            [FaultKind.NOT_FOUND],
            [FaultKind.NOT_A_DATE],
            [FaultKind.UNKNOWN_VALUE],
            [FaultKind.BIRTH_NOT_IN_ID],
            [FaultKind.END_BEFORE_START],
            [FaultKind.NO_IDENTITY],
            [FaultKind.NONE_OF],
        ]
        assert report.returned is not None
        sheet = openpyxl.load_workbook(report.returned).active
        assert sheet is not None
        rows = list(sheet.iter_rows(values_only=True))
        assert [row[-3] for row in rows[1:]] == [2, 3, 4, 5, 6, 7, 8, 9]
        assert "公民身份号码" in str(rows[1][-2])
        assert sheet.cell(2, 2).fill.start_color.rgb == "FFFFC7CE"
        reasons = " ".join(f"{row[-2]} {row[-1]}" for row in rows[1:])
        assert ID[:17] not in reasons
        assert "王小明" not in reasons

    at_desk(tmp_path, neo4j_server, work)


def test_a_row_refused_takes_with_it_the_rows_that_stand_on_it(neo4j_server: Running, tmp_path: Path) -> None:
    rows = (*PLACES[:3], {"place": "G", "name": "", "level": "网格", "parent": "V"},
            {"place": "M", "name": "微网格", "level": "微网格", "parent": "G"})  # fmt: skip

    async def work(desk: Desk) -> None:
        report = await put(desk, "places", tmp_path, *rows)
        assert [r.faults[0].kind for r in report.refused] == [FaultKind.MISSING, FaultKind.NOT_FOUND]
        assert report.accepted == 3

    at_desk(tmp_path, neo4j_server, work)


def test_the_same_entry_twice_with_other_words_goes_back(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES)
        building = {"building": "B1", "name": "1号楼", "place": "VM"}
        report = await put(desk, "buildings", tmp_path, building, building, building | {"name": "2号楼"})
        assert (report.accepted, report.unchanged) == (1, 1)
        assert [(f.kind, f.more) for r in report.refused for f in r.faults] == [(FaultKind.CONFLICT, "buildings!2")]

    at_desk(tmp_path, neo4j_server, work)


def test_a_file_with_two_words_for_one_entry_settles(neo4j_server: Running, tmp_path: Path) -> None:
    building = {"building": "B1", "name": "1号楼", "place": "VM"}

    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES)
        for unchanged in (0, 1, 1):
            report = await put(desk, "buildings", tmp_path, building, building | {"name": "2号楼"})
            assert (report.accepted, report.unchanged, len(report.refused)) == (1 - unchanged, unchanged, 1)

    at_desk(tmp_path, neo4j_server, work)


def test_where_a_person_lives_is_sealed_in_the_book_too(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, resident())
        records = [r for page in desk.book.records_of(desk.book.batches()[-1].id) for r in page]
        assert [record.cells for record in records] == ["{}"]

    at_desk(tmp_path, neo4j_server, work)


def test_rows_that_went_back_are_never_written_over(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        reports = [await put(desk, "residents", tmp_path, resident(house="H9")) for _ in range(2)]
        assert len({report.returned for report in reports}) == 2

    at_desk(tmp_path, neo4j_server, work)


def test_sample_identifiers_load_only_into_a_sample(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        report = await put(desk, "residents", tmp_path, resident())
        assert {f.kind for r in report.refused for f in r.faults} == {FaultKind.SAMPLE_ONLY}

    at_desk(tmp_path, neo4j_server, work, sample=False)


def test_people_without_an_id_are_the_same_only_at_one_house(neo4j_server: Running, tmp_path: Path) -> None:
    baby = {"person_name": "王小宝", "birth": "2025-06-01", "lives_since": "2025-06-01"}

    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        await put(desk, "residents", tmp_path, baby | {"house": "H1"}, baby | {"house": "H2"})
        await put(desk, "residents", tmp_path, baby | {"house": "H1", "sex": "女"}, name="later.csv")
        query = "MATCH (p:Person)-[:LIVES_IN]->(h) RETURN h.code AS house, p.sex AS sex ORDER BY house"
        assert await desk.store.read(query) == [{"house": "H1", "sex": "female"}, {"house": "H2", "sex": None}]

    at_desk(tmp_path, neo4j_server, work)
