"""Every rule of access has a mutant in the list: whoever adds a rule adds its mutant, and tries it."""

from pathlib import Path

from tests.attacks.mutants.every import EQUIVALENT, every, killed, made
from tests.attacks.mutants.proofs import PROOFS

ROOT = Path(__file__).parents[3]


def test_every_mutant_is_killed_by_a_proof() -> None:
    listed = killed()
    assert set(listed) == {mutant.id for mutant in every(ROOT)}
    assert [name for name, killer in listed.items() if killer not in PROOFS] == []


def test_what_is_called_equivalent_is_a_mutant() -> None:
    assert set(EQUIVALENT) <= {mutant.id for mutant in made(ROOT)}
