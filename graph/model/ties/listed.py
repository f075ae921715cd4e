"""Listed: a property company stands in the red or the black list."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "上榜",
    "listed",
    about=("物业企业列入红榜或黑榜", "A property company is entered in a list"),
    source="Organization",
    target="ListEntry",
    forward=Step("list_entries", Text("红黑榜条目", "list entries")),
    backward=Step("listed", Text("上榜企业", "company listed")),
    key=(),
)
class Listed(Rel):
    """The period for which the entry stands."""
