"""At: where an activity was held."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "活动地点",
    "at",
    about=("活动所在的地方", "Where an activity was held"),
    source="Activity",
    target="Place",
    forward=Step("at_place", Text("活动地点", "place")),
    backward=Step("activities", Text("活动", "activities")),
    key=(),
)
class At(Rel):
    """Dated by the activity's day."""
