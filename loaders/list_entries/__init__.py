"""List entries: which property companies stand in the red and the black list, since when, and why."""

from loaders.ledger import begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "list_entries",
    ("红黑榜台账", "Red and black lists ledger"),
    ("物业企业列入红榜、黑榜的起止和原因", "Property companies in the red and the black list, since when and why"),
    names("entry", "ListEntry", ("条目编号", "code"), declares=True),
    names("organization", "Organization", ("物业企业编码", "property company"), required=True),
    value("entry", "colour", required=True),
    value("entry", "reason"),
    begins(("列入日期", "since"), required=True),
    ends(("移出日期", "until")),
    tie("LISTED", "organization", "entry"),
    key=("entry",),
    expects=(1, 20_000),
)
