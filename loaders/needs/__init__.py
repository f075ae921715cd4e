"""Needs: what a community asks of its joint-building units, until it is met."""

from loaders.ledger import begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "needs",
    ("需求清单", "Needs ledger"),
    ("村居提出的共建需求", "What communities ask for"),
    names("need", "Need", ("需求编号", "code"), declares=True),
    names("place", "Place", ("村居编码", "community"), required=True),
    value("need", "kind", ("资源类别", "kind"), required=True),
    value("need", "title"),
    begins(("提出日期", "since")),
    ends(("满足日期", "met on")),
    tie("NEEDS", "place", "need"),
    key=("need",),
    expects=(1, 20_000),
)
