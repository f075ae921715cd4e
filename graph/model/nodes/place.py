"""Place: the five levels that a district is divided into."""

from graph.model.base import Node, Search, Text, Variant, node, prop
from graph.model.codes import Codes


class Level(Codes):
    """The five levels, widest first. A town is a 镇 or 街道, a community a 村 or 社区居委会."""

    DISTRICT = "district", "区", "District"
    TOWN = "town", "镇街", "Town"
    COMMUNITY = "community", "村居", "Community"
    GRID = "grid", "网格", "Grid"
    MICRO_GRID = "micro_grid", "微网格", "Micro-grid"


@node(
    "地方",
    "Place",
    about=("区、镇街、村居、网格或微网格", "A district, town, community, grid or micro-grid"),
    key=("code",),
    variant_by="level",
    variants=(
        Variant("District", ("district",), Text("区", "District")),
        Variant("Town", ("town",), Text("镇街", "Town")),
        Variant("Community", ("community",), Text("村居", "Community")),
        Variant("Grid", ("grid",), Text("网格", "Grid")),
        Variant("MicroGrid", ("micro_grid",), Text("微网格", "Micro-grid")),
    ),
)
class Place(Node):
    """A place. ``scheme`` and ``edition`` say whose code it is; former codes stay in ``other_codes``."""

    code: str | None = prop("区划编码", "code", index="unique", search=Search.CODE)
    name: str | None = prop("名称", "name", index="range", search=Search.NAME)
    aliases: tuple[str, ...] = prop(
        "别名与曾用名",
        "other names",
        about=("简称、别名和曾用名", "Short, other and former names"),
        many=True,
        search=Search.NAME,
    )
    level: Level | None = prop("级别", "level", index="range")
    scheme: str | None = prop("编码体系", "code scheme", about=("编码出自哪个体系", "Whose scheme the code belongs to"))
    edition: str | None = prop("编码版本", "code edition", about=("编码的版本日期", "The edition of the scheme"))
    other_codes: tuple[str, ...] = prop(
        "其他编码",
        "other codes",
        about=("其他体系或旧版的编码,写作 体系/版本/编码", "Codes of other schemes or editions: scheme/edition/code"),
        many=True,
    )
    community: str | None = prop("所在村居", "community", index="range", derived=True)
