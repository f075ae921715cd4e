"""What is acknowledged is on the disk; what cannot be written is refused whole; two processes may write."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.seals import SealError, open_seals
from guard.audit import AuditLog, opened_audit
from guard.audit import log as log_module
from guard.audit.anchoring import size_of
from guard.audit.checkpoints import checkpoint, hashes_of
from guard.audit.errors import AuditError
from guard.audit.reading import acts, entry
from guard.audit.tree import Frontier
from guard.refusals import NotAudited
from tests.guard.audit import second
from tests.guard.audit.helpers import act, judged, opened

ROOT = Path(__file__).parents[3]


def entries_in(log: AuditLog) -> list[bytes]:
    return [entry(log.engine, seq) or b"" for seq in range(size_of(log))]


def test_an_act_and_its_persons_are_one_batch_of_canonical_entries(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        assert log.record_now(act("s1", "s2", grant="g1", purpose="inquiry")) == 0
        assert log.record_now(act()) == 3
        found = entries_in(log)
        time = int(acts(log.engine)[-1].time.timestamp() * 1000)
        common = f'"grant":"g1","kind":"%s",%s"purpose":"inquiry",%s"time":{time},"tree":"rfc6962-sha256","v":1'
        first = common % ("question", '"outcome":"answered","persons":2,', '"role":"investigator",')
        assert (
            found[0].decode()
            == '{"caller":"a1","code":null,' + first.replace('"kind"', '"hash":"","kind"') + ',"what":"house"}'
        )
        for subject, person in zip(("s1", "s2"), found[1:3], strict=True):
            told = common % ("person", "", f'"subject":"{subject}",')
            assert person.decode() == '{"act":0,"caller":"a1","classes":["phone","resident"],' + told + "}"
        assert judged(log).sound


def test_many_callers_share_a_transaction_and_each_has_its_own_number(tmp_path: Path) -> None:
    async def ask(log: AuditLog) -> list[int]:
        return await asyncio.gather(*(log.record(act("s")) for _ in range(64)))

    with opened(tmp_path) as log:
        written: list[int] = []
        kept = log_module.append
        log_module.append = lambda db, some: written.append(len(some)) or kept(db, some)  # type: ignore[assignment,func-returns-value]
        try:
            numbers = asyncio.run(ask(log))
        finally:
            log_module.append = kept
        assert sorted(numbers) == list(range(0, 128, 2))
        assert sum(written) == 64
        assert len(written) < 16
        assert judged(log).sound


def test_who_is_cancelled_while_waiting_harms_nobody(tmp_path: Path) -> None:
    async def ask(log: AuditLog) -> None:
        gone = asyncio.create_task(log.record(act("s")))
        await asyncio.sleep(0)
        gone.cancel()
        await log.record(act())

    with opened(tmp_path) as log:
        asyncio.run(ask(log))
        assert judged(log).sound


def fill_the_disk(log: AuditLog) -> None:
    pages = sa.text("PRAGMA page_count")
    with log.engine.connect() as db:
        count = db.execute(pages).scalar_one()
    sa.event.listen(log.engine, "checkout", lambda raw, *_: raw.execute(f"PRAGMA max_page_count={count}"))


def drop_the_table(log: AuditLog) -> None:
    with log.engine.begin() as db:
        db.exec_driver_sql("DROP TABLE entries")


def spoil_the_state(log: AuditLog) -> None:
    with log.engine.begin() as db:
        db.exec_driver_sql("UPDATE tree SET peaks = x'00'")


def lose_the_state(log: AuditLog) -> None:
    with log.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM tree")


@pytest.mark.parametrize("break_it", [fill_the_disk, drop_the_table, spoil_the_state, lose_the_state])
def test_an_audit_that_cannot_be_written_refuses(tmp_path: Path, break_it: object) -> None:
    with opened(tmp_path) as log:
        break_it(log)  # type: ignore[operator]
        for _ in range(2):
            with pytest.raises(NotAudited):
                log.record_now(act(*(f"subject {n}" for n in range(500))))


def test_a_full_disk_leaves_no_half_of_an_act_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act("s1"))
        fill_the_disk(log)
        log.engine.dispose()
    with opened(tmp_path) as log:
        fill_the_disk(log)
        with pytest.raises(NotAudited):
            log.record_now(act(*(f"subject {n}" for n in range(500))))
        assert size_of(log) == 2
        assert judged(log).sound
    with opened(tmp_path) as log:
        assert log.record_now(act("s2")) == 2
        assert judged(log).sound


def test_a_locked_file_refuses_and_serves_again_when_it_is_free(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        sa.event.listen(log.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout=50"))
        other = sqlite3.connect(tmp_path / "audit" / "audit.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotAudited):
            log.record_now(act("s1"))
        other.execute("ROLLBACK")
        other.close()
        assert log.record_now(act("s1")) == 0
        assert judged(log).sound


def test_an_act_that_cannot_be_put_in_words_fails_alone(tmp_path: Path) -> None:
    async def ask(log: AuditLog) -> list[object]:
        some = (act("s1"), act(what="\ud800"), act("s2"))
        return await asyncio.gather(*(log.record(one) for one in some), return_exceptions=True)

    with opened(tmp_path) as log:
        first, bad, last = asyncio.run(ask(log))
        assert (first, last) == (0, 2)
        assert isinstance(bad, NotAudited)
        assert judged(log).sound


def test_a_closed_log_refuses(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        pass
    with pytest.raises(NotAudited):
        log.record_now(act())


def test_entries_are_neither_changed_nor_deleted_by_mistake(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act())
        for mistake in ("UPDATE entries SET caller = 'x'", "DELETE FROM entries"):
            with pytest.raises(sa.exc.IntegrityError, match="append-only"), log.engine.begin() as db:
                db.exec_driver_sql(mistake)


def test_times_never_fall_even_if_the_clock_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as log:
        log.record_now(act())
        monkeypatch.setattr("guard.audit.append.time.time", lambda: 1.0)
        log.record_now(act())
        later, earlier = acts(log.engine)
        assert later.time == earlier.time
        assert judged(log).sound


@pytest.mark.parametrize("step", [1, 2, 8])
def test_any_stretch_is_made_of_kept_subtrees_and_few_entries(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tree", "checkpoints"):
        monkeypatch.setattr(f"guard.audit.{module}.STEP", step)
    with opened(tmp_path) as log:
        for count in (0, 299, 20, 3, 40):
            log.record_now(act(*("s" for _ in range(count))))
        found = entries_in(log)
        with log.engine.connect() as db:
            hash_of = hashes_of(db)
            for size in (1, 2, 255, 256, 257, 300, len(found)):
                assert hash_of(0, size) == second.mth(found[:size])
            assert hash_of(256, len(found)) == second.mth(found[256:])


def test_a_log_whose_signing_key_is_gone_is_not_signed_by_a_new_one(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act())
    (tmp_path / "keys" / "audit.json").unlink()
    with pytest.raises(SealError), opened(tmp_path):
        pass


def test_a_file_that_is_no_log_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit" / "audit.sqlite").write_bytes(b"no database" * 500)
    seals = open_seals(tmp_path / "keys", create=True)
    with pytest.raises(AuditError, match="damaged"), opened_audit(tmp_path / "audit", seals, sample=True):
        pass


def test_a_checkpoint_of_the_same_size_is_made_once(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        assert checkpoint(log.engine, log.key)[0] == 0
        log.record_now(act("s1"))
        size, note = checkpoint(log.engine, log.key)
        assert size == 2
        assert checkpoint(log.engine, log.key) == (size, note)
        assert second.read_note(note, str(log.key.public)) == (2, second.mth(entries_in(log)))
        assert Frontier().root() != second.mth(entries_in(log))


WRITER = """
import asyncio, sys
from pathlib import Path
from tests.guard.audit.helpers import act, opened

async def ask(log, who):
    while True:
        print(await log.record(act("s1", "s2", caller=f"{who}")), flush=True)

async def main():
    with opened(Path(sys.argv[1])) as log:
        await asyncio.gather(*(ask(log, who) for who in range(16)))

asyncio.run(main())
"""


def test_two_processes_write_and_are_killed_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    for round_ in range(2):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(tmp_path)],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        heard: list[int] = []
        for writer in writers:  # each is known to write before any is killed
            assert writer.stdout is not None
            heard += [int(writer.stdout.readline()) for _ in range(200)]
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for writer in writers:
            rest = writer.communicate()[0]
            heard += [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        assert len(heard) == len(set(heard)) >= 400
        with opened(tmp_path) as log:
            noted = {seq for seq in heard if (entry(log.engine, seq) or b"").startswith(b'{"caller"')}
            assert noted == set(heard)
            assert judged(log).sound, round_
