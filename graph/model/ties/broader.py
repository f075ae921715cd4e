"""Broader: a post type includes a narrower one."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "上位类型",
    "broader",
    about=("较窄类型的上位类型", "The broader type of a type"),
    source="PostType",
    target="PostType",
    forward=Step("broader", Text("上位类型", "broader")),
    backward=Step("narrower", Text("下位类型", "narrower")),
    key=(),
)
class Broader(Rel):
    """Two-committee member is broader than secretary, director and member."""
