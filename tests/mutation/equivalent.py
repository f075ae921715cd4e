"""Mutants that nobody could tell from the original, each listed by hand with the reason."""

import csv
from pathlib import Path

LIST = Path(__file__).parent / "equivalent.csv"


def equivalent() -> dict[str, str]:
    """The reasons by mutant id."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["reason"] for row in csv.DictReader(file)}
