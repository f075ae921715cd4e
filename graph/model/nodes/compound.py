"""Compound: a residential compound (小区) and how it is managed."""

from graph.model.base import Node, Search, node, prop
from graph.model.codes import Codes


class Regime(Codes):
    """三类三管: how a compound's property is managed."""

    MARKET = "market", "市场化物业", "Market property company"
    TAKEN_OVER = "taken_over", "社区接管", "Taken over by the community"
    BACKED = "backed", "兜底管理", "Backed by the state platform"
    SELF = "self", "自管", "Self-managed"


@node("小区", "Compound", about=("居民小区或生活大院", "A residential compound or a courtyard estate"), key=("code",))
class Compound(Node):
    """A residential compound. Who manages it under which regime is dated, and stands on ``Manages``."""

    code: str | None = prop("小区编码", "code", index="unique", search=Search.CODE)
    name: str | None = prop("名称", "name", index="range", search=Search.NAME)
    community: str | None = prop("所在村居", "community", index="range", derived=True)
