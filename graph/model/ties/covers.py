"""Covers: the places that an organization covers."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "覆盖",
    "covers",
    about=("党支部等组织覆盖的地方", "The places an organization covers"),
    source="Organization",
    target="Place",
    forward=Step("covers", Text("覆盖地方", "covers")),
    backward=Step("covered_by", Text("覆盖组织", "covered by")),
)
class Covers(Rel):
    """Many to many: a grid may have no branch, or two."""
