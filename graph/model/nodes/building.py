"""Building: 楼栋, which lies in a micro-grid and may belong to a compound."""

from graph.model.base import Node, Search, node, prop


@node("楼栋", "Building", about=("一栋楼", "One building"), key=("code",))
class Building(Node):
    """A building."""

    code: str | None = prop("楼栋编码", "code", index="unique", search=Search.CODE)
    name: str | None = prop("名称", "name", index="range", search=Search.NAME)
    floors: int | None = prop("层数", "floors", within=(1, 200))
    community: str | None = prop("所在村居", "community", index="range", derived=True)
