"""What every resolver of one request knows: the graph, and who asks for what purpose in which area."""

from dataclasses import dataclass

from graph.store import Store
from guard.access import Access, Area, Caller, Purpose


@dataclass(frozen=True, slots=True)
class Asking:
    """One request."""

    store: Store
    access: Access


def token_holder() -> Access:
    """Who asks until callers have accounts: whoever holds the token, of the whole district."""
    return Access(Caller("token"), Purpose.VERIFICATION, Area())
