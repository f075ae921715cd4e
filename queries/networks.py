"""Answers → networkx graphs of organizations, posts, their holders and places, and of nothing else.

Only a closed list of answers can become a network (DOMAIN 6): residence, registration, household, tenure and check-in
are never walked, whatever the grant. That is why there is one function an answer here, and none that takes any rows.
Attributes are texts and numbers, so GraphML takes every one of them: it refuses None and lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:  # the client makes networks by these rules, and has no graph and no driver to import
    from queries.bridging_units import BridgingUnits
    from queries.community_page import CommunityPage
    from queries.doubling import Appointment, Doubling, Finding
    from queries.if_withdraws import IfWithdraws
    from queries.neighbourhood import Neighbourhood
    from queries.network import NetworkNode, PathStep
    from queries.paths import Paths
    from queries.shapes import Holder, OrganizationRow, PlaceRow
    from queries.shortest_path import ShortestPath
    from queries.unit_page import DelegatePost, UnitPage

Network = nx.MultiDiGraph


def doubling_network(answer: Doubling) -> Network[str]:
    """Holders → posts → organizations and counted places."""
    network: Network[str] = nx.MultiDiGraph()
    for finding in answer.findings:
        _finding(network, finding)
    return network


def unit_network(answer: UnitPage) -> Network[str]:
    """The unit, its joint committees and their places, and its delegates."""
    network: Network[str] = nx.MultiDiGraph()
    _organization(network, answer.unit)
    for each in answer.memberships:
        _organization(network, each.committee)
        _tie(network, answer.unit.id, each.committee.id, "MEMBER_OF")
        for place in each.places:
            _covers(network, each.committee, place)
        _delegates(network, answer.unit, each.committee, each.delegates)
    return network


def community_network(answer: CommunityPage) -> Network[str]:
    """The community's joint committees, their member units and delegates."""
    network: Network[str] = nx.MultiDiGraph()
    _place(network, answer.community)
    for each in answer.units:
        _organization(network, each.unit)
        _organization(network, each.committee)
        _tie(network, each.unit.id, each.committee.id, "MEMBER_OF")
        _covers(network, each.committee, each.place)
        _delegates(network, each.unit, each.committee, each.delegates)
    return network


def shortest_path_network(answer: ShortestPath) -> Network[str]:
    """The one path."""
    return _walked([answer.steps])


def paths_network(answer: Paths) -> Network[str]:
    """All paths together."""
    return _walked(each.steps for each in answer.paths)


def neighbourhood_network(answer: Neighbourhood) -> Network[str]:
    """The centre, a page of what is around it, and their ties. A nearer node of another page has an id only."""
    network: Network[str] = nx.MultiDiGraph()
    _node(network, answer.centre, answer.holder)
    for each in answer.nodes:
        _node(network, each.node, each.holder)
        for tie in each.ties:
            ends = (tie.near, each.node.id) if tie.forward else (each.node.id, tie.near)
            _tie(network, *ends, tie.kind.value)
    return network


def bridging_network(answer: BridgingUnits) -> Network[str]:
    """Bridging units, each with its betweenness, and the communities that they join."""
    network: Network[str] = nx.MultiDiGraph()
    for each in answer.units:
        _joins(network, each.unit, each.communities)
        network.nodes[each.unit.id]["betweenness"] = each.betweenness
    return network


def if_withdraws_network(answer: IfWithdraws) -> Network[str]:
    """The unit, its communities, and how each community that it leaves cut off is."""
    network: Network[str] = nx.MultiDiGraph()
    _joins(network, answer.unit, answer.communities)
    for each in answer.cut_off:
        _place(network, each.community)
        network.nodes[each.community.id]["cut"] = each.cut.value
    return network


def _walked(paths: Iterable[tuple[PathStep, ...]]) -> Network[str]:
    network: Network[str] = nx.MultiDiGraph()
    for steps in paths:
        for step in steps:
            _node(network, step.node, step.holder)
        for before, step in pairwise(steps):
            if step.tie:
                ends = (before.node.id, step.node.id) if step.tie.forward else (step.node.id, before.node.id)
                _tie(network, *ends, step.tie.kind.value)
    return network


def _node(network: Network[str], node: NetworkNode, holder: Holder | None) -> None:
    """A node of a walk; a person is called as the holder that they are told of as."""
    label = holder.name if holder else node.label
    network.add_node(node.id, kind=node.kind.value, label=label or "", code=node.code or "")


def _joins(network: Network[str], unit: OrganizationRow, communities: tuple[PlaceRow, ...]) -> None:
    _organization(network, unit)
    for each in communities:
        _place(network, each)
        _tie(network, unit.id, each.id, "JOINS")


def _finding(network: Network[str], finding: Finding) -> None:
    for each in (*finding.left, *finding.right):
        _appointment(network, each)
    if finding.place:
        place = finding.place
        network.add_node(place.id, kind=place.label, label=place.name or "", state=finding.state.value)
        for post in {each.post.id for each in (*finding.left, *finding.right)}:
            _tie(network, post, place.id, "COUNTED_AT")


def _appointment(network: Network[str], each: Appointment) -> None:
    _organization(network, each.organization)
    network.add_node(each.post.id, kind="Post", label=each.post.title or "")
    _holder(network, each.holder, each.post.id)
    _tie(network, each.post.id, each.organization.id, "IN")


def _delegates(
    network: Network[str], unit: OrganizationRow, committee: OrganizationRow, posts: tuple[DelegatePost, ...]
) -> None:
    for each in posts:
        network.add_node(each.post.id, kind="Post", label=each.post.title or "")
        _tie(network, each.post.id, committee.id, "IN")
        _tie(network, each.post.id, unit.id, "ON_BEHALF_OF")
        for delegate in each.holders:
            _holder(network, delegate.holder, each.post.id)


def _holder(network: Network[str], holder: Holder, post: str) -> None:
    """A holder who is withheld is not in the network: nobody could be told from another there."""
    if holder.id:
        network.add_node(holder.id, kind="Person", label=holder.name or "")
        _tie(network, holder.id, post, "HOLDS")


def _covers(network: Network[str], committee: OrganizationRow, place: PlaceRow) -> None:
    _place(network, place)
    _tie(network, committee.id, place.id, "COVERS")


def _place(network: Network[str], place: PlaceRow) -> None:
    network.add_node(place.id, kind="Place", label=place.name or "")


def _organization(network: Network[str], organization: OrganizationRow) -> None:
    network.add_node(organization.id, kind="Organization", label=organization.name or "")


def _tie(network: Network[str], source: str, target: str, kind: str) -> None:
    """Once each: the type is the edge's key."""
    network.add_edge(source, target, key=kind, kind=kind)
