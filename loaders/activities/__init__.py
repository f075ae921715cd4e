"""Activities: what was done together, where, and who took part."""

from loaders.ledger import ledger, names, tie, value

LEDGER = ledger(
    "activities",
    ("共建活动台账", "Activities ledger"),
    ("共建活动、地点和参与单位", "Activities, their places and participants"),
    names("activity", "Activity", ("活动编号", "code"), declares=True),
    value("activity", "title", required=True),
    value("activity", "kind", ("活动类别", "kind")),
    value("activity", "held_on", required=True),
    names("places", "Place", ("活动地点编码", "places"), required=True, many=True),
    names("units", "Organization", ("参与单位编码", "participants"), many=True),
    tie("AT", "activity", "places", since="held_on", until=None, one_day=True),
    tie("TOOK_PART", "units", "activity", since="held_on", until=None, one_day=True),
    key=("activity",),
    expects=(1, 20_000),
)
