"""`jingwei engine …`, and the same as `python -m graph.engine …`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from graph.engine.engine import Engine
from graph.engine.errors import EngineError
from graph.engine.fetch import fetch
from graph.engine.lockfile import DEFAULT_VERSION, read_lock
from graph.engine.pack import pack
from graph.engine.settings import settings
from graph.engine.state import Status
from graph.engine.unpack import unpack

app = typer.Typer(no_args_is_help=True, help="图数据库引擎 · The managed Neo4j")

Version = Annotated[str, typer.Option(help="Neo4j 版本 · Neo4j version")]
Home = Annotated[Path | None, typer.Option(help="数据文件夹 · Data folder (JINGWEI_HOME)")]


@app.command("fetch")
def fetch_command(version: Version = DEFAULT_VERSION) -> None:
    """下载并核对 Neo4j · Fetch Neo4j into the cache and check every file by SHA-256."""
    with _plainly():
        lock = read_lock(version)
        fetch(lock, thorough=True)
        typer.echo(f"Neo4j {version}: {len(lock.jars)} jars, {lock.size / 1e6:.0f} MB, SHA-256 ✓")


@app.command()
def start(version: Version = DEFAULT_VERSION, home: Home = None) -> None:
    """启动并保持运行 · Start Neo4j; it stays until `stop`."""
    with _plainly():
        server = _engine(version, home).start(owned=False)
        typer.echo(f"Neo4j {server.version} {server.url} pid {server.pid}")


@app.command()
def stop(home: Home = None) -> None:
    """停止 · Stop Neo4j, whoever started it, with its store closed in order."""
    with _plainly():
        stopped = _engine(DEFAULT_VERSION, home).stop()
        typer.echo("已停止 · stopped" if stopped else "未在运行 · not running")


@app.command()
def status(version: Version = DEFAULT_VERSION, home: Home = None) -> None:
    """状态 · Show where Neo4j answers; exit code 3 if it is not running."""
    with _plainly():
        found = _engine(version, home).status()
    for line in _described(found):
        typer.echo(line)
    raise typer.Exit(0 if found.running else 3)


@app.command("pack")
def pack_command(archive: Path, version: Version = DEFAULT_VERSION) -> None:
    """打包供离线安装 · Write one archive with all that an office without internet needs."""
    with _plainly():
        count = pack(archive, version=version)
        typer.echo(f"{archive}: {count} files, {archive.stat().st_size / 1e6:.0f} MB")


@app.command("unpack")
def unpack_command(archive: Path, home: Home = None) -> None:
    """从离线包安装 · Check an archive made by `pack` and put its files in place."""
    with _plainly():
        count = unpack(archive, home or settings().home)
        typer.echo(f"{archive}: {count} files, SHA-256 ✓")


def _engine(version: str, home: Path | None) -> Engine:
    return Engine(home or settings().home, version=version)


def _described(status: Status) -> list[str]:
    server = status.running
    if server is None:
        return [f"未在运行 · not running: {status.folder} ({status.jars_missing} jars to fetch)"]
    tie = f"随进程 {status.owner} 结束 · ends with process {status.owner}" if status.owner else "保持 · until `stop`"
    return [f"Neo4j {server.version} {server.url} pid {server.pid}", f"{status.folder}", tie]


@contextmanager
def _plainly() -> Iterator[None]:
    """An EngineError is for the reader: the sentence, and no traceback."""
    try:
        yield
    except EngineError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
