"""Writing is whole or not at all."""

from pathlib import Path

import pytest

from seeds import generate
from tests.seeds.conftest import TINY


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(what: str, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "sample", size=TINY, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    generate(tmp_path / "sample", size=TINY, progress=lambda *told: heard.append(told))
    assert heard[0][1:] == (0, 2)
    assert heard[-1] == ("经纬区", 2, 2)


def test_only_ledgers_and_what_was_planted_are_left(tmp_path: Path) -> None:
    made = generate(tmp_path / "sample", size=TINY)
    assert {path.name for path in made.folder.iterdir()} == {*made.files, "planted.json"}


def test_a_sample_is_replaced_and_anything_else_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    generate(folder, size=TINY)
    generate(folder, size=TINY)
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="holds something else"):
        generate(tmp_path, size=TINY)
