"""Person: someone who lives here, is registered here, owns here, or holds a post."""

import datetime as dt

from graph.model.base import Node, Search, node, prop
from graph.model.codes import Codes, DataClass


class Sex(Codes):
    """GB/T 2261.1, as ledgers write it."""

    MALE = "male", "男", "Male"
    FEMALE = "female", "女", "Female"


@node(
    "人员",
    "Person",
    about=("居住、登记、持有房屋或任职的人", "Someone who lives, is registered, holds a house or a post here"),
    key=("id_hash",),
    personal=True,
)
class Person(Node):
    """A person. The resident ID and phone are sealed, and found by keyed hash."""

    name: str | None = prop("姓名", "name", index="range", data_class=DataClass.OFFICE, search=Search.PERSON)
    sex: Sex | None = prop("性别", "sex")
    birth: dt.date | None = prop("出生日期", "date of birth")
    registered_outside: str | None = prop(
        "区外户籍地",
        "registered outside",
        about=("户籍在区外时的地址", "Where they are registered when it is elsewhere"),
    )
    id_number: str | None = prop("公民身份号码", "resident ID", data_class=DataClass.ID)
    phone: str | None = prop("联系电话", "phone", data_class=DataClass.PHONE)
    id_hash: str | None = prop("身份号码散列", "ID hash", index="range", internal=True, data_class=DataClass.ID)
    community: tuple[str, ...] = prop(
        "所涉村居",
        "communities",
        about=(
            "其住所与岗位所在的村居,供检索限定辖区",
            "Where their houses and posts lie, so that a search keeps to an area",
        ),
        derived=True,
        internal=True,
        many=True,
    )
    phone_hash: str | None = prop("电话散列", "phone hash", index="range", internal=True, data_class=DataClass.PHONE)
