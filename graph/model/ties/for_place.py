"""For: what a post is for."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "岗位范围",
    "for",
    about=("岗位负责的地方、小区或楼栋", "What a post is responsible for"),
    source="Post",
    target="Place|Compound|Building",
    forward=Step("for_target", Text("负责范围", "responsible for")),
    backward=Step("posts_for", Text("相关岗位", "posts for it")),
)
class For(Rel):
    """Without one, a post is for what its organization covers, serves or manages."""
