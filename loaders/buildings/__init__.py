"""Buildings: which micro-grid each lies in, and of which compound it is."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "buildings",
    ("楼栋台账", "Buildings ledger"),
    ("楼栋、所在微网格和所属小区", "Buildings, their micro-grid and their compound"),
    names("building", "Building", ("楼栋编码", "code"), declares=True),
    value("building", "name", ("楼栋名称", "name"), required=True),
    value("building", "floors"),
    names("place", "Place", ("微网格编码", "micro-grid"), required=True, aliases=("所在微网格",)),
    names("compound", "Compound", ("小区编码", "compound"), aliases=("所属小区",)),
    begins(("建成日期", "built")),
    ends(("拆除日期", "demolished")),
    tie("WITHIN", "building", "place", blank_start=Blank.ALWAYS),
    tie("OF_COMPOUND", "building", "compound", blank_start=Blank.ALWAYS),
    key=("building",),
    expects=(1, 30_000),
)
