"""Left: the left post type of a doubling rule."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "左岗",
    "left",
    about=("规则的左岗类型", "The left post type of a rule"),
    source="DoublingRule",
    target="PostType",
    forward=Step("left", Text("左岗类型", "left")),
    backward=Step("left_of", Text("作为左岗", "left of")),
    key=(),
)
class Left(Rel):
    """Includes narrower types."""
