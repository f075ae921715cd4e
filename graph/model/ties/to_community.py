"""ToCommunity: the community that a member reports to."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "报到村居",
    "to community",
    about=("报到的村居", "The community reported to"),
    source="CheckIn",
    target="Place",
    forward=Step("to_community", Text("报到村居", "community")),
    backward=Step("check_ins", Text("双报到", "check-ins")),
    private=True,
)
class ToCommunity(Rel):
    """The community in which the member lives."""
