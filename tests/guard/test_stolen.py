"""Who steals the disk, the book, a backup, or the graph's files finds no ID and no phone; and what scrubbing leaves.

The managed Neo4j of this module's own home, stopped at the end, so that all that it ever wrote is in its files.
"""

import asyncio
import os
from pathlib import Path

import pytest

from graph.engine import running
from graph.records import BatchState, opened_book
from graph.rotation import rotate
from guard.erasure.listing import Reason
from loaders.desk import opened_desk
from loaders.erasing import erase
from loaders.scrubbing import SCRUBBED, scrub
from tests.desks import put, resident_id, untold
from tests.guard.homes import LI_ID, files_with, person, put_people, register_at
from tests.residents import ID

OUTSIDE = "江苏省测试市纺织路织机巷十七号院三号楼二单元四零一室"
"""Long enough for Neo4j to keep it as plain bytes, which it does not do with a name."""
SECRETS = (ID, LI_ID, "10012345678", "10087654321")
NEEDLES = tuple(secret.encode(coding) for secret in SECRETS for coding in ("utf-8", "utf-16-le", "utf-16-be"))


async def lived_in(home: Path, folder: Path) -> None:
    """People are loaded and one of them erased, the master key is replaced, and the graph is stopped in order."""
    with running(home) as server:
        async with opened_desk(home, server) as desk:
            desk.book.mark_sample()
            await put_people(desk, folder)
            for path in desk.returned.iterdir():  # a refused row goes back in the clear, and is the office's to mend
                path.unlink()
            zhao = {"registered_outside": OUTSIDE, "person_name": "赵", "id_number": resident_id("19900101")}
            await put(desk, "residents", folder, zhao | {"house": "H3"}, name="outside.csv")
            assert files_with(home, *NEEDLES) == {}
            await erase(desk, register_at(home), [await person(desk, "赵")], reason=Reason.ASKED, by="test")
            rotate(desk.book, home / "keys", pause=0)


def test_no_file_of_a_home_shows_an_id_or_a_phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JINGWEI_GRAPH_URL", raising=False)
    home = tmp_path / "home"
    asyncio.run(lived_in(home, tmp_path))
    assert files_with(tmp_path, *NEEDLES)  # the search does find them in the workbooks that were loaded
    assert files_with(home, *NEEDLES) == {}
    remnants = files_with(home, OUTSIDE.encode())
    assert remnants  # what scrubbing is for: a text of an erased person, in the graph's files and nowhere else
    assert all(name.startswith(f"neo4j{os.sep}data") for name in remnants)
    asyncio.run(scrub(home, told=untold))
    assert files_with(home, OUTSIDE.encode(), *NEEDLES) == {}
    with opened_book(home / "book") as book:
        assert book.notes.get(SCRUBBED)
        assert book.batches(BatchState.BOOKED) == []
