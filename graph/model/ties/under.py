"""Under: the organization above an organization."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "上级组织",
    "under",
    about=("组织隶属上级组织", "The organization above it"),
    source="Organization",
    target="Organization",
    forward=Step("under", Text("上级组织", "organization above")),
    backward=Step("subordinates", Text("下级组织", "organizations below")),
)
class Under(Rel):
    """A branch is under its committee."""
