"""Activity: a co-construction activity with its participants and places."""

import datetime as dt

from graph.model.base import Node, node, prop
from graph.model.codes import Codes


class ActivityKind(Codes):
    """What an activity was for."""

    VOLUNTEERING = "volunteering", "志愿服务", "Volunteering"
    CULTURE = "culture", "文化活动", "Culture"
    LECTURE = "lecture", "宣讲讲座", "Lecture"
    HEALTH = "health", "健康义诊", "Health"
    AID = "aid", "帮扶慰问", "Aid"
    ENVIRONMENT = "environment", "环境整治", "Environment"
    MEDIATION = "mediation", "矛盾调解", "Mediation"


@node("共建活动", "Activity", about=("一场共建活动", "One co-construction activity"), key=("code",))
class Activity(Node):
    """An activity, on one day."""

    code: str | None = prop("活动编号", "code", index="unique")
    title: str | None = prop("活动名称", "title")
    kind: ActivityKind | None = prop("活动类别", "kind", index="range")
    held_on: dt.date | None = prop("活动日期", "held on", index="range")
