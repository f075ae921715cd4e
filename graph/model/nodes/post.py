"""Post and PostType. A post exists without a holder: that is how a vacancy is seen."""

from graph.model.base import Node, Search, node, prop


@node("岗位", "Post", about=("一个岗位,无人担任时即空缺", "A post; with no holder it is vacant"), key=("code",))
class Post(Node):
    """A post, with its number of seats; unfilled seats are reported beside a doubling's state."""

    code: str | None = prop("岗位编码", "code", index="unique", search=Search.CODE)
    title: str | None = prop("岗位名称", "title", search=Search.NAME)
    seats: int | None = prop(
        "职数", "seats", about=("可同时任职的人数", "How many people may hold it at once"), within=(0, 1000)
    )


@node(
    "岗位类型",
    "PostType",
    about=("岗位的种类,宽者含窄者", "A kind of post; broader kinds include narrower ones"),
    key=("code",),
)
class PostType(Node):
    """A kind of post. Names of those who hold a ``volunteer`` kind are resident data (DOMAIN 6)."""

    code: str | None = prop("类型编码", "code", index="unique")
    zh: str | None = prop("中文名", "Chinese name")
    en: str | None = prop("英文名", "English name")
    volunteer: bool | None = prop(
        "志愿岗位",
        "volunteer",
        about=("任职者姓名按居民信息保护", "The holder's name is protected as resident data"),
    )
