"""A small made-up world with every kind of hard name, and its tokens as the projection writes them."""

from typing import Any

from graph.model.dates import today
from graph.project.people import text_of
from graph.store import Store
from graph.tokens import searchable_labels, tokens_of
from tests.queries.world import World

NAMES = (
    "张伟、张维、章伟、张伟明、王张伟、单志远、丹青、仇小梅、解文海、区建国、查秀英、翟浩然、"
    "曾国强、任思雨、盖文静、朴永哲、尉海涛、尉迟恭明、欧阳慧、欧杨、上官婉儿、诸葛明亮、司马云、"
    "万俟雪、长孙浩、令狐云、单于海、呼延庆、慕容雪、皇甫明、缪思雨、乐海燕、覃丽、冼星、纪晓岚、"
    "贠清、郇海、黑大春、种诗瑶、繁星宇、逄超、钭德、訾云、能静、牟琪、召南、柏海清、燕青云、"
    "应采、盛宇、隗明、郗文、褚海、阚雨、仉浩、於海、过晓江、华云飞、宁海、谌玉、祭文、乜飞、"
    "佴云、车晓、晁海、薄云、莘瑶、眭云、昝雨、逯明、相文、费海、都敏、幺宁、丁、丁一、安、吕蕊、"
    "闾丘云、張國華、葉蘭、陳麗麗、阿依古丽·买买提、热合曼·吐尔逊、艾力．江、爱新觉罗·启明、"
    "Anna·李、王𬭎、龙飞、钟丽"
)
PEOPLE_OF_V = tuple(NAMES.split("、"))

PEOPLE_OF_W = ("王秀兰", "张伟民", "赵长乐", "小小")
"""People of the other community; 小小 is a child."""
HOUSES = {
    "V401": "经纬区锦绣街道云溪社区经纬路8号云溪锦园3幢2单元401室",
    "V402": "经纬区锦绣街道云溪社区经纬路8号云溪锦园3幢2单元402室",
    "V1401": "经纬区锦绣街道云溪社区经纬路8号云溪锦园3幢1单元401室",
    "V13": "经纬区锦绣街道云溪社区经纬路8号云溪锦园13幢2单元401室",
    "V1": "经纬区锦绣街道云溪社区经纬路8号云溪锦园1幢2单元401室",
    "VS": "经纬区锦绣街道云溪社区织女路101号",
    "W12": "经纬区锦绣街道长乐社区长乐路16号长乐家园A座1203室",
    "W302": "罗绮苑５号楼１单元３０２室",
    "W303": "罗绮苑5-1-303",
    "W304": "罗绮苑5幢",
    "X5": "银杏村3组5号",
    "X15": "银杏村三组15号",
}
ORGANIZATIONS: dict[str, dict[str, Any]] = {
    "O1": {"name": "云溪社区居民委员会", "aliases": ["老街居委会"]},
    "O2": {"name": "中共云溪社区总支部委员会"},
    "O3": {"name": "云溪社区第一网格党支部"},
    "919900000000100012": {"name": "云溪瑞丰商贸有限公司", "uscc": "919900000000100012"},
    "91990000MA1XY00A9K": {"name": "云溪安居物业服务有限公司", "aliases": ["安居乐物业", "云溪房管所"]},
    "O6": {"name": "单记面馆"},
    "O7": {"name": "鑫源五金店"},
    "O8": {"name": "3M创新(中国)有限公司"},
    "O9": {"name": "重庆小面馆"},
    "O10": {"name": "经纬银行长乐支行", "aliases": ["农商行"]},
    "O11": {"name": "星光KTV"},
    "O12": {"name": "行知小学", "aliases": ["长乐路小学"]},
    "O13": {"name": "聯華超市"},
    "O14": {"name": "大厦谷物业"},
}
POSTS = {
    "P1": ("secretary", "云溪社区党总支书记", "V"),
    "P2": ("director", "云溪社区居民委员会主任", "V"),
    "P3": ("grid_head", "云溪社区第一网格网格长", "G1"),
    "P4": ("secretary", "长乐社区党支部书记", "W"),
    "P5": ("building_head", "云溪锦园3幢楼栋长", "V"),
}


def searched_world() -> World:
    """Two communities and a village, one of their predecessors, and all that is in them."""
    world = World()
    world.place("D", "district", name="经纬区")
    world.place("T", "town", under="D", name="锦绣街道")
    for code, name in (("V", "云溪社区"), ("W", "长乐社区"), ("X", "银杏村"), ("Y", "行知社区")):
        world.place(code, "community", under="T", name=name)
    world.place("OLD", "community", under="T", when="..2022-01-01", name="梧桐社区")
    world.tie("SUCCEEDS", ("Place", "V"), ("Place", "OLD"), "2022-01-01")
    world.node("Place", "V", aliases=["老街", "云溪村"])
    world.place("G1", "grid", under="V", name="云溪社区第一网格")
    world.place("G2", "grid", under="V", name="云溪社区第二网格")
    world.place("G12", "grid", under="V", name="云溪社区第12网格")
    world.place("M1", "micro_grid", under="G1", name="云溪社区第一网格第2微网格")
    _doors(world)
    for code, props in ORGANIZATIONS.items():
        world.node("Organization", code, **{"kind": "other", **props})
    _people(world)
    return world


def _doors(world: World) -> None:
    for code, name, community in (("C1", "云溪锦园", "V"), ("C2", "长乐家园", "W"), ("C3", "罗绮苑", "W")):
        world.node("Compound", world.compound(code, community), name=name, community=community)
    for code, name, community in (("B3", "云溪锦园3幢", "V"), ("B13", "云溪锦园13幢", "V"), ("BA", "长乐家园A座", "W")):
        world.node("Building", world.building(code, "M1"), name=name, community=community)
    for code, address in HOUSES.items():
        world.node("House", world.house(code, code[0]), address=address)


def _people(world: World) -> None:
    for name in PEOPLE_OF_V:
        world.person(name, birth="1980-01-01")
        world.lives(name, "VS", "2020-01-01")
    for name in PEOPLE_OF_W:
        world.person(name, birth="2020-01-01" if name == "小小" else "1980-01-01")
        world.lives(name, "W12", "2020-01-01")
    for code, (kind, title, place) in POSTS.items():
        world.post(code, kind, place=place)
        world.node("Post", code, title=title)
        world.node("Organization", f"O-{code}", name=f"机构{code}")
    world.node("PostType", "building_head", volunteer=True)
    for person, post in (("张伟", "P1"), ("单志远", "P3"), ("仇小梅", "P5"), ("王秀兰", "P4"), ("欧阳慧", "P2")):
        world.holds(person, post, "2021-01-01")


async def written(store: Store, world: World) -> None:
    """Write the world with its tokens, and with where its people are found."""
    await world.write(store, day=today())
    await store.write("MATCH (p:Person) WHERE p.birth IS NOT NULL SET p.birth = date(p.birth)")
    for label in searchable_labels():
        nodes = world.nodes.get(label, {})
        rows = [[props["id"], tokens_of(label, props)] for props in nodes.values()]
        await store.write(f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.tokens = row[1]", {"rows": rows})
    await store.write(text_of("Person"), {"ids": list(world.nodes["Person"])})
