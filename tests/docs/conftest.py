"""One server over the tiny sample for this folder: it takes half a minute to load."""

from collections.abc import Iterator

import pytest

from graph.engine import Running
from tests.docs.sample import Sample, served


@pytest.fixture(scope="package")
def sample(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The server."""
    with served(neo4j_server, tmp_path_factory.mktemp("docs")) as sample:
        yield sample
