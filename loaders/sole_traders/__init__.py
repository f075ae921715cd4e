"""Sole traders: the second of the three ledgers."""

from loaders.ledger import ledger
from loaders.parts import business

LEDGER = ledger(
    "sole_traders",
    ("个体经营户台账", "Sole traders ledger"),
    ("个体经营户、经营者和经营场所", "Sole traders, their operators and premises"),
    business("字号名称", "经营者"),
    key=("organization",),
    expects=(1, 120_000),
    constants={("organization", "kind"): "sole_trader"},
)
