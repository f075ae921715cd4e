"""DOMAIN 6's closed list: posts, appointments, organizations' ties, coverage, premises, activities, the tree of places.

It is written out, and not read off the model: a tie that is added to the model is walked by nobody until somebody
writes it here. Residence, registration, household, tenure, operator and check-in are not in it, whatever the grant.
"""

from graph.model.codes import Codes


class TieKind(Codes):
    """A kind of tie that may be walked, seen or counted on the way from one thing to another."""

    HOLDS = "HOLDS", "任职", "Holds"
    IN = "IN", "所在组织", "In"
    FOR = "FOR", "岗位范围", "For"
    OF = "OF", "岗位类型", "Of type"
    ON_BEHALF_OF = "ON_BEHALF_OF", "代表单位", "On behalf of"
    UNDER = "UNDER", "上级组织", "Under"
    MEMBER_OF = "MEMBER_OF", "成员单位", "Member of"
    COVERS = "COVERS", "覆盖", "Covers"
    SERVES = "SERVES", "服务", "Serves"
    MANAGES = "MANAGES", "物业管理", "Manages"
    LOCATED_AT = "LOCATED_AT", "场所", "Located at"
    TOOK_PART = "TOOK_PART", "参与", "Took part"
    AT = "AT", "活动地点", "At"
    NEEDS = "NEEDS", "需求", "Needs"
    OFFERS = "OFFERS", "供给", "Offers"
    PART_OF = "PART_OF", "隶属", "Part of"
    WITHIN = "WITHIN", "位于", "Lies within"
    IN_BUILDING = "IN_BUILDING", "所在楼栋", "In building"
    OF_COMPOUND = "OF_COMPOUND", "所属小区", "Of compound"


class NodeKind(Codes):
    """A kind of node that such ties join."""

    PLACE = "Place", "地方", "Place"
    COMPOUND = "Compound", "小区", "Compound"
    BUILDING = "Building", "楼栋", "Building"
    HOUSE = "House", "房屋", "House"
    ORGANIZATION = "Organization", "组织", "Organization"
    POST = "Post", "岗位", "Post"
    POST_TYPE = "PostType", "岗位类型", "Post type"
    PERSON = "Person", "任职者", "Person in a post"
    ACTIVITY = "Activity", "共建活动", "Activity"
    NEED = "Need", "需求", "Need"
    OFFER = "Offer", "供给", "Offer"


WALKED = tuple(each for each in TieKind if each is not TieKind.OF)
"""What paths walk. That two posts are of one type ties nobody to anybody, and would bring every post within two steps
of every other of its type.
"""
