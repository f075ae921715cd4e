"""What a search tells: one row a node, with the person only in the shapes that the audit knows."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.codes import Codes
from queries.shapes import Dated, Holder, HouseRow, OrganizationRow, PlaceRow, PostRow, Resident


class SearchKind(Codes):
    """What kind of thing a search finds."""

    PERSON = "person", "居民", "Resident"
    HOLDER = "holder", "任职者", "Holder of a post"
    PLACE = "place", "地方", "Place"
    COMPOUND = "compound", "小区", "Compound"
    BUILDING = "building", "楼栋", "Building"
    ORGANIZATION = "organization", "组织", "Organization"
    POST = "post", "岗位", "Post"
    HOUSE = "house", "房屋", "House"


class Match(Codes):
    """How what was typed is met, the nearest first."""

    EXACT = "exact", "名称相同", "The whole name"
    CODE = "code", "编码相同", "The whole code"
    SPELT = "spelt", "拼音相同", "The whole name in pinyin"
    ALIAS = "alias", "别名相同", "Another name, whole"
    PREFIX = "prefix", "名称开头", "How the name begins"
    PINYIN = "pinyin", "拼音开头", "How its pinyin or initials begin"
    FRAGMENT = "fragment", "名称或地址的一部分", "A part of the name or address"
    WITHIN = "within", "拼音的一部分", "A part of its pinyin"
    CODE_PREFIX = "code_prefix", "编码开头", "How the code begins"
    PIECES = "pieces", "各部分分别相符", "Each piece by itself"


@dataclass(frozen=True, slots=True)
class Held:
    """持有的岗位 / A post that is or was held."""

    post: PostRow
    dated: Dated


@dataclass(frozen=True, slots=True)
class Hit:
    """检索到的一项 / One thing that was found. Its own row is there; a resident who holds a post has both."""

    kind: Annotated[SearchKind, Text("种类", "Its kind")]
    matched: Annotated[Match, Text("如何相符", "How it is met")]
    label: Annotated[str, Text("姓名、名称或地址", "Its name, title or address")]
    person: Annotated[Resident | None, Text("居民", "The resident")] = None
    holder: Annotated[Holder | None, Text("任职者", "The holder of posts")] = None
    posts: Annotated[tuple[Held, ...], Text("其岗位", "Their posts")] = ()
    place: Annotated[PlaceRow | None, Text("地方，或所在村居", "The place, or the community that it lies in")] = None
    organization: Annotated[OrganizationRow | None, Text("组织", "The organization")] = None
    post: Annotated[PostRow | None, Text("岗位", "The post")] = None
    house: Annotated[HouseRow | None, Text("房屋", "The house")] = None
    node: Annotated[str | None, Text("节点编号；人员见其行", "Its id; a person's is in their row")] = None
    code: Annotated[str | None, Text("编码", "Its code")] = None


@dataclass(frozen=True, slots=True)
class Found:
    """检索结果，由近及远 / What was found, the nearest first."""

    day: dt.date
    hits: Annotated[tuple[Hit, ...], Text("检索到的各项", "What was found")]
