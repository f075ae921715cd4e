"""Right: the right post type of a doubling rule."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "右岗",
    "right",
    about=("规则的右岗类型", "The right post type of a rule"),
    source="DoublingRule",
    target="PostType",
    forward=Step("right", Text("右岗类型", "right")),
    backward=Step("right_of", Text("作为右岗", "right of")),
    key=(),
)
class Right(Rel):
    """Includes narrower types."""
