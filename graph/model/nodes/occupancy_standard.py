"""OccupancyStandard: how many square metres a person a house must have, or it is over-occupied (DOMAIN 5)."""

from graph.model.base import Node, node, prop


@node(
    "居住面积标准",
    "OccupancyStandard",
    about=("人均建筑面积低于标准的房屋为超员居住", "A house with less floor area a person is over-occupied"),
    key=("code",),
)
class OccupancyStandard(Node):
    """A standard. Where it is in force, and since when, stands on ``AppliesTo``."""

    code: str | None = prop("标准编号", "code", index="unique")
    square_metres: float | None = prop(
        "人均面积下限",
        "square metres a person",
        about=("每人建筑面积,平方米", "Floor area a person in square metres"),
        within=(0, 1000),
    )
    document: str | None = prop("依据文件", "document")
