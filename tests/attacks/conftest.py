"""One real server for every attack: started once, over the small district of the API's tests."""

from collections.abc import Iterator

import httpx
import pytest

from graph.engine import Running
from tests.attacks.serving import Served, serving


@pytest.fixture(scope="package")
def served(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server."""
    with serving(neo4j_server, tmp_path_factory.mktemp("attacked")) as served:
        yield served


@pytest.fixture
def caller(served: Served) -> Iterator[httpx.Client]:
    """Somebody signed in."""
    with served.client() as client:
        yield client
