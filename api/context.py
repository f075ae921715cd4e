"""What every resolver of one request knows: the graph, who asks, and what they may see."""

from dataclasses import dataclass

from graph.store import Store
from guard.access import Access
from guard.accounts import Account
from guard.gate import Gate
from loaders.desk import Desk


@dataclass(frozen=True, slots=True)
class Asking:
    """One request. Whatever it changes goes through the desk, as a loader's rows do.

    ``token`` is the id of the token that it came with, None when somebody is signed in.
    """

    desk: Desk
    gate: Gate
    account: Account
    access: Access
    token: str | None = None

    @property
    def store(self) -> Store:
        """The graph."""
        return self.desk.store
