"""What Neo4j's logs say about a start that failed, as one sentence with a way out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine import disk
from graph.engine.bolt import port_taken
from graph.engine.errors import EngineError, HomeTakenError, NewerStoreError, StartError
from graph.engine.folder import Folder

_TAIL = 200_000


class Watch:
    """Remembers where the logs ended before a start, so that an old fault is not read as a new one."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._ends = {path: path.stat().st_size for path in self._appended() if path.exists()}

    @contextmanager
    def named(self, port: int) -> Iterator[None]:
        """Turn a StartError of the block into the error that the logs name."""
        try:
            yield
        except StartError as error:
            raise _name(self._written(), self._folder, port=port, otherwise=error) from error

    def _appended(self) -> list[Path]:
        return [self._folder.logs / "neo4j.log", self._folder.logs / "debug.log"]

    def _written(self) -> str:
        texts = [_from(path, self._ends.get(path, 0)) for path in self._appended()]
        return "\n".join([_from(self._folder.console, 0), *texts])


def _from(path: Path, start: int) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(start, path.stat().st_size - _TAIL))
        return file.read().decode("utf-8", errors="replace")


def _name(text: str, folder: Folder, *, port: int, otherwise: StartError) -> EngineError:
    if "FileLockException" in text or "has been locked by another process" in text:
        return HomeTakenError(
            f"数据文件夹 {folder.root} 正被另一个 Neo4j 使用，请先停止它，或另设 JINGWEI_HOME",
            f"The data folder {folder.root} belongs to another Neo4j: stop that first, or set another JINGWEI_HOME",
        )
    if "Address already in use" in text:
        return port_taken(port)
    if "No space left on device" in text:
        return disk.full(folder.root, wanted=disk.MARGIN, free=0)
    if "newer version" in text or "UnknownStoreVersion" in text:
        return NewerStoreError(
            f"{folder.root} 由更新的 Neo4j 写过，请用那个版本，或换一个数据文件夹后重建",
            f"{folder.root} was written by a newer Neo4j: use that one, or another data folder and a rebuild",
        )
    return StartError(
        f"{otherwise.zh}，原因见 {folder.logs}，改正后重新运行",
        f"{otherwise.en}: see {folder.logs} for the cause, then run this again",
    )
