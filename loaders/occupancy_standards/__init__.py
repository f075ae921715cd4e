"""Occupancy standards: below how many square metres a person a house is over-occupied, where and since when."""

from loaders.ledger import begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "occupancy_standards",
    ("居住面积标准表", "Occupancy standards"),
    ("人均建筑面积低于多少为超员居住", "Below how much floor area a person a house is over-occupied"),
    names("standard", "OccupancyStandard", ("标准编号", "code"), declares=True),
    value("standard", "square_metres", required=True),
    value("standard", "document"),
    names("place", "Place", ("适用地方编码", "place"), required=True),
    begins(("施行日期", "since"), required=True),
    ends(("废止日期", "until")),
    tie("APPLIES_TO", "standard", "place"),
    key=("standard", "place"),
    expects=(1, 1_000),
)
