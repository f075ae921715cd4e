"""What the results of questions are called, in zh and en; a test fails for the first type or field without a name.

A question that is added need not come here: a field may be ``Annotated[int, Text(zh, en)]``, and a dataclass's
docstring may begin ``中文 / English``. What several questions share is said here once.
"""

from graph.model import NODES, RELATIONSHIPS, Text

TYPES: dict[str, Text] = {
    name: Text(zh, en)
    for name, zh, en in (
        ("ActivityRow", "一场活动", "An activity held there"),
        ("Appointment", "一次任职：谁、何岗、何时起止、何文件", "A person in a post: who, when, by which document"),
        ("BuildingRow", "一栋楼", "A building"),
        ("Span", "一个事实的起止，以及在所问之日是否成立", "When a fact holds, and whether it does on the day"),
        ("Delegate", "担任委员的人", "Who holds a delegate's post"),
        ("DelegatePost", "代表单位的委员岗位", "A post in the joint committee on behalf of the unit"),
        ("Doubler", "一肩挑的人、起始日和作为证明的任职", "Who holds both sides, since when, and the proof"),
        ("Finding", "一个被统计的地方或任职者，及其状态", "A counted place, or left holder, with its state"),
        ("GroupRate", "一个地方的一肩挑率", "The rate of one place, such as a town"),
        ("Holder", "任职者", "A person in a post"),
        ("Holding", "名下的一处房屋", "A right in a house"),
        ("HouseOfBuilding", "楼内一户的户籍与实住人员", "A house of the building: registered and actual residents"),
        ("HouseRow", "一处房屋", "A house"),
        ("Household", "一户：同一房屋内户号相同的人", "People under one household number of one house"),
        ("Kinds", "某一类的数量", "How many of one kind"),
        ("MemberUnit", "村居或上级大(工)委的成员单位", "A unit in a joint committee of the community or above it"),
        ("Membership", "单位加入的大(工)委", "A joint committee that the unit is a member of"),
        ("NeedRow", "一项需求", "What the community asks for, or asked for"),
        ("Occupant", "居住人及居住事由", "Someone who lives in the house, and by what right"),
        ("OfferRow", "一项供给", "What the unit offers"),
        ("OrganizationRow", "一个组织", "An organization"),
        ("PlaceRow", "一个地方", "A place of one of the five levels"),
        ("PostRow", "一个岗位", "A post"),
        ("Rate", "一肩挑率：确定与可能", "Certainly and possibly doubled, over those that exist on the day"),
        ("Registered", "在此登记户籍的人", "Someone registered at the house"),
        ("Registration", "一处户籍地", "A house registered at"),
        ("Residence", "一处实住地", "A house lived in"),
        ("ResidentRow", "登记册中的一个人", "A person in the register"),
        ("RuleRow", "一条规则", "A rule, as data"),
        ("Seats", "一方的职数", "The seats of one side"),
        ("Small", "居民人数；少于五人时不公布", "A count of residents; withheld below five"),
        ("Target", "岗位负责的地方、小区或楼栋", "A place, compound or building that a post is for"),
        ("Tenure", "个人或组织对房屋的权利", "A right in the house, of a person or an organization"),
    )
}

