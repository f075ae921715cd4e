"""The command: ``jingwei run`` shows the whole, ``jingwei load`` brings a ledger in."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from graph.engine import EngineError, running
from graph.engine.commands import app as engine_app
from graph.engine.settings import settings
from graph.model.describe import model_page
from graph.private import private_folder
from graph.records import BookBusy, BookError
from graph.records.notes import SAMPLE_FROM
from graph.seals import SealError
from graph.store import StoreError
from guard.accounts.commands import app as account_app
from guard.audit.act import ActKind
from guard.audit.commands import app as audit_app
from guard.audit.errors import AuditError
from guard.commands import app as access_app
from guard.erasure import ListError
from guard.grants.commands import app as grant_app
from guard.key_commands import app as keys_app
from guard.noting import act_by, noted
from guard.refusals import Refusal
from guard.register import RegisterError, opened_register
from loaders.acting import acting
from loaders.describe import ledgers_page
from loaders.desk import Desk, opened_desk
from loaders.erasing import EraseError, anything_owed, replay
from loaders.erasure_commands import app as erase_app
from loaders.pipeline import Told, load, recover, remake
from loaders.registry import ledgers
from loaders.report import Report
from loaders.template import write_template
from loaders.workbook import UnreadableFile

GUARDS_ERRORS = (RegisterError, AuditError, Refusal, EraseError, ListError)
OUR_ERRORS = (EngineError, StoreError, BookError, SealError, UnreadableFile, *GUARDS_ERRORS)

app = typer.Typer(no_args_is_help=True, help="经纬 Jingwei", pretty_exceptions_enable=False)
sample_app = typer.Typer(no_args_is_help=True, help="样例数据 the sample district")
app.add_typer(engine_app, name="engine", help="托管的 Neo4j the managed Neo4j")
app.add_typer(sample_app, name="sample")
app.add_typer(account_app, name="account", help="账户 accounts")
app.add_typer(grant_app, name="grant", help="授权 grants")
app.add_typer(access_app, name="access", help="访问规则 rules of access")
app.add_typer(audit_app, name="audit", help="审计 the audit")
app.add_typer(erase_app, name="erase", help="删除与保存期限 erasure and retention")
app.add_typer(keys_app, name="keys", help="主密钥 the master key")

console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
LedgerName = Annotated[str, typer.Argument(help="台账 ledger: " + ", ".join(ledgers()))]
Folder = Annotated[Path, typer.Argument(help="文件夹 folder")]
SizeName = Annotated[str, typer.Option(help="small | full")]


@app.command()
def run(
    port: Annotated[int, typer.Option(help="端口 port; the next free one if it is taken")] = 8120,
) -> None:
    """启动经纬;空库先装入样例区 Start Jingwei, loading the small sample district into an empty home."""
    _with_desk(lambda desk, home: _run(desk, home, port))


@app.command("load")
def load_command(ledger: LedgerName, files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)]) -> None:
    """装入台账文件 Load files of one ledger: good rows load, bad ones come back in a workbook, marked."""
    if ledger not in ledgers():
        _stop(f"没有名为 {ledger} 的台账,可用:{'、'.join(ledgers())}。There is no such ledger.")
    _with_desk(lambda desk, home: _load_as(desk, home, ledger, files))


@app.command()
def rebuild() -> None:
    """由台账簿重建图 Make the graph anew from the record book."""
    _with_desk(lambda desk, _: _rebuild(desk), anew=True)


@app.command()
def template(ledger: LedgerName, folder: Folder = Path()) -> None:
    """写出空白模板 Write a blank workbook of one ledger."""
    if ledger not in ledgers():
        _stop(f"没有名为 {ledger} 的台账。There is no such ledger.")
    typer.echo(str(write_template(ledgers()[ledger], folder)))


@app.command()
def docs(folder: Folder = Path("docs")) -> None:
    """生成文档 Write the pages made from the declarations: the model and the ledgers."""
    folder.mkdir(exist_ok=True)
    for name, page in (("model.md", model_page()), ("ledgers.md", ledgers_page())):
        (folder / name).write_text(page, encoding="utf-8")


@sample_app.command("make")
def sample_make(folder: Folder, size: SizeName = "small", seed: int = 812) -> None:
    """写出样例台账 Write the sample district's ledger workbooks."""
    _make_sample(folder, size, seed)


@sample_app.command("load")
def sample_load(folder: Folder) -> None:
    """装入样例台账 Load the sample district's workbooks into an empty home, marked as a sample."""
    _with_desk(lambda desk, _: _load_sample(desk, folder))


