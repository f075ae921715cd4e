"""Manages: who manages a compound, under which regime."""

from graph.model.base import Rel, Step, Text, prop, relationship
from graph.model.nodes.compound import Regime


@relationship(
    "物业管理",
    "manages",
    about=("物业企业或社区管理小区", "Manages a compound"),
    source="Organization",
    target="Compound",
    forward=Step("manages", Text("管理的小区", "compounds managed")),
    backward=Step("managed_by", Text("管理单位", "managed by")),
)
class Manages(Rel):
    """A compound's regimes are its history of management."""

    regime: Regime | None = prop("管理方式", "regime")
