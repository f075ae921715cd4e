"""Residents: who is registered where, and who actually lives where. The first of the three ledgers."""

from loaders.ledger import begins, ends, ledger, names, tie, value
from loaders.parts import person

LEDGER = ledger(
    "residents",
    ("常住人口台账", "Residents ledger"),
    ("户籍地与实住地,一人一处一行", "Registered address and actual residence, a row for each"),
    person(required=True),
    value("person", "sex"),
    value("person", "birth"),
    value("person", "registered_outside", aliases=("户籍地址(区外)",)),
    names("registered_house", "House", ("户籍地房屋编码", "registered house"), aliases=("户籍房屋编码",)),
    value("registered_at", "household_no"),
    value("registered_at", "relation_to_head"),
    value("registered_at", "collective"),
    begins(("户籍登记日期", "registered since"), name="registered_since"),
    ends(("户籍迁出日期", "registered until"), name="registered_until"),
    tie("REGISTERED_AT", "person", "registered_house", since="registered_since", until="registered_until"),
    names("house", "House", ("实住地房屋编码", "house lived in"), aliases=("居住房屋编码",)),
    value("lives_in", "basis"),
    begins(("入住日期", "lives here since"), name="lives_since"),
    ends(("搬离日期", "lives here until"), name="lives_until"),
    tie("LIVES_IN", "person", "house", since="lives_since", until="lives_until"),
    key=("person", "registered_house", "house", "lives_since"),
    expects=(1, 1_000_000),
    one_of=(("registered_house", "house"),),
)
