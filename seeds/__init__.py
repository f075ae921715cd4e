"""The sample district 经纬区: fictional, and the same for a seed number on every machine.

    from seeds import SMALL, generate
    generate(Path("sample"), size=SMALL)

writes ledger workbooks as an office hands them over, and beside them ``planted.json``, which says what was planted.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loaders.registry import ledgers
from seeds.district import District
from seeds.plan import plan
from seeds.planted import NAME, Planted
from seeds.shelf import Shelf
from seeds.size import FULL, SIZES, SMALL, Size
from seeds.words import DISTRICT

SEED = 812
REFERENCE = Path(__file__).parent / "reference"

__all__ = ["FULL", "SEED", "SIZES", "SMALL", "Manifest", "Size", "generate", "ledger_files"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written: good rows by ledger, people and places by kind, and the files in the order of loading."""

    folder: Path
    size: str
    seed: int
    counts: dict[str, int]
    files: tuple[str, ...]


def generate(
    folder: Path, *, size: Size, seed: int = SEED, progress: Callable[[str, int, int], None] | None = None
) -> Manifest:
    """Write the sample district into ``folder``; ``progress`` hears (what, done, of how many).

    It is written beside the folder and moved there at the end, so that an interruption leaves nothing. A sample of
    ours is replaced; raises FileExistsError for any other folder that is not empty.
    """
    _refuse_foreign(folder)
    part = folder.with_name(f".{folder.name}.part-{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        counts, files = _write(part, size, seed=seed, progress=progress or _silent)
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Manifest(folder, size.name, seed, counts, files)


def ledger_files(folder: Path) -> list[tuple[str, Path]]:
    """The ledgers in ``folder`` with their names, in the order in which they must be loaded.

    A file says which ledger it is by its name up to the first ``-`` or ``.``. Within a ledger the district's own file
    comes first, because the towns' files refer to it.
    """
    order = {ledger.text.zh: (at, ledger.name) for at, ledger in enumerate(ledgers().values())}
    found = [(_ledger_of(path), path) for path in folder.iterdir() if path.suffix in (".xlsx", ".csv")]
    known = [(*order[title], path) for title, path in found if title in order]
    known.sort(key=lambda one: (one[0], DISTRICT not in one[2].name, one[2].name))
    return [(name, path) for _, name, path in known]


def _ledger_of(path: Path) -> str:
    return path.name.split(".")[0].split("-")[0]


def _silent(what: str, done: int, total: int) -> None:
    """Hear nothing."""


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not (folder / NAME).exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder.name} holds something else; name an empty folder or remove it")


def _write(
    folder: Path, size: Size, *, seed: int, progress: Callable[[str, int, int], None]
) -> tuple[dict[str, int], tuple[str, ...]]:
    planted, district = Planted(), plan(size, seed=seed)
    shelf = Shelf(folder, seed, planted)
    District(district, shelf, planted, progress).write()
    _copy_reference(folder)
    counts = {**shelf.counts, **_kinds(size)}
    files = tuple(path.name for _, path in ledger_files(folder))
    planted.write(folder, size=size.name, seed=seed, counts=counts, files=files)
    return counts, files


def _copy_reference(folder: Path) -> None:
    """Post types and doubling rules are the same for every sample."""
    for path in sorted(REFERENCE.glob("*.csv")):
        title = ledgers()[path.stem].text.zh
        shutil.copyfile(path, folder / f"{title}-{DISTRICT}.csv")


def _kinds(size: Size) -> dict[str, int]:
    """Counts of things that are not the rows of one ledger."""
    return {
        "people": size.residents,
        "businesses": size.businesses,
        "towns": size.towns,
        "communities": size.communities,
        "grids": size.grids,
        "micro_grids": size.micro_grids,
        "branches": size.branches,
        "units": size.units,
        "stations": size.stations,
    }
