"""Organizations: Party organizations, committees, agencies, social organizations, centres and stations."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "organizations",
    ("组织台账", "Organizations ledger"),
    ("党组织、委员会、机关、社会组织和机构", "Party organizations, committees, agencies, social bodies, facilities"),
    names("organization", "Organization", ("组织编码", "code"), declares=True, aliases=("统一社会信用代码",)),
    value("organization", "name", ("组织名称", "name"), required=True, aliases=("名称",)),
    value("organization", "kind", ("组织类别", "kind"), required=True, aliases=("类别",)),
    value("organization", "sector"),
    value("organization", "aliases", aliases=("曾用名", "别名")),
    names("above", "Organization", ("上级组织编码", "organization above")),
    names("house", "House", ("办公地房屋编码", "premises")),
    begins(("成立日期", "established")),
    ends(("撤销日期", "abolished")),
    tie("UNDER", "organization", "above", blank_start=Blank.ALWAYS),
    tie("LOCATED_AT", "organization", "house", blank_start=Blank.ALWAYS),
    key=("organization",),
    expects=(1, 20_000),
)
