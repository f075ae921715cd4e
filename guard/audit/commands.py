"""``jingwei audit …``: verify, status, anchor, extract, prove. None of them needs a running graph.

What shows entries is an audited act itself, and shows nothing when that cannot be noted.
"""

import base64
import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TextIO

import sqlalchemy as sa
import typer

from graph.engine.errors import EngineError
from graph.engine.settings import settings
from graph.model.dates import SHANGHAI
from graph.private import private_opener
from graph.records import BookError, opened_book
from graph.seals import SealError, Seals, open_seals
from guard.audit.act import Act, ActKind
from guard.audit.anchoring import AuditSettings, anchor, anchors_of, come, size_of, window
from guard.audit.checkpoints import checkpoint, hashes_of
from guard.audit.errors import AnchorError, AuditError
from guard.audit.extract import FORMATS, line
from guard.audit.log import FILE, AuditLog, opened_audit
from guard.audit.notes import read_key
from guard.audit.proofs import inclusion
from guard.audit.reading import entries_by, entry
from guard.audit.siting import place_at
from guard.audit.subjects import Subjects
from guard.audit.telling import anchored_line, verdict_lines, window_line
from guard.audit.verify import verify
from guard.noting import act_of
from guard.refusals import Refusal

app = typer.Typer(no_args_is_help=True, help="审计 · The audit", pretty_exceptions_enable=False)

ANCHORS = "JINGWEI_AUDIT_ANCHORS"


@app.command("verify")
def verify_command(
    place: Annotated[list[str] | None, typer.Option("--anchor", help=f"存放处 · an anchor, else {ANCHORS}")] = None,
    key: Annotated[str | None, typer.Option(help="公钥 · the log's public key, else this home's")] = None,
) -> None:
    """核验日志 · Make the tree again from the entries, and hold checkpoints and anchors against it, offline."""
    with _opened() as (log, _):
        public = read_key(key) if key else log.key.public
        notes, unread = _notes(log, place if place is not None else list(AuditSettings().audit_anchors), public.name)
        verdict = verify(log.engine, public, notes)
        for said in verdict_lines(verdict):
            typer.echo(said)
    raise typer.Exit(0 if verdict.sound and not unread else 1)


@app.command()
def status() -> None:
    """现状 · How long the log is, how far each anchor has come, and the window that none vouches for."""
    with _opened() as (log, _):
        typer.echo(f"记录 entries: {size_of(log):,}\n公钥 public key: {log.key.public}")
        places = anchors_of(log)
        for place in places:
            typer.echo(anchored_line(come(log, place)))
        typer.echo(window_line(window(log, places)))


@app.command("anchor")
def anchor_command() -> None:
    """存放检查点 · Take a checkpoint to every anchor now; exit code 1 if one fails."""
    with _opened() as (log, _):
        if not (places := anchors_of(log)):
            raise AnchorError(f"没有设置存放处（{ANCHORS}）。No anchor is set ({ANCHORS}).")
        states = anchor(log, places)
    for state in states:
        typer.echo(anchored_line(state))
    raise typer.Exit(1 if any(state.failure for state in states) else 0)


@app.command()
def extract(
    account: Annotated[str, typer.Option(help="账户编号 · the account's id")],
    since: Annotated[dt.datetime, typer.Option(help="起始时间 · from this moment, Beijing time")],
    out: Annotated[Path | None, typer.Option(help="文件 · a new file, else standard output")] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl | csv")] = "jsonl",
    persons: Annotated[bool, typer.Option(help="查明人员 · find the persons whom the subjects mean")] = False,
) -> None:
    """泄露清单 · Whose data this account saw since then: one line for each person in each answer."""
    if form not in FORMATS:
        raise typer.BadParameter("jsonl | csv", param_hint="--format")
    moment = since.replace(tzinfo=SHANGHAI)
    with _opened() as (log, seals):
        log.record_now(_act("audit_extract", seals.keyed_hash("audit", f"{account}\x1f{moment.isoformat()}")))
        named = _persons(
            log, seals, {look.subject for look in entries_by(log.engine, account, moment)} if persons else ()
        )
        with _new_file(out) if out else nullcontext(sys.stdout) as file:
            FORMATS[form](file, (line(look, named) for look in entries_by(log.engine, account, moment)))


@app.command()
def prove(seq: Annotated[int, typer.Argument(help="记录编号 · the entry's number")]) -> None:
    """出具证明 · An inclusion proof of one entry, as JSON, with the signed checkpoint that it leads to."""
    with _opened() as (log, seals):
        log.record_now(_act("audit_prove", seals.keyed_hash("audit", str(seq))))
        typer.echo(json.dumps(proof(log, seq), ensure_ascii=False, indent=2))


def proof(log: AuditLog, seq: int) -> dict[str, Any]:
    """The proof that entry ``seq`` is in the log. Raises AuditError when there is no such entry."""
    size, note = checkpoint(log.engine, log.key)
    found = entry(log.engine, seq)
    if found is None or seq >= size:
        raise AuditError("没有这条记录。There is no such entry.")
    with log.engine.connect() as db:
        path = inclusion(seq, size, hashes_of(db))
    return {
        "entry": found.decode(),
        "seq": seq,
        "size": size,
        "path": [base64.b64encode(node).decode() for node in path],
        "checkpoint": note,
        "key": str(log.key.public),
    }


def _act(what: str, asked: str) -> Act:
    """Reading of the audit, at the console. It is noted before anything is shown."""
    return replace(act_of(ActKind.AUDIT_READ, None, what), hash=asked)


def _notes(log: AuditLog, places: list[str], origin: str) -> tuple[list[str], int]:
    """What the anchors hold, and how many could not be asked. An auditor may bring copies on any disk."""
    notes: list[str] = []
    unread = 0
    for where in places:
        try:
            place = place_at(where, home=log.folder, sample=True, scratch=log.folder / "anchors")
            found = place.notes(origin)
            typer.echo(f"{place.name}: {len(found):,} 个检查点 checkpoints")
            notes += found
        except AnchorError as error:
            typer.echo(str(error), err=True)
            unread += 1
    return notes, unread


def _new_file(path: Path) -> TextIO:
    """For its owner only."""
    return open(path, "x", encoding="utf-8", newline="", opener=private_opener)


def _persons(log: AuditLog, seals: Seals, subjects: set[str] | tuple[()]) -> dict[str, str]:
    if not subjects:
        return {}
    with opened_book(log.folder.parent / "book") as book:
        return Subjects(book, seals).persons(subjects)


@contextmanager
def _opened() -> Iterator[tuple[AuditLog, Seals]]:
    """The log of this home. Our errors are for the reader: the sentence, and no traceback."""
    try:
        home = settings().home
        if not (home / "audit" / FILE).exists():
            raise AuditError("这里还没有审计日志。There is no audit here yet.")
        seals = open_seals(home / "keys", create=False)
        with opened_audit(home / "audit", seals, sample=_is_sample(home)) as log:
            yield log, seals
    except (AuditError, BookError, SealError, EngineError, Refusal) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except (sa.exc.SQLAlchemyError, OSError, ValueError) as error:
        typer.echo(f"审计日志读写失败。The audit cannot be read or written. ({type(error).__name__})", err=True)
        raise typer.Exit(1) from None


def _is_sample(home: Path) -> bool:
    if not (home / "book" / "book.sqlite").exists():
        return False
    with opened_book(home / "book") as book:
        return book.sample
