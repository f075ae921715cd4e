"""Coverage: the places that a branch covers, or that a centre or station serves."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie

LEDGER = ledger(
    "coverage",
    ("组织覆盖台账", "Coverage ledger"),
    ("党支部覆盖的网格、中心和驿站服务的地方", "Grids that branches cover, places that centres and stations serve"),
    names("organization", "Organization", ("组织编码", "organization"), required=True),
    names("covered", "Place", ("覆盖地方编码", "covers")),
    names("served", "Place", ("服务地方编码", "serves")),
    begins(("起始日期", "since")),
    ends(("终止日期", "until")),
    tie("COVERS", "organization", "covered", blank_start=Blank.ALWAYS),
    tie("SERVES", "organization", "served", blank_start=Blank.ALWAYS),
    key=("organization", "covered", "served", "since"),
    expects=(1, 10_000),
    one_of=(("covered", "served"),),
)
