"""RegisteredAt: 户籍地, where a person is registered."""

from graph.model.base import Rel, Step, Text, prop, relationship
from graph.model.codes import Codes, DataClass


class Relation(Codes):
    """GB/T 4761, as far as ledgers use it."""

    HEAD = "head", "户主", "Head"
    SPOUSE = "spouse", "配偶", "Spouse"
    CHILD = "child", "子女", "Child"
    PARENT = "parent", "父母", "Parent"
    GRANDCHILD = "grandchild", "孙辈", "Grandchild"
    OTHER = "other", "其他", "Other"
    NONE = "none", "非亲属", "Not related"


@relationship(
    "户籍地",
    "registered at",
    about=("户籍登记的房屋", "The house a person is registered at"),
    source="Person",
    target="House",
    forward=Step("registered_at", Text("户籍地", "registered address")),
    backward=Step("registered_persons", Text("户籍人员", "registered here"), view="Resident"),
    private=True,
)
class RegisteredAt(Rel):
    """One of two facts, never one with actual residence. A household number is unique within its house only."""

    household_no: str | None = prop("户号", "household number")
    relation_to_head: Relation | None = prop("与户主关系", "relation to head", data_class=DataClass.RELATION)
    collective: bool | None = prop("集体户", "collective household")
