"""LivesIn: 实住地, where a person actually lives."""

from graph.model.base import Rel, Step, Text, prop, relationship
from graph.model.codes import Codes


class Basis(Codes):
    """By what right someone lives in a house."""

    OWNER = "owner", "自有", "Owner"
    TENANT = "tenant", "租住", "Tenant"
    FAMILY = "family", "家属", "Family"
    DORMITORY = "dormitory", "集体宿舍", "Dormitory"


@relationship(
    "实际居住",
    "lives in",
    about=("实际居住的房屋", "The house a person actually lives in"),
    source="Person",
    target="House",
    forward=Step("lives_in", Text("实住地", "actual residence")),
    backward=Step("residents", Text("居住人", "residents"), view="Resident"),
    private=True,
)
class LivesIn(Rel):
    """Six months or more on the day; the basis says by what right."""

    basis: Basis | None = prop("居住事由", "basis")
