"""ListEntry: 红黑榜, a property company's entry in the red or the black list."""

from graph.model.base import Node, node, prop
from graph.model.codes import Codes


class ListColour(Codes):
    """Which of the two lists."""

    RED = "red", "红榜", "Red list"
    BLACK = "black", "黑榜", "Black list"


@node(
    "红黑榜条目",
    "ListEntry",
    about=("物业企业列入红榜或黑榜一次", "One entry of a property company in the red or the black list"),
    key=("code",),
)
class ListEntry(Node):
    """An entry. It stands while the tie from its company lasts, so that any day's lists can be read."""

    code: str | None = prop("条目编号", "code", index="unique")
    colour: ListColour | None = prop("榜别", "list", index="range")
    reason: str | None = prop("上榜原因", "reason")
