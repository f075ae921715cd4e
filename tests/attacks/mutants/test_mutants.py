"""Every rule of access has a mutant in the list: whoever adds a rule adds its mutant, and tries it."""

from pathlib import Path

from tests.attacks.mutants.every import BROKEN, LIVES, every, killed

ROOT = Path(__file__).parents[3]


def test_the_list_has_every_mutant_and_none_that_was_tried_lives() -> None:
    listed = killed()
    assert set(listed) == {mutant.id for mutant in every(ROOT)}
    assert [name for name, killer in listed.items() if killer in (LIVES, BROKEN)] == []
