"""DoublingRule: which two kinds of post are expected, or forbidden, to be held by one person (DOMAIN 4)."""

from graph.model.base import Node, node, prop
from graph.model.codes import Codes
from graph.model.nodes.place import Level


class Linkage(Codes):
    """How a left and a right post are linked. A closed list: never a piece of query text kept as data."""

    SAME_PLACE = "same_place", "同一地方", "Same place"
    RIGHT_WITHIN_LEFT = "right_within_left", "右岗在左岗辖区内", "Right within left"
    LEFT_WITHIN_RIGHT = "left_within_right", "左岗在右岗辖区内", "Left within right"
    SAME_ORGANIZATION = "same_organization", "同一组织", "Same organization"
    SHARED_ANCESTOR = "shared_ancestor", "同属一个上级地方", "Shared ancestor"


class RuleKind(Codes):
    """Whether the doubling is wanted."""

    EXPECTED = "expected", "应当兼任", "Expected"
    FORBIDDEN = "forbidden", "禁止兼任", "Forbidden"


class CountedOver(Codes):
    """What the rate is counted over: places of one level, or each left holder."""

    DISTRICT = "district", "区", "Districts"
    TOWN = "town", "镇街", "Towns"
    COMMUNITY = "community", "村居", "Communities"
    GRID = "grid", "网格", "Grids"
    MICRO_GRID = "micro_grid", "微网格", "Micro-grids"
    COMPOUND = "compound", "小区", "Compounds"
    LEFT_HOLDER = "left_holder", "左岗任职者", "Left holders"


@node(
    "一肩挑规则",
    "DoublingRule",
    about=("两类岗位应当或禁止由一人兼任", "Two kinds of post that one person should, or must not, hold"),
    key=("code",),
)
class DoublingRule(Node):
    """A doubling rule. Its left and right post types are ties (``Left``, ``Right``)."""

    code: str | None = prop("规则编号", "code", index="unique")
    zh: str | None = prop("中文名", "Chinese name")
    en: str | None = prop("英文名", "English name")
    linkage: Linkage | None = prop("关联方式", "linkage")
    ancestor_level: Level | None = prop(
        "上级级别", "ancestor level", about=("仅用于“同属一个上级地方”", "For SHARED_ANCESTOR only")
    )
    kind: RuleKind | None = prop("规则性质", "kind")
    counted_over: CountedOver | None = prop("统计口径", "counted over")
