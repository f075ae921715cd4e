"""``jingwei erase …``: people erased and let in again, the list and its copies, and the retention clock."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from graph.engine import Engine, EngineError, running
from graph.engine.settings import settings
from graph.model.dates import today
from graph.records import BookError
from graph.seals import SealError
from graph.store import StoreError
from guard.audit.act import ActKind
from guard.audit.errors import AuditError
from guard.console import console
from guard.erasure import Erasures, Kind, ListError, Periods
from guard.erasure.listing import Reason, list_text, read_list
from guard.noting import act_by, noted_meanwhile
from guard.refusals import Refusal
from guard.register import RegisterError, opened_register
from loaders.desk import Desk, opened_desk
from loaders.erasing import EraseError, erase, lift, replay
from loaders.erasure_copies import copy_list
from loaders.retention import Clock
from loaders.scrubbing import refuse_in_use, scrub

app = typer.Typer(no_args_is_help=True, help="删除与保存期限 · Erasure and retention", pretty_exceptions_enable=False)

ERRORS = (AuditError, BookError, EngineError, EraseError, ListError, Refusal, RegisterError, SealError, StoreError)
Work = Callable[[Desk, sa.Engine], Awaitable[None]]
Person = Annotated[str, typer.Argument(help="人员编号 · our id of the person")]
EVER = "ever"


@app.command("person")
def person_command(person: Person, reason: Annotated[str, typer.Option(help=" | ".join(Reason))]) -> None:
    """删除一个人的全部信息 · Erase a person from the graph, the book and the workbooks that went back."""
    if (why := Reason.read(reason)) is None:
        _stop(f"理由只有 {'、'.join(Reason)}。The reason is one of {', '.join(Reason)}.")

    async def work(desk: Desk, register: sa.Engine) -> None:
        await erase(desk, register, [person], reason=Reason.of(str(why)), by=desk.by)
        typer.echo("已删除 · erased")

    _noted("erase_person", work)


@app.command("lift")
def lift_command(person: Person) -> None:
    """允许重新装入 · Let an erased person be loaded again; what was erased stays so."""

    async def work(desk: Desk, register: sa.Engine) -> None:
        done = lift(desk, register, person, by=desk.by)
        typer.echo("已解除 · let in again" if done else "此人未被删除 · nothing bars this person")

    _noted("erase_lift", work)


@app.command("list")
def list_command() -> None:
    """删除清单 · Everybody who was erased, by our id."""
    with (
        console() as at,
        at.noting(ActKind.ERASURE, None, "erase_list"),
        opened_register(at.home / "access") as register,
    ):
        for each in Erasures(register).all():
            state = "已解除 lifted" if each.lifted else ""
            typer.echo(f"{each.asked} {each.person} {Reason.of(each.reason).zh} {each.by} {state}".rstrip())


@app.command("replay")
def replay_command(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """按清单副本清理 · Take in a copy of the list, kept outside this machine, and erase what it says."""

    async def work(desk: Desk, register: sa.Engine) -> None:
        Erasures(register).add(read_list(file.read_text(encoding="utf-8"), desk.seals))
        count = await replay(desk, register, told=_untold)
        typer.echo(f"按清单删除 {count} 项 · {count} erasures carried out")

    _noted("erase_replay", work)


@app.command("due")
def due_command(apply: Annotated[bool, typer.Option("--apply", help="删除到期的 · erase what is due")] = False) -> None:
    """到期情况 · How much is due by the retention clock."""

    async def work(desk: Desk, register: sa.Engine) -> None:
        clock, periods = Clock(desk, register, today=today()), Periods(register)
        counts = await (clock.apply() if apply else clock.due())
        for kind, count in counts.items():
            days = periods.of(kind).days
            kept = "永久 for ever" if days is None else f"{days} 天 days"
            typer.echo(f"{kind.value:16} {count:8}  {kept:14} {kind.zh} · {kind.en}")

    _noted("erase_due", work)


@app.command("keep")
def keep_command(
    kind: Annotated[str, typer.Argument(help=" | ".join(Kind))],
    days: Annotated[str, typer.Argument(help=f"天数 · days, or {EVER}")],
) -> None:
    """设定保存期限 · Set how long a kind of data is kept."""
    found = Kind.read(kind)
    if found is None or not (days == EVER or days.isdecimal()):
        _stop(f"请给出种类({'、'.join(Kind)})和天数。Name a kind and a number of days.")

    async def work(desk: Desk, register: sa.Engine) -> None:
        try:
            Periods(register).set(Kind.of(str(found)), None if days == EVER else int(days), by=desk.by)
        except ValueError:
            _stop("审计条目永久保存。Audit entries are kept for ever.")

    _noted("erase_keep", work)


@app.command("scrub")
def scrub_command() -> None:
    """重写图文件 · Make the graph anew in fresh files: the old ones still hold bytes of what was erased."""

    async def work(desk: Desk, register: sa.Engine) -> None:
        """Noted as an act while the graph still answers."""

    try:
        refuse_in_use(Engine(settings().home))
    except ERRORS as error:
        _stop(str(error))
    _noted("erase_scrub", work)
    try:
        asyncio.run(scrub(settings().home, told=_untold))
    except ERRORS as error:
        _stop(str(error))
    typer.echo("图已重写 · the graph is made anew")


def _noted(what: str, work: Work) -> None:
    """Do it at the desk, noted in the audit before it begins and when it has ended; a list that grew is copied."""
    try:
        home = settings().home
        with running(home) as server, opened_register(home / "access") as register:

            async def whole() -> None:
                async with opened_desk(home, server) as desk:
                    async with noted_meanwhile(desk.audit, act_by(ActKind.ERASURE, desk.by, what)):
                        await replay(desk, register, told=_untold)
                        await work(desk, register)
                    for place in copy_list(desk.audit, list_text(Erasures(register).all(), desk.seals)):
                        typer.echo(
                            f"删除清单未能存到 {place} · the list of erasures is not copied to {place}", err=True
                        )

            asyncio.run(whole())
    except ERRORS as error:
        _stop(str(error))


def _untold(_: str, __: int) -> None:
    """These commands are short."""


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)
