"""Who is erased is gone from the graph, the book and the workbooks, stays gone, and comes back only when let in."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from graph.engine import Running
from guard.erasure import Erasures, ListError
from guard.erasure.listing import Reason, list_text, read_list
from loaders import erasing
from loaders.desk import Desk
from loaders.erasing import EraseError, erase, lift, replay
from loaders.faults import FaultKind
from loaders.pipeline import remake
from tests.desks import at_desk, every_record_of, put, untold, whole_graph
from tests.guard.homes import LI, WANG, files_with, person, put_people, register_at, traces
from tests.residents import ID, resident


async def erased(desk: Desk, home: Path) -> str:
    """王小明, erased."""
    who = await person(desk)
    assert await erase(desk, register_at(home), [who], reason=Reason.ASKED, by="test") == 1
    return who


def test_an_erased_person_is_gone_and_what_others_share_with_them_stays(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        await erased(desk, tmp_path)
        names = await desk.store.read("MATCH (p:Person) RETURN p.name AS name")
        assert names == [{"name": LI}]
        firm = await desk.store.read("MATCH (o:Organization)-[:LOCATED_AT]->(h:House) RETURN o.name AS o, h.code AS h")
        assert firm == [{"o": "梧桐便利店", "h": "H1"}]
        assert await desk.store.read("MATCH (c:CheckIn) RETURN c") == []
        stepwise = await whole_graph(desk)
        await remake(desk, told=untold)
        assert await whole_graph(desk) == stepwise

    at_desk(tmp_path, neo4j_server, work)


def test_rows_keep_their_shape_and_say_nothing(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        before = [len(page) for b in desk.book.batches() for page in every_record_of(desk.book, b.id)]
        who = await person(desk)
        rows = {held.id: held.ledger for held in desk.book.erasing.rows_of([who])}
        await erased(desk, tmp_path)
        after = [page for b in desk.book.batches() for page in every_record_of(desk.book, b.id)]
        assert [len(page) for page in after] == before
        left = {r.ledger: r.cells for page in after for r in page if r.id in rows and r.cells != "{}"}
        assert set(left) == {"sole_traders"}
        assert all(r.person != who and r.sealed is None for page in after for r in page if r.id in rows)

    at_desk(tmp_path, neo4j_server, work)


def test_their_bytes_are_in_no_file_of_the_home(neo4j_server: Running, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def work(desk: Desk) -> list[bytes]:
        await put_people(desk, tmp_path)
        found = traces(home, await person(desk))
        assert len(found) == 1 + 3 * 6 - 1
        assert files_with(home, *found)
        await erased(desk, home)
        assert files_with(home, *found, WANG.encode(), ID.encode()) == {}
        return found

    found = at_desk(home, neo4j_server, work)
    assert files_with(home, *found) == {}


def test_a_returned_workbook_keeps_the_rows_of_others(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        spoilt = await put(desk, "residents", tmp_path, resident(id_number=ID[:17] + "?"), name="spoilt.csv")
        await erased(desk, tmp_path)
        assert spoilt.returned is not None
        assert not spoilt.returned.exists()
        (kept,) = desk.returned.iterdir()
        rows = CalamineWorkbook.from_path(str(kept)).get_sheet_by_index(0).to_python()
        assert [row[0] for row in rows[1:]] == [LI]
        assert rows[1][-3] == 3

    at_desk(tmp_path, neo4j_server, work)


def test_a_ledger_that_still_has_them_does_not_bring_them_back(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        who = await erased(desk, tmp_path)
        report = await put(desk, "residents", tmp_path, resident(), name="again.csv")
        assert [[f.kind for f in row.faults] for row in report.refused] == [[FaultKind.ERASED]]
        assert files_with(desk.returned, WANG.encode(), ID.encode(), b"10012345678") == {}
        assert lift(desk, register_at(tmp_path), who, by="steward")
        report = await put(desk, "residents", tmp_path, resident(), name="again.csv")
        assert (report.accepted, report.refused) == (1, [])
        assert await person(desk) == who
        assert await replay(desk, register_at(tmp_path), told=untold) == 0
        assert await person(desk) == who

    at_desk(tmp_path, neo4j_server, work)


def test_nobody_is_erased_by_an_id_that_nobody_has(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        with pytest.raises(EraseError, match="nobody"):
            await erase(desk, register_at(tmp_path), ["00"], reason=Reason.ASKED, by="test")
        assert Erasures(register_at(tmp_path)).all() == []

    at_desk(tmp_path, neo4j_server, work)


class Cut(Exception):
    """The power went."""


@pytest.mark.parametrize("step", ["forget_rows", "_undo", "note_erasures", "erase", "compact"])
@pytest.mark.parametrize("after", [False, True])
def test_what_is_interrupted_is_finished(
    step: str, after: bool, neo4j_server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"

    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        who, found = await person(desk), traces(home, await person(desk))
        owner = type(desk.book.erasing) if step in {"erase", "compact"} else erasing
        real = getattr(owner, step)

        def cut(*args: Any, **kwargs: Any) -> Any:
            if not after:
                raise Cut
            made = real(*args, **kwargs)
            if hasattr(made, "__await__"):

                async def then() -> None:
                    await made
                    raise Cut

                return then()
            raise Cut

        monkeypatch.setattr(owner, step, cut)
        with pytest.raises(Cut):
            await erase(desk, register_at(home), [who], reason=Reason.ASKED, by="test")
        monkeypatch.setattr(owner, step, real)
        await replay(desk, register_at(home), told=untold)
        assert files_with(home, *found, WANG.encode(), ID.encode()) == {}
        stepwise = await whole_graph(desk)
        assert WANG not in str(stepwise)
        await remake(desk, told=untold)
        assert await whole_graph(desk) == stepwise
        assert await replay(desk, register_at(home), told=untold) == 0

    at_desk(home, neo4j_server, work)


def test_a_restored_backup_is_cleaned_when_it_is_opened(neo4j_server: Running, tmp_path: Path) -> None:
    home, backup = tmp_path / "home", tmp_path / "backup"

    async def before(desk: Desk) -> list[bytes]:
        await put_people(desk, tmp_path)
        return traces(home, await person(desk))

    found = at_desk(home, neo4j_server, before)
    for part in ("book", "returned"):
        shutil.copytree(home / part, backup / part)

    async def then(desk: Desk) -> tuple[list[Any], list[Any]]:
        await remake(desk, told=untold)
        await erased(desk, home)
        return await whole_graph(desk)

    clean = at_desk(home, neo4j_server, then)
    for part in ("book", "returned"):
        shutil.rmtree(home / part)
        shutil.copytree(backup / part, home / part)
    assert files_with(home, *found)

    async def restored(desk: Desk) -> None:
        await remake(desk, told=untold)
        assert WANG in str(await whole_graph(desk))
        assert await replay(desk, register_at(home), told=untold) == 1
        assert files_with(home, *found, WANG.encode(), ID.encode()) == {}
        assert await whole_graph(desk) == clean

    at_desk(home, neo4j_server, restored)


def test_a_graph_that_is_older_than_its_book_is_made_anew(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        await erased(desk, tmp_path)
        clean = await whole_graph(desk)
        await desk.store.write("CREATE (:Person {id: 'old', name: '王小明'})")
        await desk.store.write("MATCH (g:Graph) REMOVE g.erasures")
        assert await replay(desk, register_at(tmp_path), told=untold) == 0
        assert await whole_graph(desk) == clean

    at_desk(tmp_path, neo4j_server, work)


def test_a_copy_of_the_list_serves_a_register_that_has_none(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        who = await person(desk)
        elsewhere = register_at(tmp_path / "other")
        made = Erasures(elsewhere).ask(who, name_hash=None, reason=Reason.ASKED, by="test")
        text = list_text(Erasures(elsewhere).all(), desk.seals)
        assert WANG not in text
        assert ID not in text
        here = Erasures(register_at(tmp_path))
        here.add(read_list(text, desk.seals))
        here.add(read_list(text, desk.seals))
        assert here.all() == [made]
        assert await replay(desk, register_at(tmp_path), told=untold) == 1
        assert WANG not in str(await whole_graph(desk))
        with pytest.raises(ListError):
            read_list(text.replace(who, "0" * 20), desk.seals)
        with pytest.raises(ListError):
            read_list("{}\n", desk.seals)

    at_desk(tmp_path, neo4j_server, work)


def test_a_key_that_is_gone_takes_its_person_and_leaves_the_firm(neo4j_server: Running, tmp_path: Path) -> None:
    """Without the row's having been erased: as a book would stand that lost only its key."""

    async def work(desk: Desk) -> None:
        await put_people(desk, tmp_path)
        who = await person(desk)
        with sqlite3.connect(tmp_path / "book" / "book.sqlite") as db:
            db.execute("DELETE FROM person_keys WHERE person = ?", (who,))
        await remake(desk, told=untold)
        assert await desk.store.read("MATCH (o:Organization {code: 'O1'}) RETURN o.name AS name") == [
            {"name": "居委会"}
        ]

    at_desk(tmp_path, neo4j_server, work)
