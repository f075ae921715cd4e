"""Within: the place in which a house, building or compound lies."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "位于",
    "lies within",
    about=("房屋、楼栋、小区所在的地方", "The place in which it lies"),
    source="House|Building|Compound",
    target="Place",
    forward=Step("within", Text("所在地方", "place")),
    backward=Step("contains", Text("区内设施", "lies in it")),
)
class Within(Rel):
    """A house lies in a place directly only where there is no building."""
