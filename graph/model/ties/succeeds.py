"""Succeeds: what a reform merged or split."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "承继",
    "succeeds",
    about=("新地方承继被撤并的地方", "A place takes over from one that was merged or split"),
    source="Place",
    target="Place",
    forward=Step("succeeds", Text("承继自", "takes over from")),
    backward=Step("succeeded_by", Text("并入", "succeeded by")),
)
class Succeeds(Rel):
    """Joins a ten-year series across a merger; it begins on the day of the reform."""
