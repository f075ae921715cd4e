"""Holds: an appointment, a person in a post."""

from graph.model.base import Rel, Step, Text, prop, relationship


@relationship(
    "任职",
    "holds",
    about=("任职:某人担任某岗位", "An appointment: a person in a post"),
    source="Person",
    target="Post",
    forward=Step("holds", Text("任职", "posts held")),
    backward=Step("holders", Text("任职人", "holders"), view="OfficeHolder"),
)
class Holds(Rel):
    """Names the document that made it."""

    document: str | None = prop("任职文号", "document")
    origin: str | None = prop("来源", "origin", about=("选举、选派、聘用等", "Election, secondment, contract"))
