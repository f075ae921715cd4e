"""What a loader with an area may change, and what it may refer to.

A node that exists is changed only by who has all of it in their area, and referred to by who has some of it there.
People move, so they are nobody's. An organization that lies nowhere is the whole district's: anybody refers to it, and
only the district changes it, or says where it lies. So are the kinds of nodes that lie nowhere, as the types of posts.
A fact about a person lies at its house or community, so any organization may have a part in it.
"""

from collections.abc import Iterable, Iterator, Sequence

from guard.access import Area
from guard.lies_in import BY_TIES, LYING, PLACED_BY
from loaders.faults import Fault, FaultKind
from loaders.ledger import Ledger
from loaders.rows import Checked

FREE = "Person"
OFFICE = "Organization"


class AreaRights:
    """Judges the rows of one load by what the graph says of the nodes that they name."""

    def __init__(self, ledger: Ledger, area: Area) -> None:
        """A row says where an organization lies by the ties that an area is judged by."""
        self.communities = area.parameter()
        placing = {t.source for t in ledger.ties if t.type.type in PLACED_BY}
        subjects = [s for s in ledger.subjects.values() if s.type.label != FREE]
        self._declared = [s.name for s in subjects if s.declares]
        self._placed = [s.name for s in subjects if s.name in placing and not s.declares]
        open_ties = [t for t in ledger.ties if not t.type.private]
        offices = {s.name for s in subjects if s.type.label == OFFICE and not s.declares}
        self._any_office = offices.isdisjoint({end for t in open_ties for end in (t.source, t.target)})
        self._others: set[str] = set()
        self._districts: set[str] = set()

    @property
    def whole(self) -> bool:
        """Whether everything may be loaded."""
        return self.communities is None

    def learn(self, label: str, told: Iterable[Sequence[object]]) -> set[str]:
        """Take in what the graph says (``guard.lies_in.judged``), and give the ids that may be referred to."""
        there: set[str] = set()
        for id_, wholly, partly, nowhere in told:
            node = str(id_)
            free = self._any_office if label == OFFICE else label not in LYING and label not in BY_TIES
            self._others |= set() if wholly else {node}
            self._districts |= {node} if nowhere and label == OFFICE else set()
            there |= {node} if partly or free or (nowhere and label == OFFICE) else set()
        return there

    def faults(self, row: Checked) -> Iterator[Fault]:
        """What of the row is not the loader's to say."""
        changed = ((name, self._others) for name in self._declared)
        placed = ((name, self._districts) for name in self._placed)
        return (Fault(FaultKind.OUTSIDE, name) for name, barred in (*changed, *placed) if barred & _ids(row, name))


def _ids(row: Checked, name: str) -> set[str]:
    return set(row.ids.get(name, ()))
