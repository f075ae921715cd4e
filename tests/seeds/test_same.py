"""The same seed number gives the same cells, in every run and on every machine."""

from pathlib import Path

from seeds import SMALL, generate
from tests.seeds.conftest import TINY
from tests.seeds.reading import digest

SMALL_812 = "2338fd5efc1bab7369287d93bf82d9e1139f1fc2dd7c1e241f825cd97cf19839"
"""Of every cell of the small district. It changes with the generator only: then look at the new ledgers, and pin it."""


def test_small_district_is_the_same_twice(folder: Path, tmp_path: Path) -> None:
    again = generate(tmp_path / "again", size=SMALL)
    assert digest(again.folder) == digest(folder)


def test_small_district_is_the_same_on_every_machine(folder: Path) -> None:
    assert digest(folder) == SMALL_812


def test_another_seed_gives_another_district(tmp_path: Path) -> None:
    one, other = (generate(tmp_path / str(seed), size=TINY, seed=seed) for seed in (812, 813))
    assert digest(one.folder) != digest(other.folder)
