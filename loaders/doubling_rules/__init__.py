"""Doubling rules: which two kinds of post one person should, or must not, hold. R1-R3 are rows of this ledger."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "doubling_rules",
    ("一肩挑规则表", "Doubling rules"),
    ("应当或禁止兼任的两类岗位", "Pairs of posts that should, or must not, be held by one person"),
    names("rule", "DoublingRule", ("规则编号", "code"), declares=True),
    value("rule", "zh", required=True),
    value("rule", "en", required=True),
    names("left_type", "PostType", ("左岗类型编码", "left"), required=True, many=True),
    names("right_type", "PostType", ("右岗类型编码", "right"), required=True, many=True),
    value("rule", "linkage", required=True),
    value("rule", "ancestor_level"),
    value("rule", "kind", ("规则性质", "kind"), required=True),
    value("rule", "counted_over", required=True),
    begins(("施行日期", "since")),
    ends(("废止日期", "until")),
    tie("LEFT", "rule", "left_type", blank_start=Blank.ALWAYS),
    tie("RIGHT", "rule", "right_type", blank_start=Blank.ALWAYS),
    key=("rule",),
    expects=(1, 100),
)
