"""A selection is one text, the same for every value; steps through private ties are judged by the caller's area."""

import asyncio
from typing import Any

import pytest

from graph.engine import Running
from graph.model import NODES, RELATIONSHIPS
from graph.model.codes import DataClass
from graph.store import Store, opened
from guard.access import Access, Area
from guard.lies_in import AREA
from guard.purposes import Purpose
from queries.steps import Fact, Shape, Walk, Way, is_listed, ways_from
from queries.steps_cypher import Writer, row_of
from queries.steps_roots import ALL, WITHIN, Kept, Listing, any_of, ask_one, one, page
from tests.accesses import everything, granted, ungranted

NAME = NODES["Person"].prop("name")
CODE = NODES["House"].prop("code")
LIVES = RELATIONSHIPS["LIVES_IN"]
RESIDENTS = Way(LIVES, False)

TWO_COMMUNITIES = """
CREATE (c1:Place {id: 'c1', code: '1', level: 'community'}), (c2:Place {id: 'c2', code: '2', level: 'community'})
CREATE (h1:House {id: 'h1', code: 'H1', community: 'c1'}), (h2:House {id: 'h2', code: 'H2', community: 'c2'})
CREATE (p:Person {id: 'p', name: '甲', birth: date('1980-01-01')}), (q:Person {id: 'q', name: '乙'})
CREATE (k:Person {id: 'k', name: '童', birth: date('2020-01-01')})-[:LIVES_IN {key: 'k'}]->(h2)
CREATE (k)-[:LIVES_IN {key: 'k'}]->(:House {id: 'h3', code: 'H3', community: 'c3'})
CREATE (p)-[:LIVES_IN {key: 'a'}]->(h1), (p)-[:LIVES_IN {key: 'b'}]->(h2), (q)-[:LIVES_IN {key: 'c'}]->(h2)
CREATE (f:Organization {id: 'f', code: 'F', kind: 'enterprise'})-[:LOCATED_AT]->(h2), (f)-[:OPERATED_BY]->(q)
CREATE (i:CheckIn {id: 'i', code: 'I'})-[:TO_COMMUNITY]->(c2), (i)-[:OF_MEMBER]->(p), (i)-[:FROM_UNIT]->(f)
CREATE (g:Place {id: 'g', code: 'G', level: 'micro_grid', community: 'c1'})
CREATE (v:Post {id: 'v', code: 'V'})-[:OF]->(:PostType {id: 'vt', volunteer: true}), (v)-[:FOR]->(g)
CREATE (w:Post {id: 'w', code: 'W'})-[:OF]->(:PostType {id: 'wt'}), (w)-[:FOR]->(g)
CREATE (p)-[:HOLDS {key: 'v'}]->(v), (p)-[:HOLDS {key: 'w'}]->(w)
"""


@pytest.fixture(scope="module")
def server(neo4j_server: Running) -> Running:
    async def fill() -> None:
        async with opened(neo4j_server) as store:
            await store.write("MATCH (n) DETACH DELETE n")
            await store.write(TWO_COMMUNITIES)

    asyncio.run(fill())
    return neo4j_server


def _asked(server: Running, shape: Shape, id_: str, communities: tuple[str, ...] | None, kept: Kept = ALL) -> Any:
    return _asked_with(server, everything(Area(communities)), shape, id_, kept)


def _asked_with(server: Running, access: Access, shape: Shape, id_: str, kept: Kept = ALL) -> Any:
    async def ask() -> Any:
        async with opened(server) as store:
            return await ask_one(store, access, shape=shape, by="id", value=id_, kept=kept, day=None)

    return asyncio.run(ask())


def _walk(way: Way, *far: Shape) -> Walk:
    return Walk(way, far=far)


HOUSE = Shape(
    ("House",),
    (CODE,),
    (_walk(RESIDENTS, Shape(("Person",), (NAME,), (_walk(Way(LIVES, True), Shape(("House",), (CODE,))),))),),
)


@pytest.mark.parametrize(
    ("communities", "houses_of_p"),
    [(None, ["H1", "H2"]), (("c1", "c2"), ["H1", "H2"]), (("c1",), ["H1"])],
)
def test_nested_facts_are_judged_one_by_one(
    server: Running, communities: tuple[str, ...] | None, houses_of_p: list[str]
) -> None:
    row = _asked(server, HOUSE, "h1", communities)
    ((key, person, subject),) = row[2]
    assert key == ["甲", "p", "a"]
    assert subject == ["p", True, False]
    assert person[:2] == ["Person", "甲"]
    assert [house[1] for _, house, _ in person[2]] == houses_of_p


def test_house_outside_the_area_shows_no_resident(server: Running) -> None:
    assert _asked(server, HOUSE, "h2", ("c1",)) == ["House", "H2", []]
    assert _asked(server, HOUSE, "h2", ()) == ["House", "H2", []]


@pytest.mark.parametrize(
    ("label", "start", "tie", "forward", "seen_from", "hidden_from"),
    [
        ("Organization", "f", "OPERATED_BY", True, "c2", "c1"),
        ("Person", "p", "OF_MEMBER", False, "c2", "c1"),
        ("Organization", "f", "FROM_UNIT", False, "c2", "c1"),
        ("Place", "c2", "TO_COMMUNITY", False, "c2", "c1"),
        ("Person", "p", "LIVES_IN", True, "c2", None),
    ],
)
def test_each_private_tie_lies_where_it_says(
    server: Running, label: str, start: str, tie: str, forward: bool, seen_from: str, hidden_from: str | None
) -> None:
    way = Way(RELATIONSHIPS[tie], forward)
    shape = Shape((label,), (Fact.ID,), (_walk(way, Shape(way.far, (Fact.ID,))),))
    assert len(_asked(server, shape, start, (seen_from,))[2]) == 1
    hidden = _asked(server, shape, start, (hidden_from,)) if hidden_from else None
    assert hidden is None or hidden[2] == []


