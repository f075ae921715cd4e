"""Why a start may not go on, judged before anything is touched."""

from __future__ import annotations

from graph.engine.errors import HomeTakenError, NewerStoreError
from graph.engine.folder import Folder
from graph.engine.lockfile import version_key
from graph.engine.process import Process


def refuse_newer(folder: Folder, version: str) -> None:
    wrote = folder.version()
    if wrote is not None and version_key(wrote) > version_key(version):
        raise NewerStoreError(
            f"{folder.root} 由更新的 Neo4j {wrote} 写过，{version} 打不开；请用 {wrote}，或换一个数据文件夹后重建",
            f"{folder.root} was written by Neo4j {wrote}, which {version} can't open: "
            f"use {wrote}, or another data folder",
        )


def taken(folder: Folder, process: Process) -> HomeTakenError:
    owner = process.owner or process.pid
    return HomeTakenError(
        f"数据文件夹 {folder.root} 正被进程 {owner} 使用，请先结束它（jingwei engine stop），或另设 JINGWEI_HOME",
        f"The data folder {folder.root} belongs to process {owner}: end that first (jingwei engine stop), "
        "or set another JINGWEI_HOME",
    )
