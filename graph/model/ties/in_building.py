"""InBuilding: the building that a house is in."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "所在楼栋",
    "in building",
    about=("房屋所在的楼栋", "The building a house is in"),
    source="House",
    target="Building",
    forward=Step("in_building", Text("所在楼栋", "building")),
    backward=Step("houses", Text("房屋", "houses")),
)
class InBuilding(Rel):
    """A house is one door of one building."""
