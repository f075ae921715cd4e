"""Needs: a community has a need."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "需求",
    "needs",
    about=("村居提出需求", "A community has a need"),
    source="Place",
    target="Need",
    forward=Step("needs", Text("需求", "needs")),
    backward=Step("needed_by", Text("提出村居", "needed by")),
    key=(),
)
class Needs(Rel):
    """The need is met, or withdrawn, on the day the tie ends."""
