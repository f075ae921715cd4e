"""OperatedBy: the operator of a sole trader or the legal representative of a firm."""

from graph.model.base import Rel, Step, Text, relationship


@relationship(
    "经营者",
    "operated by",
    about=("经营者或法定代表人", "Operator or legal representative"),
    source="Organization",
    target="Person",
    forward=Step("operated_by", Text("经营者", "operator"), view="Resident"),
    backward=Step("operates", Text("经营的单位", "operates")),
    private=True,
)
class OperatedBy(Rel):
    """Who answers for a business."""
