"""Compounds: residential compounds and courtyard estates."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "compounds",
    ("小区台账", "Compounds ledger"),
    ("小区和生活大院及其所在村居", "Compounds and the communities they lie in"),
    names("compound", "Compound", ("小区编码", "code"), declares=True),
    value("compound", "name", ("小区名称", "name"), required=True),
    names("place", "Place", ("所在村居编码", "community"), required=True, aliases=("村居编码",)),
    begins(("建成日期", "built")),
    ends(("拆除日期", "demolished")),
    tie("WITHIN", "compound", "place", blank_start=Blank.ALWAYS),
    key=("compound",),
    expects=(1, 2_000),
)
