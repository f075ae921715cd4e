"""House: one door."""

from graph.model.base import Node, Search, node, prop
from graph.model.codes import Codes


class HouseUse(Codes):
    """What a door is for."""

    DWELLING = "dwelling", "住宅", "Dwelling"
    SHOP = "shop", "商铺", "Shop"
    OFFICE = "office", "办公", "Office"
    WORKSHOP = "workshop", "厂房", "Workshop"
    DORMITORY = "dormitory", "宿舍", "Dormitory"


@node(
    "房屋",
    "House",
    about=("一扇门:一处住宅或经营场所", "One door: a dwelling or business premises"),
    key=("code",),
)
class House(Node):
    """A house. A village house may stand in no building, and then lies in a place directly."""

    code: str | None = prop("房屋编码", "code", index="unique", search=Search.CODE)
    address: str | None = prop("地址", "address", index="text", search=Search.ADDRESS)
    unit: str | None = prop("单元", "unit", search=Search.UNIT)
    room: str | None = prop("室号", "room", search=Search.ROOM)
    floor_area: float | None = prop("建筑面积", "floor area", about=("平方米", "Square metres"), within=(0, 1e6))
    use: HouseUse | None = prop("用途", "use", index="range")
    community: str | None = prop("所在村居", "community", index="range", derived=True)
