"""Whether the nodes that rows refer to exist: in the graph, or among the rows of the same file."""

from collections.abc import Iterable

from graph.project.texts import known_ids
from graph.store import Store
from loaders.faults import Fault, FaultKind
from loaders.ledger import Ledger
from loaders.rows import Checked


class References:
    """Remembers, for one load, which ids are known to exist."""

    def __init__(self, store: Store, ledger: Ledger) -> None:
        """The graph holds all batches before this one, so it is the one to ask."""
        self._store = store
        self._known: dict[str, set[str]] = {}
        self._subjects = [(s.name, s.type.label) for s in ledger.subjects.values() if not s.declares]
        self._declared = [(s.name, s.type.label) for s in ledger.subjects.values() if s.declares]

    async def judge(self, rows: Iterable[Checked]) -> None:
        """Add a fault to each row that refers to what does not exist.

        A row refused here no longer declares its node, so the rows are judged again until none more falls.
        """
        good = [row for row in rows if not row.faults]
        for label in {label for _, label in self._subjects}:
            await self._learn(label, good)
        while True:
            declared = {label: _ids(good, self._declared, label) for _, label in self._declared}
            fallen = [row for row in good if self._refuse(row, declared)]
            if not fallen:
                return
            good = [row for row in good if not row.faults]

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
            found = await self._store.read_one(known_ids(label), {"ids": sorted(asked)})
            known |= set(found["ids"]) if found else set()


def _ids(rows: list[Checked], subjects: list[tuple[str, str]], label: str) -> set[str]:
    names = [name for name, labelled in subjects if labelled == label]
    return {id_ for row in rows for name in names for id_ in row.ids.get(name, ())}
