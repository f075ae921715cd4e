"""MemberOf: a joint-building unit is a member of a joint committee."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "成员单位",
    "member of",
    about=("共建单位是大工委或大党委的成员", "A unit is a member of a joint committee"),
    source="Organization",
    target="Organization",
    forward=Step("member_of", Text("所在大(工)委", "member of")),
    backward=Step("members", Text("成员单位", "members")),
)
class MemberOf(Rel):
    """What makes a unit a joint-building unit."""
