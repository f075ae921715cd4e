"""LocatedAt: the premises of an organization."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "场所",
    "located at",
    about=("组织的经营或办公场所", "The premises of an organization"),
    source="Organization",
    target="House",
    forward=Step("located_at", Text("场所", "premises")),
    backward=Step("occupants", Text("场所内单位", "organizations here")),
)
class LocatedAt(Rel):
    """A firm's premises."""
