"""TookPart: a unit took part in an activity."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "参与",
    "took part",
    about=("单位参与活动", "A unit took part in an activity"),
    source="Organization",
    target="Activity",
    forward=Step("took_part", Text("参与活动", "activities")),
    backward=Step("participants", Text("参与单位", "participants")),
    key=(),
)
class TookPart(Rel):
    """Dated by the activity's day."""
