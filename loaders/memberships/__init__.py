"""Memberships: joint-building units in joint committees."""

from loaders.ledger import begins, ends, ledger, names, tie

LEDGER = ledger(
    "memberships",
    ("共建单位台账", "Memberships ledger"),
    ("共建单位加入的大工委、大党委", "Joint-building units and the joint committees they join"),
    names("unit", "Organization", ("单位编码", "unit"), required=True),
    names("committee", "Organization", ("大(工)委编码", "joint committee"), required=True),
    begins(("加入日期", "since")),
    ends(("退出日期", "until")),
    tie("MEMBER_OF", "unit", "committee"),
    key=("unit", "committee", "since"),
    expects=(1, 10_000),
)
