"""One small district for all of these tests; making it takes a second."""

from dataclasses import replace
from pathlib import Path

import pytest

from seeds import SMALL, Manifest, generate

TINY = replace(
    SMALL,
    communities=2,
    grids=5,
    micro_grids=8,
    branches=6,
    houses=120,
    residents=300,
    businesses=40,
    units=8,
    activities=10,
    check_ins=6,
    stations=1,
)
"""Of every shape something, for tests of how it is written rather than of what."""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The small district of the usual seed."""
    return generate(tmp_path_factory.mktemp("sample") / "small", size=SMALL)


@pytest.fixture(scope="session")
def folder(sample: Manifest) -> Path:
    """Where its ledgers are."""
    return sample.folder
