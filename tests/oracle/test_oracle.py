"""The oracle agrees with the graph on a tiny district, and notices when the graph says something else."""

import asyncio
import datetime as dt
from pathlib import Path

from graph.engine import Running
from loaders.desk import Desk
from loaders.pipeline import load
from loaders.registry import ledgers
from seeds import generate, ledger_files
from tests.desks import desk_at
from tests.oracle.__main__ import compare
from tests.oracle.asking import Both
from tests.oracle.district import District
from tests.sizes import TINY

DAYS = (dt.date(2022, 6, 30), dt.date(2026, 10, 31))


async def loaded(desk: Desk, folder: Path) -> None:
    for ledger, file in ledger_files(folder):
        await load(desk, ledgers()[ledger], file, told=lambda *_: None)


def test_every_question_agrees_with_the_ledgers(neo4j_server: Running, tmp_path: Path) -> None:
    generate(tmp_path / "sample", size=TINY)

    async def whole() -> None:
        async with desk_at(tmp_path / "home", neo4j_server) as desk:
            await loaded(desk, tmp_path / "sample")
            district = District(tmp_path / "sample")
            for day in DAYS:
                compared, differ = await compare(Both(district, desk.store, desk.seals, day, 60))
                assert (differ.total(), len(compared)) == (0, 20)
            await desk.store.write("MATCH ()-[r:HOLDS|LIVES_IN|MEMBER_OF|IN_BUILDING]->() DELETE r")
            _, differ = await compare(Both(district, desk.store, desk.seals, DAYS[1], 60), shown=0)
            assert {"house_persons", "doubling R1", "unit_page", "roll_up", "building_households"} <= set(differ)

    asyncio.run(whole())
