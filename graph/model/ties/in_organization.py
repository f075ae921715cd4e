"""In: the organization that a post is in."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "所在组织",
    "in",
    about=("岗位所在的组织", "The organization a post is in"),
    source="Post",
    target="Organization",
    forward=Step("in_organization", Text("所在组织", "organization")),
    backward=Step("posts", Text("岗位", "posts")),
)
class In(Rel):
    """A post is in one organization."""
