"""Appointments: who holds which post, from when to when, on which document."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value
from loaders.parts import person

LEDGER = ledger(
    "appointments",
    ("任职台账", "Appointments ledger"),
    ("任职人、岗位、起止日期和文号", "Holder, post, dates and document"),
    names("post", "Post", ("岗位编码", "post"), required=True),
    person(required=True),
    begins(("任职日期", "since"), required=True, aliases=("任职起始",)),
    ends(("免职日期", "until"), aliases=("任职终止",)),
    value("holds", "document"),
    value("holds", "origin"),
    tie("HOLDS", "person", "post", blank_end=Blank.OPEN),
    key=("person", "post", "since"),
    expects=(1, 100_000),
)
