"""One mutant: a file with one rule less."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """``id`` names the file, the rule and which of its places; ``text`` is the file with it."""

    file: str
    rule: str
    number: int
    text: str

    @property
    def id(self) -> str:
        """Stays the same while the places before it in the file do."""
        return f"{self.file}:{self.rule}:{self.number}"
