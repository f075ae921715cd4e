"""Serves: the places that a facility serves."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "服务",
    "serves",
    about=("中心、驿站等服务的地方", "The places a facility serves"),
    source="Organization",
    target="Place",
    forward=Step("serves", Text("服务地方", "serves")),
    backward=Step("served_by", Text("服务机构", "served by")),
)
class Serves(Rel):
    """Governance centres and neighbourhood stations serve places."""
