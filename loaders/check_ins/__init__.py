"""Check-ins: members of agencies and firms who report to the community they live in (双报到)."""

from loaders.ledger import begins, ends, ledger, names, tie
from loaders.parts import person

LEDGER = ledger(
    "check_ins",
    ("双报到台账", "Check-ins ledger"),
    ("在职党员、所在单位和报到村居", "Members, their unit and the community they report to"),
    names("check_in", "CheckIn", ("报到编号", "code"), declares=True),
    person(required=True),
    names("unit", "Organization", ("单位编码", "unit"), required=True),
    names("community", "Place", ("报到村居编码", "community"), required=True),
    begins(("报到日期", "since")),
    ends(("结束日期", "until")),
    tie("OF_MEMBER", "check_in", "person"),
    tie("FROM_UNIT", "check_in", "unit"),
    tie("TO_COMMUNITY", "check_in", "community"),
    key=("check_in",),
    expects=(1, 10_000),
)
