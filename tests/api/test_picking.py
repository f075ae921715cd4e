"""Filters, orders and totals of lists and steps: typed, stable while rows are added, and never of people."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType
from starlette.testclient import TestClient

from api.schema import schema
from api.views import views
from queries.steps import is_listed

ROOMS = """UNWIND [[1, 30.5, '一室'], [2, 90.0, '二室'], [3, null, '三室'],
  [4, 90.0, '四室'], [5, 12.0, null], [6, null, null]] AS row
  CREATE (:House {id: 's' + row[0], code: 'S' + row[0], floorArea: row[1], room: row[2], address: '北街' + row[0],
  use: CASE WHEN row[0] < 3 THEN 'shop' ELSE 'office' END, community: 'cs', sources: [1]})"""
PAGE = """query ($after: String, $way: Direction, $first: Int!) {
  houses(first: $first, after: $after, where: {community: {is: "cs"}}, orderBy: {field: FLOOR_AREA, direction: $way}) {
    nodes { code } pageInfo { endCursor hasNextPage } totalCount } }"""


@pytest.fixture
def rooms(client: TestClient) -> Iterator[None]:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    client.portal.call(store.write, ROOMS)  # type: ignore[union-attr]
    yield
    client.portal.call(store.write, "MATCH (n:House) WHERE n.code STARTS WITH 'S' DELETE n")  # type: ignore[union-attr]


def codes(answer: Any) -> list[str]:
    return [each["code"] for each in answer["data"]["houses"]["nodes"]]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("floorArea: {atLeast: 30, atMost: 90}", ["S1", "S2", "S4"]),
        ("floorArea: {exists: false}", ["S3", "S6"]),
        ("use: SHOP, floorArea: {is: 90}", ["S2"]),
        ("use: [SHOP, OFFICE], room: {exists: true}", ["S1", "S2", "S3", "S4"]),
        ('room: {in: ["一室", "四室"]}', ["S1", "S4"]),
        ('address: {contains: "街3"}', ["S3"]),
        ('address: {startsWith: "北街"}, code: {is: "S6"}', ["S6"]),
        ("room: {contains: \"' OR true OR '\"}", []),
    ],
)
@pytest.mark.usefixtures("rooms")
def test_a_filter_keeps_what_holds_all_of_it(ask: Any, where: str, found: list[str]) -> None:
    assert codes(ask(f'{{ houses(where: {{community: {{is: "cs"}}, {where}}}) {{ nodes {{ code }} }} }}')) == found


@pytest.mark.parametrize(("way", "found"), [("ASC", "S5 S1 S2 S4 S3 S6"), ("DESC", "S2 S4 S1 S5 S3 S6")])
@pytest.mark.usefixtures("rooms")
def test_pages_in_an_order_are_the_whole_list_and_who_has_no_value_comes_last(ask: Any, way: str, found: str) -> None:
    seen, after = [], None
    for _ in range(4):
        answer = ask(PAGE, after=after, way=way, first=2)
        seen += codes(answer)
        page = answer["data"]["houses"]
        after = page["pageInfo"]["endCursor"] or after
        assert page["totalCount"] == 6
        assert page["pageInfo"]["hasNextPage"] is (len(seen) < 6)
    assert " ".join(seen) == found


@pytest.mark.usefixtures("rooms")
def test_a_row_added_before_the_cursor_moves_nothing(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    first = ask(PAGE, way="ASC", first=3)
    client.portal.call(  # type: ignore[union-attr]
        store.write, "CREATE (:House {id: 's0', code: 'S0', floorArea: 1.0, community: 'cs', sources: [1]})"
    )
    rest = ask(PAGE, way="ASC", first=9, after=first["data"]["houses"]["pageInfo"]["endCursor"])
    assert codes(first) + codes(rest) == ["S5", "S1", "S2", "S4", "S3", "S6"]


@pytest.mark.usefixtures("rooms")
def test_a_cursor_of_another_order_is_refused(ask: Any) -> None:
    cursor = ask(PAGE, way="ASC", first=1)["data"]["houses"]["pageInfo"]["endCursor"]
    for other in (
        f'{{ houses(after: "{cursor}") {{ nodes {{ id }} }} }}',
        f'{{ houses(after: "{cursor}", orderBy: {{field: ADDRESS}}) {{ nodes {{ id }} }} }}',
    ):
        assert ask(other)["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"


def test_a_step_is_filtered_ordered_and_counted_in_the_same_query(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    before = store.asked
    answer = ask(
        """{ town(code: "9901") { parts(first: 1, where: {level: COMMUNITY}, orderBy: {field: NAME, direction: DESC}) {
             totalCount nodes { name } pageInfo { endCursor } } none: parts(where: {level: GRID}) { totalCount } } }"""
    )
    assert store.asked - before == 1
    parts = answer["data"]["town"]["parts"]
    assert (parts["totalCount"], parts["nodes"]) == (2, [{"name": "二社区"}])
    assert answer["data"]["town"]["none"] == {"totalCount": 0}
    more = ask(
        """query ($after: String) { town(code: "9901") { parts(first: 9, after: $after,
             where: {level: COMMUNITY}, orderBy: {field: NAME, direction: DESC}) { nodes { name } } } }""",
        after=parts["pageInfo"]["endCursor"],
    )
    assert more["data"]["town"]["parts"]["nodes"] == [{"name": "一社区"}]


def test_nothing_of_people_is_filtered_sorted_or_counted() -> None:
    types: Any = schema()._schema.type_map
    hidden = {view.name for view in views().values() if not is_listed(view.node.label)}
    assert {f"{name}Filter" for name in hidden} & set(types) == set()
    private = {"residents", "registeredPersons", "tenures", "livesIn", "registeredAt", "checkIns", "holders", "holds"}
    found = set()
    for type_ in types.values():
        for name, field in getattr(type_, "fields", {}).items() if isinstance(type_, GraphQLObjectType) else ():
            if name in private and "first" in field.args:
                found.add(name)
                assert {"where", "orderBy"} & set(field.args) == set()
                assert "totalCount" not in field.type.of_type.fields
    assert found == private
    inputs = [t for t in types.values() if isinstance(t, GraphQLInputObjectType) and t.name.endswith("Filter")]
    assert len(inputs) > 8
    assert all({"idNumber", "phone", "birth", "relationToHead", "tokens"}.isdisjoint(each.fields) for each in inputs)


def test_too_much_in_a_filter_is_refused(ask: Any) -> None:
    for where in (f"code: {{in: {['x'] * 201}}}".replace("'", '"'), f'code: {{contains: "{"x" * 201}"}}'):
        answer = ask(f"{{ houses(where: {{{where}}}) {{ nodes {{ id }} }} }}")
        assert answer["errors"][0]["extensions"]["code"] in ("BAD_ARGUMENT", "TOO_MANY")


def test_nodes_come_in_the_order_of_their_ids_and_people_are_none_of_them(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    before = store.asked
    answer = ask(
        """query ($ids: [ID!]!) { nodes(ids: $ids) {
             __typename id ... on House { address } ... on Placed { community } } }""",
        ids=["h1", "p1", "zz", "c1", "h1"],
    )
    assert store.asked - before == 1
    house = {"__typename": "House", "id": "h1", "address": "东街1号", "community": "c1"}
    found = answer["data"]["nodes"]
    assert [each and each["id"] for each in found] == ["h1", None, None, "c1", "h1"]
    assert {**found[0], "community": "c1"} == house
    assert ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["h1"] * 101)["errors"]


def test_a_fact_tells_the_ledger_row_it_stands_on(client: TestClient, ask: Any) -> None:
    book = client.app.state.office.desk.book  # type: ignore[attr-defined]
    assert book.origins([3]) == {}
    answer = ask(
        '{ house(id: "h1") { sources { record ledger row __typename } residents { edges { sources { r: record } } } } }'
    )
    house = answer["data"]["house"]
    assert house["sources"] == [{"record": "3", "ledger": "", "row": 0, "__typename": "Source"}]
    assert [edge["sources"] for edge in house["residents"]["edges"]] == [[{"r": "4"}, {"r": "5"}], [{"r": "4"}]]
