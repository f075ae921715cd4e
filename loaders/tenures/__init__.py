"""Tenures: who owns, rents or uses a house, and with what share."""

from loaders.ledger import begins, ends, ledger, names, tie, value
from loaders.parts import person

LEDGER = ledger(
    "tenures",
    ("产权租赁台账", "Tenures ledger"),
    ("房屋的产权人、承租人和使用人", "Owners, tenants and users of houses"),
    names("house", "House", ("房屋编码", "house"), required=True),
    person(name="权利人姓名", id_heading="权利人身份证号"),
    names("organization", "Organization", ("权利单位编码", "organization"), aliases=("权利单位统一社会信用代码",)),
    value("holds_tenure", "kind", ("权利类别", "kind"), required=True),
    value("holds_tenure", "share"),
    begins(("权利起始", "since")),
    ends(("权利终止", "until")),
    tie("HOLDS_TENURE", "person", "house", name="tenure_of_person"),
    tie("HOLDS_TENURE", "organization", "house", name="tenure_of_organization"),
    key=("house", "person", "organization", "kind", "since"),
    expects=(1, 600_000),
    one_of=(("person", "organization"),),
)
