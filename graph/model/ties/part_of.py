"""PartOf: the dated tree of places."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "隶属",
    "part of",
    about=("下级地方隶属上级地方", "A place is part of the place above it"),
    source="Place",
    target="Place",
    forward=Step("part_of", Text("上级地方", "place above")),
    backward=Step("parts", Text("下级地方", "places below")),
)
class PartOf(Rel):
    """A place exists while it is part of another; the district is the root."""
