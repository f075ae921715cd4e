"""``jingwei keys …``: a new master key, and whether the present one fits the book."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from graph import rotation
from graph.engine.errors import EngineError
from graph.engine.settings import settings
from graph.records import Book, BookError, opened_book
from graph.seals import SealError, open_seals
from guard.audit.act import ActKind
from guard.audit.errors import AuditError
from guard.audit.log import opened_audit
from guard.noting import act_of, noted
from guard.refusals import Refusal

app = typer.Typer(no_args_is_help=True, help="主密钥 · The master key", pretty_exceptions_enable=False)

ERRORS = (AuditError, BookError, EngineError, Refusal, SealError)


@app.command()
def rotate() -> None:
    """更换主密钥 · Replace the master key; one that was interrupted goes on."""
    with _noted("keys_rotate") as book:
        count = rotation.rotate(book, settings().home / "keys")
        typer.echo(f"已用新主密钥重新包裹 {count} 人的密钥 · {count} persons' keys are under the new master key")
    typer.echo(
        "请立即另存 keys/keys.json;旧副本只能打开更换前的备份,备份过期后销毁 · Put the new keys/keys.json into custody "
        "now; old copies open only backups made before, and go when those go"
    )


@app.command()
def check() -> None:
    """核对主密钥 · Say whether the key file fits the book, as after a restore."""
    with _noted("keys_check") as book:
        rotation.check(book, open_seals(settings().home / "keys", create=False))
        if rotation.under_way(settings().home / "keys"):
            typer.echo("更换尚未完成,请再运行 jingwei keys rotate · a rotation is not finished: run keys rotate again")
    typer.echo("密钥与台账簿相符 · the key file fits the book")


@contextmanager
def _noted(what: str) -> Iterator[Book]:
    """The book, with the act noted before it begins and when it has ended."""
    home = settings().home
    try:
        with opened_book(home / "book") as book:
            seals = open_seals(home / "keys", create=False)
            audited = opened_audit(home / "audit", seals, sample=book.sample)
            with audited as audit, noted(audit, act_of(ActKind.KEYS, None, what)):
                yield book
    except ERRORS as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