FIELDS: dict[str, Text] = {
    name: Text(zh, en)
    for name, zh, en in (
        ("activities", "活动", "activities"),
        ("apart", "是否人户分离；空为无从判断", "Whether registered and actual address differ; none if unknown"),
        ("building", "楼栋", "the building"),
        ("buildings", "楼栋数", "how many buildings"),
        ("certainly", "确定一肩挑", "certainly doubled"),
        ("certainty", "在所问之日是否成立", "whether it holds on the day asked about"),
        ("check_ins", "双报到人数", "members who checked in"),
        ("code", "编码", "code"),
        ("committee", "大(工)委", "the joint committee"),
        ("communities", "所在村居", "the communities it serves"),
        ("community", "村居", "the community"),
        ("compounds", "小区数", "how many compounds"),
        ("conflicts", "禁止兼任而确实兼任者", "certain doublings of a forbidden rule"),
        ("count", "数量", "how many"),
        ("dated", "起止与是否成立", "when it holds, and how sure it is"),
        ("day", "所问之日", "the day asked about"),
        ("delegates", "委员岗位", "delegates' posts"),
        ("doublers", "一肩挑者", "who holds both sides"),
        ("en", "英文名", "English name"),
        ("exists", "当日是否存在", "whether it exists on the day"),
        ("filled", "在任人数", "how many hold it"),
        ("findings", "逐个结果", "the findings, one by one"),
        ("groups", "所属地方", "the places it is counted under"),
        ("holder", "任职者", "the holder"),
        ("holders", "任职者", "the holders"),
        ("house", "房屋", "the house"),
        ("households", "各户", "households by number"),
        ("houses", "房屋", "houses"),
        ("id", "本系统的编号", "our opaque id"),
        ("in_force", "规则当日是否有效", "whether the rule is in force on the day"),
        ("kind", "类别", "kind"),
        ("label", "节点类型", "type of node"),
        ("last_activity", "最近一次活动", "the day of its last activity"),
        ("last_here", "在本村居的最近一次活动", "the day of its last activity here"),
        ("left", "左岗任职", "appointments to left posts"),
        ("left_seats", "左岗职数", "seats of the left posts"),
        ("level", "级别", "level"),
        ("lives", "实住地", "where they live"),
        ("living_unregistered", "住在此处而户籍不在此处的人", "who live here and are registered elsewhere"),
        ("members", "户内人员", "members of the household"),
        ("memberships", "所在大(工)委", "memberships in joint committees"),
        ("met", "已满足的需求", "needs that were met"),
        ("name", "名称", "name"),
        ("occupants", "居住人", "who lives there"),
        ("offers", "供给", "offers"),
        ("organization", "组织", "the organization"),
        ("organizations", "各类组织数", "organizations by kind"),
        ("person", "人员", "the person"),
        ("place", "地方", "the place"),
        ("places", "地方", "places"),
        ("possible", "可能的状态", "the possible states"),
        ("possibly", "可能一肩挑（含确定）", "possibly doubled, certain ones included"),
        ("possibly_unfilled", "可能的空缺（含确定）", "possibly unfilled, sure ones included"),
        ("post", "岗位", "the post"),
        ("posts", "岗位数", "how many posts"),
        ("proof", "作为证明的任职", "the appointments that prove it"),
        ("rate", "一肩挑率", "the rate"),
        ("registered", "户籍", "registered"),
        ("registered_absent", "户籍在此而不住此处的人", "registered here who live elsewhere"),
        ("residents", "常住人数", "residents"),
        ("right", "右岗任职", "appointments to right posts"),
        ("right_seats", "右岗职数", "seats of the right posts"),
        ("rule", "规则", "the rule"),
        ("since", "开始", "when it began"),
        ("statistics_day", "人口数所属的月末", "the month end of its counts of residents"),
        ("state", "状态", "the state"),
        ("tenures", "产权与租赁", "tenures"),
        ("title", "名称", "title"),
        ("total", "总数", "in all"),
        ("total_possibly", "总数（含可能存在者）", "in all, those that possibly exist included"),
        ("unfilled", "确定的空缺", "surely unfilled"),
        ("unit", "单位", "the unit"),
        ("units", "共建单位", "member units"),
        ("unmet", "未满足的需求", "needs that stand unmet"),
        ("until", "结束：不再成立的第一天", "the first day it no longer holds"),
        ("vacant", "是否空缺", "whether nobody holds it, as far as is known"),
        ("volunteer", "志愿岗位的任职者", "whether it is a volunteer's post"),
        ("withheld", "有内容未予显示", "whether something was withheld"),
        ("zh", "中文名", "Chinese name"),
    )
}
FIELDS_OF: dict[str, Text] = {
    "Finding.places": Text("所涉岗位负责的地方", "what the posts involved are for"),
    "HouseOfBuilding.unit": Text("单元", "unit"),
    "RollUp.holders": Text("任职人次", "how many appointments"),
    "RollUp.houses": Text("各用途房屋数", "houses by use"),
    "RollUp.places": Text("各级地方数", "places by level"),
    "RollUp.registered": Text("户籍人数", "registered persons"),
    "JointBuildingUnit.activities": Text("参加活动次数", "how many activities it took part in"),
}
ARGUMENTS: dict[str, Text] = {
    "building": Text("楼栋编号", "the building's id"),
    "by": Text("按哪一级地方分列", "the level by whose places the rate is told"),
    "community": Text("村居编号", "the community's id"),
    "house": Text("房屋编号", "the house's id"),
    "id_number": Text("公民身份号码，与人员编号二选一", "the resident ID, instead of the person's id"),
    "person": Text("人员编号", "the person's id"),
    "place": Text("地方编号", "the place's id"),
    "rule": Text("规则编号（编码）", "the rule's code"),
    "unit": Text("单位编号", "the unit's id"),
    "within": Text("限于此地方之内（编号）", "only within the place of this id"),
}


def field_text(owner: str, name: str) -> Text | None:
    """What a field of a result is called: in its type, in general, or as the model's property of that name."""
    return FIELDS_OF.get(f"{owner}.{name}") or FIELDS.get(name) or _of_model(name)


def _of_model(name: str) -> Text | None:
    declared = [*(p for n in NODES.values() for p in n.props), *(p for r in RELATIONSHIPS.values() for p in r.props)]
    return next((p.text for p in declared if p.name == name), None)
