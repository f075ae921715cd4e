"""Every rule of access has a mutant, and somebody who killed it: whoever adds a rule runs it and keeps the list."""

from pathlib import Path

from tests.attacks.mutants.every import every, killed

ROOT = Path(__file__).parents[3]


def test_the_list_has_every_mutant_and_each_was_killed() -> None:
    assert {m.id for m in every(ROOT)} == {name for name, killer in killed().items() if killer}
