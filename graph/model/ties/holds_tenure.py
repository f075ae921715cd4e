"""HoldsTenure: who owns, rents or uses a house."""

from graph.model.base import Rel, Step, Text, prop, relationship
from graph.model.codes import Codes


class TenureKind(Codes):
    """What right it is."""

    OWN = "own", "所有", "Own"
    RENT = "rent", "承租", "Rent"
    USE = "use", "使用", "Use"


@relationship(
    "产权租赁",
    "holds tenure",
    about=("产权人、承租人或使用人", "Owns, rents or uses the house"),
    source="Person|Organization",
    target="House",
    forward=Step("holds_tenure", Text("名下房屋", "houses held")),
    backward=Step("tenures", Text("产权与租赁", "tenures"), view="Resident"),
    key=(
        "kind",
        "since",
    ),
    private=True,
)
class HoldsTenure(Rel):
    """A share is a fraction from 0 to 1."""

    kind: TenureKind | None = prop("权利类别", "kind")
    share: float | None = prop("份额", "share", about=("0 到 1 之间的份额", "A fraction from 0 to 1"), within=(0, 1))
