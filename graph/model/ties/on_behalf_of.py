"""OnBehalfOf: the unit that a delegate's post stands for."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "代表单位",
    "on behalf of",
    about=("委员岗位所代表的单位", "The unit a post stands for"),
    source="Post",
    target="Organization",
    forward=Step("on_behalf_of", Text("代表单位", "on behalf of")),
    backward=Step("delegate_posts", Text("派出委员岗位", "delegate posts")),
)
class OnBehalfOf(Rel):
    """A unit's delegate holds a post in the joint committee on behalf of the unit; it can be vacant."""