@pytest.mark.parametrize(
    ("id_", "communities", "there"), [("q", ("c1",), False), ("q", ("c2",), True), ("p", (), False)]
)
def test_person_is_visible_through_a_fact_in_the_area(
    server: Running, id_: str, communities: tuple[str, ...], there: bool
) -> None:
    assert (_asked(server, Shape(("Person",), (NAME,)), id_, communities) is not None) == there


HOLDERS = Shape(("Post",), (), (_walk(Way(RELATIONSHIPS["HOLDS"], False), Shape(("Person",), (NAME,))),))
POSTS = Shape(("Person",), (), (_walk(Way(RELATIONSHIPS["HOLDS"], True), Shape(("Post",), (Fact.ID,))),))


@pytest.mark.parametrize(
    ("post", "communities", "holders"),
    [("w", ("c2",), 0), ("w", ("c1",), 1), ("v", ("c2",), 0), ("v", ("c1",), 1), ("v", (), 0), ("v", None, 1)],
)
def test_holders_are_named_within_the_area_of_their_post(
    server: Running, post: str, communities: tuple[str, ...] | None, holders: int
) -> None:
    assert len(_asked(server, HOLDERS, post, communities)[1]) == holders


def test_office_holder_is_someone_with_a_post_to_show(server: Running) -> None:
    holders = Kept(holders=True)
    assert [row[1] for row in _asked(server, POSTS, "p", ("c1",), holders)[1]] == [["Post", "v"], ["Post", "w"]]
    assert _asked(server, POSTS, "p", ("c2",), holders) is None
    assert _asked(server, POSTS, "q", None, holders) is None


def test_volunteers_are_not_told_of_without_a_grant(server: Running) -> None:
    assert _asked_with(server, ungranted(), HOLDERS, "v") == ["Post", []]
    ((_, person, subject),) = _asked_with(server, ungranted(), HOLDERS, "w")[1]
    assert (person, subject) == (["Person", "甲"], ["p", False, False])
    found = _asked_with(server, ungranted(), POSTS, "p", Kept(holders=True))
    assert [row[1] for row in found[1]] == [["Post", "w"]]
    assert found[2] == ["p", False, False]


@pytest.mark.parametrize(("house", "communities"), [("h2", ("c2",)), ("h3", None)])
def test_minors_and_who_has_no_birthday_are_a_class_of_their_own(
    server: Running, house: str, communities: tuple[str, ...] | None
) -> None:
    shape = Shape(("House",), (), (_walk(RESIDENTS, Shape(("Person",), (NAME,))),))
    grown = granted(Purpose.INQUIRY, Area(communities), DataClass.RESIDENT)
    with_them = [row[2] for row in _asked(server, shape, house, communities)[1]]
    without = [row[2] for row in _asked_with(server, grown, shape, house)[1]]
    assert [subject for subject in with_them if not subject[2]] == without
    assert len(with_them) > len(without)
    assert _asked_with(server, grown, Shape(("Person",), (NAME,)), "k") is None
    assert _asked(server, Shape(("Person",), (NAME,)), "k", None) == ["Person", "童", ["k", True, True]]


def test_check_in_outside_the_area_is_not_there(server: Running) -> None:
    shape = Shape(("CheckIn",), (Fact.ID,))
    assert _asked(server, shape, "i", ("c1",)) is None
    assert _asked(server, shape, "i", ("c2",)) == ["CheckIn", "i", ["p", True, False]]


def test_every_private_tie_has_an_end_by_which_its_area_is_judged() -> None:
    for type_ in RELATIONSHIPS.values():
        ends = {type_.sources, type_.targets}
        assert not type_.private or any((label,) in ends for label in AREA if label != "Person"), type_.type


def test_values_are_parameters_and_texts_of_one_shape_are_equal() -> None:
    first = one(HOUSE, by="id", value="'}) MATCH (x) DETACH DELETE x //")
    second = one(HOUSE, by="id", value="h2")
    assert first.text == second.text
    assert "DELETE" not in first.text
    assert "DELETE" in str(first.params)


def test_every_step_from_every_type_compiles(server: Running) -> None:
    """The server plans each, so a name that the model has and the text lost would show."""

    async def explain(store: Store) -> int:
        planned = 0
        for label in NODES:
            walks = tuple(_walk(way, Shape(way.far, (Fact.ID,))) for way in ways_from(label))
            shape = Shape((label,), (), walks)
            plain = Shape((label,), (*NODES[label].props, Fact.ID, Fact.SOURCES, Fact.DISPUTED))
            queries = [one(shape, by="id", value="x"), any_of((plain,), value="x")]
            if is_listed(label):
                queries.append(page(Listing(label, 10), (plain,)))
                queries += [page(Listing(label, 10, within="x"), (plain,))] if label in WITHIN else []
            for query in queries:
                await store.explain(query.text, {**query.params, "day": None, **everything().parameters()})
                planned += 1
        return planned

    async def run() -> int:
        async with opened(server) as store:
            return await explain(store)

    assert asyncio.run(run()) > 30


def test_people_and_what_only_private_ties_reach_are_not_listed() -> None:
    assert [label for label in NODES if not is_listed(label)] == ["CheckIn", "Person"]


def test_row_of_a_plain_shape_is_a_list_in_its_order() -> None:
    assert row_of(Shape(("House",), (CODE, Fact.ID)), "n", "$day", Writer()) == "['House', n.code, n.id]"