async def _run(desk: Desk, home: Path, port: int) -> None:
    await _finish(desk)
    if desk.book.last_record() == 0:
        folder = private_folder(home / "sample")
        await asyncio.to_thread(_make_sample, folder, "small", 812)
        await _load_sample(desk, folder)
    from api.serve import serve  # the API is not needed, nor its import time paid, by any other command

    await serve(desk, home, port=port)


async def _finish(desk: Desk) -> None:
    """What an earlier command left: batches, a rebuild, a sample of which some files are missing."""
    try:
        with desk.book.writing(), _progress() as progress:
            await recover(desk, told=_told(progress))
    except BookBusy:
        return  # a load is under way, and will finish what it does
    begun = desk.book.notes.get(SAMPLE_FROM)
    if begun and Path(begun).is_dir():
        await _load_sample(desk, Path(begun))


async def _load_sample(desk: Desk, folder: Path) -> None:
    from seeds import ledger_files

    desk.book.mark_sample()
    desk.book.notes.set(SAMPLE_FROM, str(folder.resolve()))
    await _load_files(desk, ledger_files(folder))
    desk.book.notes.drop(SAMPLE_FROM)


async def _load_as(desk: Desk, home: Path, ledger: str, files: list[Path]) -> None:
    await _load_files(await acting(desk, home, ledger), [(ledger, file) for file in files])


async def _load_files(desk: Desk, files: list[tuple[str, Path]]) -> None:
    with _progress() as progress:
        overall = progress.add_task("文件 files", total=len(files))
        for ledger, file in files:
            progress.update(overall, description=escape(f"{ledgers()[ledger].text.zh} {file.name}"))
            report = await load(desk, ledgers()[ledger], file, told=_told(progress))
            _tell(report)
            progress.advance(overall)


async def _rebuild(desk: Desk) -> None:
    with _progress() as progress:
        await remake(desk, told=_told(progress))


def _make_sample(folder: Path, size: str, seed: int) -> None:
    from seeds import SIZES, generate

    if size not in SIZES:
        _stop(f"样例大小只有 {'、'.join(SIZES)}。The size is one of {', '.join(SIZES)}.")
    with _progress() as progress:
        tasks: dict[str, Any] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)

        generate(folder, size=SIZES[size], seed=seed, progress=told)


def _told(progress: Progress) -> Told:
    tasks = {
        "rows": progress.add_task("核对登记 booked", total=None),
        "graph": progress.add_task("入图 in the graph", total=None),
    }
    return lambda what, more: progress.advance(tasks[what], more)


def _tell(report: Report) -> None:
    counts = f"新增 {report.accepted}(更正 {report.corrected})、未变 {report.unchanged}、退回 {len(report.refused)}"
    console.print(f"{report.ledger.text.zh} {report.file.name}:{counts}")
    for sheet in report.passed_over:
        console.print(f"  工作表“{sheet}”没有这种台账的表头,已略过 passed over: no heading row of this ledger")
    for sheet, headings in report.unused.items():
        console.print(f"  工作表“{sheet}”未用的列 unused columns: {'、'.join(headings)}")
    if drift := report.drift():
        console.print(f"  {drift.zh} {drift.en}")
    if report.returned:
        console.print(f"  退回的行 refused rows: {report.returned}")


def _progress() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True)


def _with_desk(work: Callable[[Desk, Path], Coroutine[Any, Any, None]], *, anew: bool = False) -> None:
    """Start or join the graph, do the work, and let go of all of it, however it ends."""
    try:
        home = settings().home
        with running(home) as server:
            asyncio.run(_at_desk(work, home, server, anew))
    except OUR_ERRORS as error:
        _stop(str(error))
    except KeyboardInterrupt:
        _stop(
            "已停止;下次运行会接着做完或收回。Stopped: the next command finishes or takes back what was under way.", 130
        )


async def _at_desk(
    work: Callable[[Desk, Path], Coroutine[Any, Any, None]], home: Path, server: Any, anew: bool
) -> None:
    async with opened_desk(home, server, anew=anew) as desk:
        await _owed(desk, home)
        await work(desk, home)


async def _owed(desk: Desk, home: Path) -> None:
    """Erasures that an interruption left, or that a restored backup knows nothing of, before anything else is done."""
    try:
        with opened_register(home / "access") as register:
            if not await anything_owed(desk, register):
                return
            with noted(desk.audit, act_by(ActKind.ERASURE, desk.by, "erase_owed")), _progress() as progress:
                done = await replay(desk, register, told=_told(progress))
    except BookBusy:
        return  # a load is under way, at whose desk this was done
    if done:
        console.print(f"已补做 {done} 项依法删除。{done} erasures by law were carried out.")


def _stop(sentence: str, code: int = 1) -> None:
    console.print(sentence)
    sys.exit(code)


def main() -> None:
    """The entry point."""
    app(prog_name="jingwei")


if __name__ == "__main__":
    main()
