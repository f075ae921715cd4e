"""CheckIn: a member, their unit and the community that they report to (双报到)."""

from graph.model.base import Node, node, prop


@node(
    "双报到",
    "CheckIn",
    about=("在职党员到居住村居报到", "A member reports where they live"),
    key=("code",),
)
class CheckIn(Node):
    """One check-in; its period stands on the three ties that join member, unit and community."""

    code: str | None = prop("报到编号", "code", index="unique")
