"""A selection, however deep, is one query of the graph, and answers with dates and how sure they are."""

from typing import Any

from starlette.testclient import TestClient


def test_house_tells_who_lives_there_and_how_sure_it_is(ask: Any) -> None:
    answer = ask(
        """{ house(code: "H1", asOf: "2019-03-15") { address use floorArea residents { edges {
             basis certainty sources { record } disputed since { earliest latest } until { earliest latest }
             node { name sex birth } } } } }"""
    )
    assert answer == {
        "data": {
            "house": {
                "address": "东街1号",
                "use": "DWELLING",
                "floorArea": 80.5,
                "residents": {
                    "edges": [
                        {
                            "basis": "FAMILY",
                            "certainty": "POSSIBLY",
                            "sources": [{"record": "4"}, {"record": "5"}],
                            "disputed": ["basis"],
                            "since": {"earliest": None, "latest": None},
                            "until": {"earliest": "0001-01-01", "latest": None},
                            "node": {"name": "乙", "sex": "FEMALE", "birth": None},
                        },
                        {
                            "basis": "OWNER",
                            "certainty": "POSSIBLY",
                            "sources": [{"record": "4"}],
                            "disputed": [],
                            "since": {"earliest": "2019-03-01", "latest": "2019-03-31"},
                            "until": {"earliest": None, "latest": None},
                            "node": {"name": "甲", "sex": "MALE", "birth": "1980-05-01"},
                        },
                    ]
                },
            }
        }
    }


def test_history_asks_for_facts_of_every_day(ask: Any) -> None:
    query = '{ house(id: "h1") { residents(history: true) { edges { certainty node { name } } } } }'
    edges = ask(query)["data"]["house"]["residents"]["edges"]
    assert [(e["node"]["name"], e["certainty"]) for e in edges] == [("丙", "NO"), ("乙", "POSSIBLY"), ("甲", "YES")]


def test_aliases_and_fragments_read_what_each_of_them_selected(ask: Any) -> None:
    answer = ask(
        """query ($all: Boolean!) { home: house(id: "h1") {
             now: residents { n: nodes { called: name } }
             ever: residents(history: true, first: 1) { e: edges { who: node { a: name, livesIn(history: true) {
               nodes { b: address } } } when: since { from: earliest } } p: pageInfo { more: hasNextPage } }
             ...F @include(if: $all) unit @skip(if: $all) } }
           fragment F on House { tenures { nodes { __typename } }
             inBuilding { nodes { ofCompound { nodes { name } } } } }""",
        all=True,
    )
    assert answer == {
        "data": {
            "home": {
                "now": {"n": [{"called": "乙"}, {"called": "甲"}]},
                "ever": {
                    "e": [
                        {
                            "who": {"a": "丙", "livesIn": {"nodes": [{"b": "东街1号"}]}},
                            "when": {"from": "2012-01-01"},
                        }
                    ],
                    "p": {"more": True},
                },
                "tenures": {"nodes": []},
                "inBuilding": {"nodes": [{"ofCompound": {"nodes": [{"name": "东苑"}]}}]},
            }
        }
    }


def test_a_place_is_shown_as_what_it_is(ask: Any) -> None:
    answer = ask(
        """{ place(code: "9901") { __typename level ... on Town { x: parts(first: 1) { nodes { __typename name } } }
             ... on Grid { x: parts(first: 2) { nodes { code } } } } grid(code: "99010101") { name } }"""
    )
    assert answer == {
        "data": {
            "place": {
                "__typename": "Town",
                "level": "TOWN",
                "x": {"nodes": [{"__typename": "Community", "name": "一社区"}]},
            },
            "grid": {"name": "第一网格"},
        }
    }


def test_a_step_with_ends_of_several_types_is_a_union(ask: Any) -> None:
    query = """{ post(code: "W1") { forTarget { nodes {
                   __typename ... on Building { floors } ... on Place { level } } } }
                 house(code: "H2") { tenures { nodes { ... on Business { kind } } } } }"""
    assert ask(query)["data"] == {
        "post": {
            "forTarget": {
                "nodes": [
                    {"__typename": "Community", "level": "COMMUNITY"},
                    {"__typename": "Building", "floors": 6},
                ]
            }
        },
        "house": {"tenures": {"nodes": [{"kind": "SOLE_TRADER"}]}},
    }


def test_holder_of_a_post_is_a_name_and_posts_and_nothing_else(ask: Any) -> None:
    query = '{ post(id: "w") { holders { edges { document node { __typename name holds { nodes { title } } } } } } }'
    (edge,) = ask(query)["data"]["post"]["holders"]["edges"]
    assert edge == {
        "document": "东政〔2022〕1号",
        "node": {
            "__typename": "OfficeHolder",
            "name": "甲",
            "holds": {"nodes": [{"title": "主任"}, {"title": "书记"}]},
        },
    }
    for hidden in ("birth", "sex", "livesIn { nodes { id } }", "checkIns { nodes { id } }"):
        refused = ask(f'{{ officeHolder(id: "p1") {{ {hidden} }} }}')
        assert refused["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"


def test_any_node_but_a_person_is_found_by_id_in_one_query(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    for id_, expected in [
        (
            "c1",
            {
                "__typename": "Community",
                "id": "c1",
                "sources": [{"record": "1"}, {"record": "2"}],
                "disputed": ["name"],
                "name": "一社区",
            },
        ),
        ("h1", {"__typename": "House", "id": "h1", "sources": [{"record": "3"}], "disputed": [], "address": "东街1号"}),
        ("f", {"__typename": "Business", "id": "f", "sources": [{"record": "6"}], "disputed": []}),
    ]:
        before = store.asked
        answer = ask(
            """query ($id: ID!) { node(id: $id) { __typename id sources { record } disputed
               ... on Place { name } ... on House { address } } }""",
            id=id_,
        )
        assert answer == {"data": {"node": expected}}
        assert store.asked - before == 1
    assert ask('{ node(id: "p1") { id } }')["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_one_query_a_root_selection_however_deep(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    before = store.asked
    answer = ask(
        """{ communities { nodes { name parts { nodes { name postsFor { nodes { title holders { nodes { name } } } } } }
               postsFor { edges { node { title holders { edges { since { earliest } node { name } } } } } } } }
             resident(id: "p1") { name registeredAt { edges { householdNo relationToHead node { address } } } } }"""
    )
    assert "errors" not in answer
    assert store.asked - before == 2
    first = answer["data"]["communities"]["nodes"][0]
    assert first["postsFor"]["edges"][0]["node"]["holders"]["edges"][0]["node"] == {"name": "甲"}
    assert answer["data"]["resident"]["registeredAt"]["edges"] == [
        {"householdNo": "7", "relationToHead": "HEAD", "node": {"address": "西街2号"}}
    ]


def test_every_object_says_its_type_under_whatever_name(ask: Any) -> None:
    answer = ask(
        """{ houses(first: 1) { a: __typename nodes { b: __typename residents(first: 1) { c: __typename
             pageInfo { d: __typename } edges { e: __typename since { f: __typename x: earliest }
             node { g: __typename } } } } } }"""
    )
    assert answer["data"] == {
        "houses": {
            "a": "HouseConnection",
            "nodes": [
                {
                    "b": "House",
                    "residents": {
                        "c": "HouseResidentsConnection",
                        "pageInfo": {"d": "PageInfo"},
                        "edges": [
                            {
                                "e": "HouseResidentsEdge",
                                "since": {"f": "Moment", "x": None},
                                "node": {"g": "Resident"},
                            }
                        ],
                    },
                }
            ],
        }
    }
