"""Offers: what a joint-building unit can give."""

from loaders.ledger import begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "offers",
    ("供给清单", "Offers ledger"),
    ("共建单位可提供的资源", "What units can give"),
    names("offer", "Offer", ("供给编号", "code"), declares=True),
    names("unit", "Organization", ("单位编码", "unit"), required=True),
    value("offer", "kind", ("资源类别", "kind"), required=True),
    value("offer", "title"),
    begins(("起始日期", "since")),
    ends(("终止日期", "until")),
    tie("OFFERS", "unit", "offer"),
    key=("offer",),
    expects=(1, 20_000),
)
