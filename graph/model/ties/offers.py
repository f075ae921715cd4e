"""Offers: a unit offers something."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "供给",
    "offers",
    about=("单位提供资源", "A unit offers something"),
    source="Organization",
    target="Offer",
    forward=Step("offers", Text("供给", "offers")),
    backward=Step("offered_by", Text("提供单位", "offered by")),
    key=(),
)
class Offers(Rel):
    """The offer stands while the tie lasts."""
