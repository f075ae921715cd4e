"""The managed Neo4j: fetched by a lock file, started as a child, stopped in order; or a server of the user's own.

with running(home) as server:
    driver = AsyncGraphDatabase.driver(server.url, auth=(server.user, server.password))
"""

from graph.engine.engine import Engine
from graph.engine.errors import EngineError
from graph.engine.lockfile import DEFAULT_VERSION, check_server_version
from graph.engine.server import running
from graph.engine.state import Running, Status

__all__ = ["DEFAULT_VERSION", "Engine", "EngineError", "Running", "Status", "check_server_version", "running"]
