"""Organization: every kind of body, from a sole trader to a joint committee."""

from graph.model.base import Node, Search, Text, Variant, node, prop
from graph.model.codes import Codes


class OrganizationKind(Codes):
    """What kind of body it is. *Business* = sole trader or enterprise."""

    SOLE_TRADER = "sole_trader", "个体经营户", "Sole trader"
    ENTERPRISE = "enterprise", "企业", "Enterprise"
    INSTITUTION = "institution", "事业单位", "Public institution"
    AGENCY = "agency", "机关", "Agency"
    SOCIAL = "social", "社会组织", "Social organization"
    PROPERTY = "property", "物业企业", "Property company"
    PARTY_COMMITTEE = "party_committee", "党委", "Party committee"
    GENERAL_BRANCH = "general_branch", "党总支", "General branch"
    BRANCH = "branch", "党支部", "Party branch"
    PARTY_GROUP = "party_group", "党小组", "Party group"
    RESIDENTS_COMMITTEE = "residents_committee", "村(居)民委员会", "Villagers' or residents' committee"
    JOINT_COMMITTEE = "joint_committee", "大工委/大党委", "Joint committee"
    OWNERS_COMMITTEE = "owners_committee", "业主委员会", "Owners' committee"
    GRID_TEAM = "grid_team", "网格工作队", "Grid team"
    CENTRE = "centre", "社会治理中心", "Governance centre"
    STATION = "station", "睦邻驿站", "Neighbourhood station"
    OTHER = "other", "其他", "Other"


@node(
    "组织",
    "Organization",
    about=("机关、企业、党组织、委员会等一切组织", "Any body: agency, firm, Party organization, committee"),
    key=("code",),
    variant_by="kind",
    variants=(
        Variant("Business", ("sole_trader", "enterprise", "property"), Text("经营主体", "Business")),
        Variant("PublicInstitution", ("institution",), Text("事业单位", "Public institution")),
        Variant("Agency", ("agency",), Text("机关", "Agency")),
        Variant("SocialOrganization", ("social",), Text("社会组织", "Social organization")),
        Variant("PartyCommittee", ("party_committee", "general_branch"), Text("党委、党总支", "Party committee")),
        Variant("PartyBranch", ("branch",), Text("党支部", "Party branch")),
        Variant("PartyGroup", ("party_group",), Text("党小组", "Party group")),
        Variant("JointCommittee", ("joint_committee",), Text("大工委、大党委", "Joint committee")),
        Variant(
            "Committee",
            ("residents_committee", "owners_committee"),
            Text("居民或业主委员会", "Residents' or owners' committee"),
        ),
        Variant("Facility", ("grid_team", "centre", "station", "other"), Text("机构与设施", "Team or facility")),
    ),
)
class Organization(Node):
    """An organization. ``code`` is the USCC where there is one, else the office's own code."""

    code: str | None = prop("组织编码", "code", index="unique", search=Search.CODE)
    uscc: str | None = prop(
        "统一社会信用代码", "USCC", about=("18 位,GB 32100", "GB 32100"), index="range", search=Search.CODE
    )
    name: str | None = prop("名称", "name", index="range", search=Search.NAME)
    aliases: tuple[str, ...] = prop(
        "别名与曾用名",
        "other names",
        about=("简称、别名和曾用名", "Short, other and former names"),
        many=True,
        search=Search.NAME,
    )
    kind: OrganizationKind | None = prop("组织类别", "kind", index="range")
    sector: str | None = prop("行业", "sector", index="range")
