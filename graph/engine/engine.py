"""One Neo4j in one data folder: start, stop, status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from graph.engine import bolt, disk, faults, launch
from graph.engine.config import write_config
from graph.engine.credentials import USER, set_first_password
from graph.engine.errors import HomeTakenError
from graph.engine.fetch import fetch, missing_jars
from graph.engine.folder import Folder
from graph.engine.java import java, write_java_args
from graph.engine.lockfile import DEFAULT_VERSION, Lock, read_lock
from graph.engine.process import Process, read_process, terminate, write_process
from graph.engine.progress import waiting
from graph.engine.refusals import refuse_newer, taken
from graph.engine.state import Running, Status

_LOCK_SECONDS = 180.0
_READY_SECONDS = 180.0


class Engine:
    """The managed Neo4j of `home`. Several Engines of one home, in one process or many, see the same server."""

    def __init__(self, home: Path, *, version: str = DEFAULT_VERSION) -> None:
        self.version = version
        self.folder = Folder(home.absolute() / "neo4j")

    def start(self, *, owned: bool = True, join: bool = False) -> Running:
        """Fetch what is missing, start, and return once queries are answered.

        owned: the server ends with this process, however that ends; otherwise it stays until `stop`.
        join: a server already at work here is returned instead of refused.
        Raises any EngineError.
        """
        lock = read_lock(self.version)
        runtime = java(lock)
        with self._alone():
            found = self._at_work()
            if found is not None and join:
                return self._running(found)
            if found is not None:
                raise taken(self.folder, found)
            process = self._launch(lock, runtime)
            if not owned:
                process = replace(process, owner=None, owner_created=None)
                write_process(self.folder, process)
                launch.keep(self.folder)
            return self._running(process)

    def stop(self) -> bool:
        """Stop the server, whoever started it; False if there was none. The store is closed in order."""
        with self._alone():
            process = self._at_work()
            self._end(process)
            return process is not None

    def release(self) -> None:
        """Stop the server if it was started by, and is tied to, this process."""
        if launch.tied(self.folder):
            self.stop()

    def status(self) -> Status:
        process = read_process(self.folder)
        at_work = process if process is not None and process.alive() else None
        return Status(
            folder=self.folder.root,
            version=self.version,
            running=self._running(at_work) if at_work else None,
            owner=at_work.owner if at_work else None,
            jars_missing=len(missing_jars(read_lock(self.version))),
        )

    def used_by_another(self) -> bool:
        """Whether another live process owns the server at work here, or is connected to it. Ours is to let go first."""
        process = read_process(self.folder)
        if process is None or not process.alive():
            return False
        return process.owned_by_another() or process.connected()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops; the others wait, for a start takes seconds."""
        with disk.full_disk_named(self.folder.root):
            self.folder.make()
        try:
            with FileLock(self.folder.start_lock, timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise HomeTakenError(
                f"另一个进程一直在启动或停止 {self.folder.root}，请稍后再试",
                f"Another process has been starting or stopping {self.folder.root} for long: try again later",
            ) from error

    def _at_work(self) -> Process | None:
        """The live process of this folder, after waiting out, or ending, one whose owner is gone."""
        process = read_process(self.folder)
        if process is None or not process.alive():
            return None
        if process.abandoned():
            self._end(process)
            return None
        return process

    def _launch(self, lock: Lock, runtime: Path) -> Process:
        refuse_newer(self.folder, self.version)
        jars = fetch(lock)
        disk.need(0, self.folder.root)
        port = bolt.choose_port()
        with disk.full_disk_named(self.folder.root):
            set_first_password(self.folder)
            write_config(self.folder, port=port, version=self.version)
            write_java_args(lock, jars, self.folder)
        with waiting(f"Neo4j {self.version} …"):
            return self._wait(runtime, port)

    def _wait(self, runtime: Path, port: int) -> Process:
        watch = faults.Watch(self.folder)
        process: Process | None = None
        try:
            process = launch.launch(self.folder, java=runtime, port=port, version=self.version)
            write_process(self.folder, process)
            alive = process.alive
            auth = (USER, self.folder.password())
            with watch.named(port):
                bolt.wait_until_answering(port, auth, alive=lambda: alive() is not None, seconds=_READY_SECONDS)
        except BaseException:  # Ctrl-C too
            self._end(process)
            raise
        self.folder.version_file.write_text(self.version + "\n", encoding="ascii")
        return process

    def _end(self, process: Process | None) -> None:
        java_process = process.alive() if process else None
        if java_process is not None:
            terminate(java_process)
        launch.untie(self.folder)
        self.folder.process_file.unlink(missing_ok=True)

    def _running(self, process: Process) -> Running:
        url = f"bolt://{bolt.HOST}:{process.port}"
        return Running(url=url, user=USER, password=self.folder.password(), pid=process.pid, version=process.version)
