"""A network of the client is the one that queries.networks makes of the same answer on the server."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from api.client.network import OF
from graph.engine import Running
from graph.store import opened
from queries.network import TieKind
from queries.question import questions
from tests.accesses import everything
from tests.docs.sample import Sample

DAY = dt.date(2026, 10, 31)
FIRM, UNIT, COMMUNITY, GRID = "919900000001500250", "52990000000195012R", "990800001001", "990800001001G01"


def ids(sample: Sample) -> dict[str, str]:
    """The ids that the questions below need."""
    text = "query ($firm: String, $unit: String, $community: String, $grid: String) {" + " ".join(
        f"{name}: {type_}(code: ${name}) {{ id }}"
        for name, type_ in (
            ("firm", "organization"),
            ("unit", "organization"),
            ("community", "place"),
            ("grid", "place"),
        )
    )
    found = sample.asking().ask(text + "}", firm=FIRM, unit=UNIT, community=COMMUNITY, grid=GRID)
    return {name: found[name]["id"] for name in found.data}


GIVEN: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
    "doubling": lambda _: {"rule": "R1"},
    "unitPage": lambda of: {"unit": of["unit"]},
    "communityPage": lambda of: {"community": of["community"]},
    "neighbourhood": lambda of: {"id": of["firm"], "kinds": (TieKind.MEMBER_OF, TieKind.OFFERS), "depth": 2},
    "shortestPath": lambda of: {"from_": of["firm"], "to": of["grid"]},
    "paths": lambda of: {"from_": of["firm"], "to": of["grid"], "longest": 3},
    "bridgingUnits": lambda _: {},
    "ifWithdraws": lambda of: {"unit": of["unit"]},
}


def python(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def everything_in(network: Any) -> tuple[Any, Any]:
    return dict(network.nodes(data=True)), sorted(network.edges(data="kind"))


@pytest.mark.parametrize("name", OF)
def test_network_is_the_servers_own(neo4j_server: Running, sample: Sample, name: str) -> None:
    given = GIVEN[name](ids(sample))

    async def asked() -> Any:
        async with opened(neo4j_server) as store:
            return await questions()[python(name)].ask(store, everything(), as_of=DAY, **given)

    network = sample.asking().question(name, as_of=DAY, **given).network()
    assert network.number_of_nodes() > 2
    assert everything_in(network) == everything_in(OF[name](asyncio.run(asked())))
