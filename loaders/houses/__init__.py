"""Houses: every door, in a building or, in a village, directly in a place."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "houses",
    ("房屋台账", "Houses ledger"),
    ("住宅和经营场所,一门一行", "Dwellings and business premises, one door a row"),
    names("house", "House", ("房屋编码", "code"), declares=True),
    value("house", "address", required=True, aliases=("坐落", "房屋地址")),
    value("house", "unit"),
    value("house", "room", aliases=("房号",)),
    value("house", "floor_area", aliases=("面积", "建筑面积(平方米)")),
    value("house", "use"),
    names("building", "Building", ("楼栋编码", "building"), aliases=("所在楼栋",)),
    names("place", "Place", ("所在地方编码", "place"), aliases=("微网格编码",)),
    begins(("启用日期", "in use since")),
    ends(("注销日期", "out of use since")),
    tie("IN_BUILDING", "house", "building", blank_start=Blank.ALWAYS),
    tie("WITHIN", "house", "place", blank_start=Blank.ALWAYS),
    key=("house",),
    expects=(1, 400_000),
    one_of=(("building", "place"),),
)
