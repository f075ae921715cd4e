"""OfCompound: the compound that a building belongs to."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "所属小区",
    "of compound",
    about=("楼栋所属的小区", "The compound a building belongs to"),
    source="Building",
    target="Compound",
    forward=Step("of_compound", Text("所属小区", "compound")),
    backward=Step("buildings", Text("楼栋", "buildings")),
)
class OfCompound(Rel):
    """A building may belong to a compound."""
