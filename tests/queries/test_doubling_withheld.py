"""What a doubling rule's answer leaves out: posts beyond the area, and whoever is a volunteer."""

import datetime as dt

from queries.ask import common
from queries.doubling import QUESTION, Doubling, State, doubling
from queries.doubling.tree import tree_of
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling import DAY, two_communities
from tests.queries.test_doubling_cases import r3
from tests.queries.world import World


def test_a_post_is_where_its_organization_is_there_for_and_hidden_beyond(asking: Asking) -> None:
    """Of one person's two posts in one organization one is for V, the other for nothing, and so where that covers."""
    world = two_communities()
    world.rule("RO", ["secretary"], ["director"], linkage="same_organization", over="left_holder")
    world.post("SO", "secretary", place="V", within="club")
    world.post("DO", "director", within="club")
    world.tie("COVERS", ("Organization", "club"), ("Place", "W"))
    world.holds("丁", "SO")
    world.holds("丁", "DO")
    asking.given(world)
    told = {each: asking(doubling, DAY, access=area(*each), rule="RO") for each in ("V", "VW")}
    states = {each: [f.state for f in told[each].findings if f.holder and f.holder.name == "丁"] for each in told}
    assert states == {"V": [State.SINGLE], "VW": [State.DOUBLED]}
    assert [told[each].withheld for each in told] == [True, False]


def test_the_tree_says_which_of_its_buildings_lie_in_the_area(asking: Asking) -> None:
    """No rule is counted over buildings as yet: one that will be must find this right."""
    world = r3()
    world.district("V", "W")
    for code, community in (("B1", "V"), ("B2", "W")):
        world.building(code, "M", community=community)
    asking.given(world)
    params = common(area("V"), dt.date.fromisoformat(DAY)) | {"levels": [], "buildings": ["B1", "B2", "B3"]}
    row = asking.run(asking.store.read_one(QUESTION.texts["tree"], params))
    assert row is not None
    assert tree_of(row["buildings"]).seen == {"B1"}


def volunteers() -> World:
    """Two volunteers lead two organizations: by their posts' codes 甲 comes first, by their names 乙."""
    world = World()
    world.district("V")
    world.rule("RV", ["leader"], ["clerk"], linkage="same_organization", over="left_holder")
    for kind in ("leader", "clerk"):
        world.node("PostType", kind, volunteer=True)
    for code, name in (("L1", "甲"), ("L2", "乙")):
        world.post(code, "leader", place="V")
        world.holds(name, code, document=f"文{code}")
    return world


def told(answer: Doubling) -> list[tuple[str | None, str | None, str | None]]:
    """Post, holder's name and document of each finding."""
    return [(each.post.code, each.holder.name, each.document) for f in answer.findings for each in f.left]


def test_volunteers_who_are_withheld_come_by_their_posts_and_without_documents(asking: Asking) -> None:
    """The order of their names would tell of the names, and one document names whom another withholds."""
    asking.given(volunteers())
    assert told(asking(doubling, DAY, rule="RV")) == [("L2", "乙", "文L2"), ("L1", "甲", "文L1")]
    assert told(asking(doubling, DAY, access=ungranted(), rule="RV")) == [("L1", None, None), ("L2", None, None)]
