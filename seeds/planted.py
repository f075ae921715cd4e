"""What was planted in the sample, so that a test can ask whether the system found it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = "planted.json"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is wrong on purpose. ``row`` counts as Excel does, ``column`` is the heading as written."""

    kind: str
    ledger: str
    file: str
    sheet: str
    row: int
    column: str
    column_name: str
    written: str
    of_row: int | None


@dataclass(slots=True)
class Planted:
    """Everything planted. All persons in it are invented, like the district.

    ``doublings`` are states of places on a day; ``committee_members`` those members of two committees who, today, hold
    no grid post in their community for certain: every other one is DOUBLED under R2; ``still_managing`` the companies
    that stand in the black list and manage a compound.
    """

    faults: list[Fault] = field(default_factory=list)
    homonyms: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    unmet_needs: list[dict[str, Any]] = field(default_factory=list)
    dormant_units: list[str] = field(default_factory=list)
    bridging_units: list[str] = field(default_factory=list)
    units_without_delegate: list[dict[str, Any]] = field(default_factory=list)
    grids_without_branch: list[str] = field(default_factory=list)
    grids_with_two_branches: list[str] = field(default_factory=list)
    doublings: list[dict[str, Any]] = field(default_factory=list)
    committee_members: list[dict[str, Any]] = field(default_factory=list)
    forbidden_pairs: list[dict[str, Any]] = field(default_factory=list)
    still_managing: list[str] = field(default_factory=list)
    merger: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path, **more: Any) -> None:
        """Write planted.json into ``folder``, beside the ledgers and apart from them."""
        text = json.dumps({**more, **asdict(self)}, ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")
