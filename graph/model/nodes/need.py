"""Need and Offer: what a community lacks and what a unit can give, in one code list so that they meet."""

from graph.model.base import Node, node, prop
from graph.model.codes import Codes


class ResourceKind(Codes):
    """What is needed or offered."""

    VENUE = "venue", "场地", "Venue"
    VOLUNTEERS = "volunteers", "志愿者", "Volunteers"
    FUNDS = "funds", "资金", "Funds"
    EQUIPMENT = "equipment", "设备物资", "Equipment"
    HEALTH = "health", "医疗健康", "Health care"
    LAW = "law", "法律服务", "Legal advice"
    TEACHING = "teaching", "教育培训", "Teaching"
    TECHNOLOGY = "technology", "技术支持", "Technical help"


@node("需求", "Need", about=("村居提出的共建需求", "What a community asks for"), key=("code",))
class Need(Node):
    """A need. It is unmet while the tie from its place lasts."""

    code: str | None = prop("需求编号", "code", index="unique")
    kind: ResourceKind | None = prop("资源类别", "kind", index="range")
    title: str | None = prop("需求内容", "title")


@node("供给", "Offer", about=("共建单位可提供的资源", "What a unit can give"), key=("code",))
class Offer(Node):
    """An offer. It stands while the tie from its unit lasts."""

    code: str | None = prop("供给编号", "code", index="unique")
    kind: ResourceKind | None = prop("资源类别", "kind", index="range")
    title: str | None = prop("供给内容", "title")
