"""Columns that several ledgers share, so that one name for a thing is used everywhere."""

from graph.model import NODES
from loaders.ledger import Blank, Part, Subject, begins, ends, names, tie, value

ID_ALIASES = ("身份证号", "身份证号码", "证件号码", "公民身份证号码")


def person(*, name: str = "姓名", id_heading: str = "公民身份号码", required: bool = False) -> tuple[Part, ...]:
    """The columns of the one person that a row speaks of. Without an ID, the row's house and birth tell who it is."""
    return (
        Subject("person", NODES["Person"], declares=True, required=required),
        value("person", "name", (name, "person name"), name="person_name", aliases=("人员姓名",)),
        value("person", "id_number", (id_heading, "resident ID"), aliases=ID_ALIASES),
        value("person", "phone", aliases=("电话", "手机号码", "手机")),
    )


def business(kind: str, operator: str) -> tuple[Part, ...]:
    """The columns that sole traders share with enterprises and institutions: the firm, its operator, its premises."""
    return (
        names(
            "organization",
            "Organization",
            ("统一社会信用代码", "USCC"),
            declares=True,
            uscc=True,
            aliases=("信用代码",),
        ),
        value("organization", "name", (kind, "name"), required=True, aliases=("单位名称", "字号名称", "企业名称")),
        value("organization", "sector"),
        value("organization", "aliases", aliases=("曾用名", "别名")),
        person(name=operator, id_heading=f"{operator}身份证号"),
        names("house", "House", ("经营场所房屋编码", "premises"), aliases=("房屋编码",)),
        begins(("成立日期", "established"), aliases=("注册日期",)),
        ends(("注销日期", "closed")),
        tie("LOCATED_AT", "organization", "house", blank_start=Blank.UNKNOWN),
        tie("OPERATED_BY", "organization", "person"),
    )
