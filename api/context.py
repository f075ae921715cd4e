"""What every resolver of one request knows: the graph, who asks, and what they may see."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

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
    days: dict[str | int, dt.date] = field(default_factory=dict)
    """The day of each question's answer, by the name under which it was asked."""
    lookups: dict[Any, Any] = field(default_factory=dict)
    """The nodes that rows of results are, on their way (api.onward)."""

    @property
    def store(self) -> Store:
        """The graph."""
        return self.desk.store
