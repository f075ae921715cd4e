"""Whether the nodes that rows refer to exist: in the graph, or among the rows of the same file.

What lies outside the loader's area is not there for them, so that a refusal does not tell what is. Whose rows change
what lies elsewhere hand them to the district; the change is not compared with what stands there.
"""

from collections.abc import Iterable

from graph.project.texts import known_ids
from graph.store import Store
from guard.access import Area
from guard.lies_in import judged
from loaders.area_rights import AreaRights
from loaders.faults import Fault, FaultKind
from loaders.ledger import Ledger
from loaders.rows import Checked


class References:
    """Remembers, for one load, which ids are known to exist."""

    def __init__(self, store: Store, ledger: Ledger, area: Area) -> None:
        """The graph holds all batches before this one, so it is the one to ask."""
        self._store = store
        self._rights = AreaRights(ledger, area)
        self._known: dict[str, set[str]] = {}
        self._subjects = [(s.name, s.type.label) for s in ledger.subjects.values() if not s.declares]
        self._declared = [(s.name, s.type.label) for s in ledger.subjects.values() if s.declares]

    async def judge(self, rows: Iterable[Checked]) -> None:
        """Add a fault to each row that refers to what does not exist, or changes what lies outside the area.

        A row refused here no longer declares its node, so the rows are judged again until none more falls.
        """
        good = [row for row in rows if not row.faults]
        for label in {label for _, label in [*self._declared, *self._subjects]}:
            await self._learn(label, good)
        for row in good:
            row.faults += self._rights.faults(row)
        good = [row for row in good if not row.faults]
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
        """Which nodes of a label are there for the loader."""
        known = self._known.setdefault(label, set())
        if self._rights.whole:
            if asked := _ids(rows, self._subjects, label) - known:
                row = await self._store.read_one(known_ids(label), {"ids": sorted(asked)})
                known |= set(row["ids"]) if row else set()
            return
        if asked := _ids(rows, [*self._subjects, *self._declared], label):
            about = {"ids": sorted(asked), "communities": self._rights.communities}
            row = await self._store.read_one(judged(label), about)
            known |= self._rights.learn(label, row["rows"] if row else [])


def _ids(rows: list[Checked], subjects: list[tuple[str, str]], label: str) -> set[str]:
    names = [name for name, labelled in subjects if labelled == label]
    return {id_ for row in rows for name in names for id_ in row.ids.get(name, ())}
