"""Of: the type of a post."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "岗位类型",
    "of type",
    about=("岗位属于哪一类", "The kind of a post"),
    source="Post",
    target="PostType",
    forward=Step("of_type", Text("岗位类型", "post type")),
    backward=Step("posts", Text("岗位", "posts")),
    key=(),
)
class Of(Rel):
    """A post is of one type."""
