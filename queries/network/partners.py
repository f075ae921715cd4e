"""The co-construction network of a day: units and communities, joined through joint committees; and its measures.

Pure functions over networkx, which take no store: they run in a thread.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from graph.text import cypher
from queries.rows import Rows
from queries.shapes import OrganizationRow, PlaceRow

PARTNERS = cypher(__file__, "partners")
Joined = nx.Graph
PLACES = 6
"""Decimals of a measure, so that it does not depend on the order of sums."""


@dataclass(frozen=True)
class Partners:
    """Units, communities with what they lie in, and which unit is joined to which community."""

    units: dict[str, OrganizationRow]
    communities: dict[str, PlaceRow]
    above: dict[str, frozenset[str]]
    ties: frozenset[tuple[str, str]]

    @cached_property
    def network(self) -> "Joined[str]":
        """The network of all of them."""
        return joined(self.communities, self.ties)

    def of(self, unit: str) -> tuple[PlaceRow, ...]:
        """The communities that a unit is joined to, by code."""
        return in_order(self.communities[each] for each in self.network.neighbors(unit))

    def within(self, place: str | None) -> "Partners":
        """The part of it whose communities lie in the place."""
        inside = {each for each in self.communities if place is None or place in self.above[each]}
        ties = frozenset(tie for tie in self.ties if tie[1] in inside)
        units = {unit for unit, _ in ties}
        return Partners(
            {each: row for each, row in self.units.items() if each in units},
            {each: self.communities[each] for each in inside},
            self.above,
            ties,
        )


def partners_of(record: dict[str, Any], rows: Rows) -> Partners:
    """The network from its record."""
    return Partners(
        {row[0]: rows.row(OrganizationRow, row) for row in record["ties"]},
        {row[0]: rows.row(PlaceRow, row) for row in record["communities"]},
        {row[0]: frozenset(row[4]) for row in record["communities"]},
        frozenset((row[0], row[4]) for row in record["ties"]),
    )


def joined(communities: Iterable[str], ties: Iterable[tuple[str, str]]) -> "Joined[str]":
    """The network of these communities and ties."""
    network: Joined[str] = nx.Graph()
    network.add_nodes_from(communities)
    network.add_edges_from(ties)
    return network


def bridging(partners: Partners) -> dict[str, float]:
    """Of each unit that joins two communities or more: on what share of the shortest ways between two communities it
    lies (betweenness centrality over communities, from 0 to 1).
    """
    network = partners.network
    several = [unit for unit in partners.units if network.degree(unit) > 1]
    bridges = network.subgraph([*partners.communities, *several])
    ends = sorted(partners.communities)
    pairs = len(ends) * (len(ends) - 1) / 2
    measured = nx.betweenness_centrality_subset(bridges, sources=ends, targets=ends) if several else {}
    return {unit: round(measured[unit] / pairs, PLACES) for unit in several}


def without(partners: Partners, unit: str) -> tuple[list[str], list[str], int]:
    """If the unit withdraws: communities left with no unit, those apart from the largest part, and how many parts.

    Of parts that are equally large, the one with the first code is the largest.
    """
    network = partners.network
    component = nx.node_connected_component(network, unit) - {unit}
    parts = [part & partners.communities.keys() for part in nx.connected_components(network.subgraph(component))]
    alone = {each for each in network.neighbors(unit) if network.degree(each) == 1}
    largest = max(parts, key=lambda part: (len(part), _reversed(_first(part, partners))))
    apart = set().union(*parts) - largest - alone
    return sorted(alone), sorted(apart), len(parts)


def _first(part: Iterable[str], partners: Partners) -> str:
    return min(partners.communities[each].code or each for each in part)


def _reversed(code: str) -> tuple[int, ...]:
    """Greater for a code that comes earlier."""
    return (*(-ord(each) for each in code), 1)


def in_order(places: Iterable[PlaceRow]) -> tuple[PlaceRow, ...]:
    """Places by code."""
    return tuple(sorted(places, key=lambda each: (each.code or "", each.id)))
