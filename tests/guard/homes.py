"""A home with people in every ledger that speaks of people, and what can be found in its files."""

import sqlite3
import zipfile
from pathlib import Path

import sqlalchemy as sa

from guard.register import opened_register
from loaders.desk import Desk
from tests.desks import put, put_houses, resident_id
from tests.residents import ID, resident

USCC = "91990100MA0000001G"
WANG, LI = "王小明", "李大同"
LI_ID = resident_id("19700101", 7)


async def put_people(desk: Desk, folder: Path) -> None:
    """王小明 in five ledgers, corrected once; 李大同 in one; and a row of each that went back."""
    await put_houses(desk, folder)
    li = {"id_number": LI_ID, "person_name": LI, "phone": "10087654321"}
    await put(desk, "residents", folder, resident(), resident(**li))
    await put(desk, "residents", folder, resident(basis="自有"), name="corrected.csv")
    await put(desk, "residents", folder, resident(house="H9"), resident(**li, house="H9"))
    trader = {"organization": USCC, "name": "梧桐便利店", "house": "H1", "since": "2020-01-01"}
    report = await put(desk, "sole_traders", folder, trader | {"person_name": WANG, "id_number": ID})
    assert report.accepted == 1, report.refused
    await put(desk, "tenures", folder, {"house": "H2", "person_name": WANG, "id_number": ID, "kind": "所有"})
    await put(desk, "post_types", folder, {"post_type": "head", "zh": "楼栋长", "en": "head", "volunteer": "是"})
    await put(desk, "organizations", folder, {"organization": "O1", "name": "居委会", "kind": "村(居)民委员会"})
    await put(desk, "posts", folder, {"post": "P1", "title": "楼栋长", "post_type": "head", "organization": "O1"})
    wang = {"person_name": WANG, "id_number": ID}
    held = {"post": "P1", "since": "2021-01-01", "document": "文〔2021〕7号"}
    await put(desk, "appointments", folder, held | wang)
    await put(desk, "check_ins", folder, {"check_in": "C1", "unit": "O1", "community": "V"} | wang)


async def person(desk: Desk, name: str = WANG) -> str:
    """Our id of someone, by name."""
    row = await desk.store.read_one("MATCH (p:Person {name: $name}) RETURN p.id AS id", {"name": name})
    assert row is not None
    return str(row["id"])


ROWS_OF = """
SELECT sealed, row_key, mark, ledger FROM records JOIN batches ON batches.id = batch_id WHERE person = ?
"""


def traces(home: Path, who: str) -> list[bytes]:
    """What the book holds of someone now: their key, their sealed rows, and what tells their rows."""
    with sqlite3.connect(home / "book" / "book.sqlite") as db:
        found = [row[0] for row in db.execute("SELECT wrapped FROM person_keys WHERE person = ?", (who,))]
        for sealed, key, mark, ledger in db.execute(ROWS_OF, (who,)):
            found += [sealed.encode(), mark] + ([key] if ledger != "sole_traders" else [])
    return found


def files_with(folder: Path, *needles: bytes) -> dict[str, bytes]:
    """The files below ``folder`` in which any of these bytes stand, workbooks unpacked."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                content += b"".join(packed.read(name) for name in packed.namelist())
        hit = next((needle for needle in needles if needle in content), None)
        if hit is not None:
            found[str(path.relative_to(folder))] = hit
    return found


def register_at(home: Path) -> sa.Engine:
    """The register of a home; tests of one process need not close it."""
    with opened_register(home / "access") as register:
        return register
