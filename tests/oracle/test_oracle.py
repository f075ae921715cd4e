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
from tests.oracle import compounds, doubling, doubling_more, house_counts, partners, register, register_more, roll_up
from tests.oracle.__main__ import compare
from tests.oracle.asking import Both
from tests.oracle.district import District
from tests.sizes import TINY

MOST = 24
LOST = ("HOLDS", "LIVES_IN", "MEMBER_OF", "IN_BUILDING", "MANAGES", "HOLDS_TENURE", "LOCATED_AT")
OF_LOST = (
    register.houses,
    register.buildings,
    doubling.rules,
    doubling_more.many,
    partners.units,
    roll_up.places,
    house_counts.crowding,
    register_more.tenure,
    register_more.premises_of,
    compounds.regimes,
)
NOTICED = {
    "house_persons",
    "building_households",
    "doubling R1",
    "many_posts",
    "unit_page",
    "roll_up",
    "crowded_houses",
    "unregistered_houses",
    "tenure_history",
    "premises",
    "compounds_by_regime",
}
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
                compared, differ = await compare(Both(district, desk.store, desk.seals, day, MOST))
                assert (differ.total(), len(compared)) == (0, 47)
            await desk.store.write(f"MATCH ()-[r:{'|'.join(LOST)}]->() DELETE r")
            _, differ = await compare(Both(district, desk.store, desk.seals, DAYS[1], MOST), among=OF_LOST, shown=0)
            assert set(differ) >= NOTICED

    asyncio.run(whole())
