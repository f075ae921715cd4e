"""OfMember: who checked in."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "报到人",
    "of member",
    about=("报到的党员", "The member who checked in"),
    source="CheckIn",
    target="Person",
    forward=Step("of_member", Text("报到人", "member"), view="Resident"),
    backward=Step("check_ins", Text("双报到", "check-ins")),
    private=True,
)
class OfMember(Rel):
    """A private tie: counts only, five or more."""
