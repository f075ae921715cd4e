"""Enterprises and public institutions: the third of the three ledgers."""

from loaders.ledger import ledger, value
from loaders.parts import business

LEDGER = ledger(
    "enterprises",
    ("企事业单位台账", "Enterprises and institutions ledger"),
    ("企业、物业企业和事业单位", "Enterprises, property companies and public institutions"),
    business("单位名称", "法定代表人"),
    value("organization", "kind", ("单位类别", "kind"), required=True),
    key=("organization",),
    expects=(1, 80_000),
)
