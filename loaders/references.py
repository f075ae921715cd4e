"""Whether the nodes that rows refer to exist: in the graph, or among the rows of the same file.

What lies outside the loader's area is not there for them, so that a refusal does not tell what is.
"""

from collections.abc import Iterable

from graph.project.texts import known_ids, known_ids_in_area
from graph.store import Params, Store
from guard.access import Area
from loaders.faults import Fault, FaultKind
from loaders.ledger import Ledger
from loaders.rows import Checked

PLACED = frozenset({"Place", "House", "Building", "Compound"})
"""Labels of nodes that lie in a community, and so in somebody's area."""


class References:
    """Remembers, for one load, which ids are known to exist."""

    def __init__(self, store: Store, ledger: Ledger, area: Area) -> None:
        """The graph holds all batches before this one, so it is the one to ask."""
        self._store = store
        self._communities = area.parameter()
        self._known: dict[str, set[str]] = {}
        self._subjects = [(s.name, s.type.label) for s in ledger.subjects.values() if not s.declares]
        self._declared = [(s.name, s.type.label) for s in ledger.subjects.values() if s.declares]

    async def judge(self, rows: Iterable[Checked]) -> None:
        """Add a fault to each row that refers to what does not exist.

        A row refused here no longer declares its node, so the rows are judged again until none more falls.
        """
        good = [row for row in rows if not row.faults]
        await self._refuse_outside(good)
        for label in {label for _, label in self._subjects}:
            await self._learn(label, good)
        good = [row for row in good if not row.faults]
        while True:
            declared = {label: _ids(good, self._declared, label) for _, label in self._declared}
            fallen = [row for row in good if self._refuse(row, declared)]
            if not fallen:
                return
            good = [row for row in good if not row.faults]

    async def _refuse_outside(self, rows: list[Checked]) -> None:
        """Refuse rows that would move or correct what lies in another area; which area's it is, is not told."""
        if self._communities is None:
            return
        for label in {label for _, label in self._declared} & PLACED:
            asked = {"ids": sorted(_ids(rows, self._declared, label)), "communities": self._communities}
            there, ours = [await self._found(text(label), asked) for text in (known_ids, known_ids_in_area)]
            names = [name for name, labelled in self._declared if labelled == label]
            for row in rows:
                row.faults += [Fault(FaultKind.OUTSIDE, n) for n in names if set(row.ids.get(n, ())) & (there - ours)]

    async def _found(self, text: str, params: Params) -> set[str]:
        row = await self._store.read_one(text, params)
        return set(row["ids"]) if row else set()

    def _refuse(self, row: Checked, declared: dict[str, set[str]]) -> bool:
        for name, label in self._subjects:
            known = self._known.get(label, set())
            here = declared.get(label, set())
            if any(i not in known and i not in here for i in row.ids.get(name, ())):
                row.faults.append(Fault(FaultKind.NOT_FOUND, name))
        return bool(row.faults)

    async def _learn(self, label: str, rows: list[Checked]) -> None:
        known = self._known.setdefault(label, set())
        asked = _ids(rows, self._subjects, label) - known
        if asked:
            limited = self._communities is not None and label in PLACED
            text = known_ids_in_area(label) if limited else known_ids(label)
            known |= await self._found(text, {"ids": sorted(asked), "communities": self._communities})


def _ids(rows: list[Checked], subjects: list[tuple[str, str]], label: str) -> set[str]:
    names = [name for name, labelled in subjects if labelled == label]
    return {id_ for row in rows for name in names for id_ in row.ids.get(name, ())}
