"""A port for Bolt, and the wait until it answers."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.engine.errors import PortTakenError, StartError
from graph.engine.settings import settings

if TYPE_CHECKING:
    from neo4j import Driver

HOST = "127.0.0.1"
_TICK = 0.1


def choose_port() -> int:
    """JINGWEI_NEO4J_PORT, or one that the system says is free. Raises PortTakenError."""
    fixed = settings().neo4j_port
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as Java binds it; on Windows the same option would let two processes share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, fixed or 0))
        except OSError as error:
            raise port_taken(fixed or 0) from error
        return int(probe.getsockname()[1])


def port_taken(port: int) -> PortTakenError:
    return PortTakenError(
        f"端口 {port} 已被占用，请给 JINGWEI_NEO4J_PORT 换一个端口，或不设它",
        f"Port {port} is in use: set JINGWEI_NEO4J_PORT to another, or leave it unset",
    )


def wait_until_answering(port: int, auth: tuple[str, str], *, alive: Callable[[], bool], seconds: float) -> None:
    """Return once a query is answered; the log's `Started.` comes earlier. Raises StartError when it can't be."""
    from neo4j import GraphDatabase  # 0.3 s, spent while Java starts

    deadline = time.monotonic() + seconds
    while not _listening(port):
        if not alive():
            raise StartError("Neo4j 启动时退出了", "Neo4j ended while it started")
        if time.monotonic() > deadline:
            raise StartError(f"Neo4j {seconds:.0f} 秒内没有应答", f"Neo4j did not answer in {seconds:.0f} s")
        time.sleep(_TICK)
    _ask(GraphDatabase.driver(f"bolt://{HOST}:{port}", auth=auth))


def _listening(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _ask(driver: Driver) -> None:
    from neo4j.exceptions import AuthError

    try:
        with driver:
            driver.execute_query("RETURN 1", database_="neo4j")
    except AuthError as error:
        raise StartError(
            "数据文件夹里的 password 与库中的密码不符，请恢复该文件，或换一个数据文件夹",
            "The file `password` in the data folder is not the store's: restore it, or use another data folder",
        ) from error
