"""Places: the five levels, with their codes and reforms. The statistics bureau's list of divisions loads here too."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "places",
    ("区划台账", "Places ledger"),
    ("区、镇街、村居、网格和微网格", "Districts, towns, communities, grids and micro-grids"),
    names("place", "Place", ("区划编码", "code"), declares=True, aliases=("编码", "统计用区划代码")),
    value("place", "name", required=True),
    value("place", "level", required=True, aliases=("类型",)),
    value("place", "scheme"),
    value("place", "edition"),
    value("place", "other_codes"),
    value("place", "aliases", aliases=("曾用名", "别名")),
    names("parent", "Place", ("上级编码", "parent"), aliases=("上级区划编码",)),
    names("successor", "Place", ("并入编码", "merged into"), aliases=("承继编码",)),
    begins(("设立日期", "established")),
    ends(("撤销日期", "abolished")),
    tie("PART_OF", "place", "parent", blank_start=Blank.ALWAYS),
    tie("SUCCEEDS", "successor", "place", since="until", until=None),
    key=("place", "parent"),
    expects=(1, 4_000),
)
