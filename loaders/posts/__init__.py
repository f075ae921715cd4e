"""Posts: each with its type, its organization and what it is for. A post without a holder is a vacancy."""

from loaders.ledger import Blank, begins, ends, ledger, names, tie, value

LEDGER = ledger(
    "posts",
    ("岗位台账", "Posts ledger"),
    ("岗位、所在组织、负责范围和代表单位", "Posts, their organization, what they are for and whom they stand for"),
    names("post", "Post", ("岗位编码", "code"), declares=True),
    value("post", "title", required=True),
    value("post", "seats"),
    names("post_type", "PostType", ("岗位类型编码", "post type"), required=True),
    names("organization", "Organization", ("所在组织编码", "organization"), required=True),
    names("place", "Place", ("负责地方编码", "for place")),
    names("compound", "Compound", ("负责小区编码", "for compound")),
    names("building", "Building", ("负责楼栋编码", "for building")),
    names("unit", "Organization", ("代表单位编码", "on behalf of")),
    begins(("设立日期", "established")),
    ends(("撤销日期", "abolished")),
    tie("OF", "post", "post_type", since=None, until=None, blank_start=Blank.ALWAYS),
    tie("IN", "post", "organization", blank_start=Blank.ALWAYS),
    tie("FOR", "post", "place", name="for_place", blank_start=Blank.ALWAYS),
    tie("FOR", "post", "compound", name="for_compound", blank_start=Blank.ALWAYS),
    tie("FOR", "post", "building", name="for_building", blank_start=Blank.ALWAYS),
    tie("ON_BEHALF_OF", "post", "unit", blank_start=Blank.ALWAYS),
    key=("post",),
    expects=(1, 60_000),
)
