"""Management: who manages a compound, and under which of the three regimes."""

from loaders.ledger import begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "management",
    ("小区管理台账", "Management ledger"),
    ("三类三管:小区由谁管理", "Who manages each compound, and how"),
    names("compound", "Compound", ("小区编码", "compound"), required=True),
    names("organization", "Organization", ("管理单位编码", "organization"), required=True),
    value("manages", "regime", required=True),
    begins(("合同起始", "since")),
    ends(("合同终止", "until")),
    tie("MANAGES", "organization", "compound"),
    key=("compound", "organization", "since"),
    expects=(1, 5_000),
)
