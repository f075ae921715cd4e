"""What came back: the data as it was sent, what was withheld, and the same as rows, as a frame, as a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from api.client.errors import Missing
from api.client.rows import Row, rows

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl


@dataclass(frozen=True, slots=True)
class Withheld:
    """One thing that the answer leaves out, by its name in GraphQL, and why; the same whether or not there was any.

    ``why`` is AREA, CLASS or SMALL; ``data_class`` is the class of data that the request may not read.
    """

    what: str
    why: str
    data_class: str | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Its repr names the questions alone: what it tells may be about people."""

    data: dict[str, Any] = field(repr=False)
    withheld: tuple[Withheld, ...] = field(repr=False, default=())
    text: str = field(repr=False, default="")
    operation: str | None = field(repr=False, default=None)

    def __repr__(self) -> str:
        """The questions that it answers."""
        return f"Answer({', '.join(self.data)})"

    def __getitem__(self, name: str) -> Any:
        """What one root field was answered."""
        return self.data[name]

    def rows(self, path: str = "") -> list[Row]:
        """A list of the answer as flat dicts: ``findings``, ``findings.left``. Raises Unfit."""
        return rows(self.data, path)

    def frame(self, path: str = "") -> pl.DataFrame:
        """The same as a polars DataFrame; days are text, as GraphQL writes them. Raises Missing, Unfit."""
        try:
            import polars as pl  # no script that does without frames has to install it
        except ImportError:
            raise Missing("polars") from None
        found = self.rows(path)
        columns = dict.fromkeys(key for row in found for key in row)
        return pl.DataFrame({name: [row.get(name) for row in found] for name in columns}, strict=False)

    def network(self) -> nx.MultiDiGraph[str]:
        """A graph of organizations, posts, their holders and places. Raises NoNetwork for any other answer."""
        from api.client.network import network_of  # networkx takes a moment to import

        return network_of(self.data, self.text, self.operation)
