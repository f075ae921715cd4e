"""The same seed number gives the same cells, in every run and on every machine."""

from pathlib import Path

from seeds import SMALL, generate
from tests.seeds.conftest import TINY
from tests.seeds.reading import digest

SMALL_812 = "b24f8db2d56d2b7523ed4a84cb390766d8ca1fbf85602a333af4d4d1e620585f"
"""Of every cell of the small district. It changes with the generator only: then look at the new ledgers, and pin it."""


def test_small_district_is_the_same_twice(folder: Path, tmp_path: Path) -> None:
    again = generate(tmp_path / "again", size=SMALL)
    assert digest(again.folder) == digest(folder)


def test_small_district_is_the_same_on_every_machine(folder: Path) -> None:
    assert digest(folder) == SMALL_812


def test_another_seed_gives_another_district(tmp_path: Path) -> None:
    one, other = (generate(tmp_path / str(seed), size=TINY, seed=seed) for seed in (812, 813))
    assert digest(one.folder) != digest(other.folder)
