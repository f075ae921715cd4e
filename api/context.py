"""What every resolver of one request knows: the graph, who asks, and what they may see."""

from dataclasses import dataclass

from graph.store import Store
from guard.access import Access
from guard.accounts import Account
from guard.gate import Gate
from loaders.desk import Desk


@dataclass(frozen=True, slots=True)
class Asking:
    """One request. Whatever it changes goes through the desk, as a loader's rows do."""

    desk: Desk
    gate: Gate
    account: Account
    access: Access

    @property
    def store(self) -> Store:
        """The graph."""
        return self.desk.store
