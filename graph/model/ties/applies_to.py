"""AppliesTo: where a standard is in force."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "适用于",
    "applies to",
    about=("居住面积标准适用的地方", "The place that a standard is in force in"),
    source="OccupancyStandard",
    target="Place",
    forward=Step("applies_to", Text("适用地方", "applies to")),
    backward=Step("occupancy_standards", Text("居住面积标准", "occupancy standards")),
)
class AppliesTo(Rel):
    """It is in force in the place and all that lies in it, but where a nearer place has one of its own."""
