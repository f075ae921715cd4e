"""FromUnit: the unit a checked-in member works for."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "报到单位",
    "from unit",
    about=("报到党员所在单位", "The member's own unit"),
    source="CheckIn",
    target="Organization",
    forward=Step("from_unit", Text("所在单位", "unit")),
    backward=Step("checked_in_members", Text("报到党员", "check-ins of its members")),
    private=True,
)
class FromUnit(Rel):
    """The unit reports as well as the member."""
