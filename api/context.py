"""What every resolver of one request knows: the graph, and who asks for what purpose in which area."""

from dataclasses import dataclass

from graph.store import Store
from guard.access import Access, Area, Caller
from guard.roles import Role
from loaders.desk import Desk


@dataclass(frozen=True, slots=True)
class Asking:
    """One request. Whatever it changes goes through the desk, as a loader's rows do."""

    desk: Desk
    access: Access

    @property
    def store(self) -> Store:
        """The graph."""
        return self.desk.store


def token_holder() -> Access:
    """Who asks until callers have accounts: whoever holds the token, of the whole district."""
    return Access(Caller("token", "token", Role.INVESTIGATOR), Area())
