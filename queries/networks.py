"""Answers → networkx graphs of organizations, posts, their holders and places, and of nothing else.

Only a closed list of answers can become a network (DOMAIN 6): residence, registration, household, tenure and check-in
are never walked, whatever the grant. That is why there is one function an answer here, and none that takes any rows.
"""

import networkx as nx

from queries.community_page import CommunityPage
from queries.doubling import Appointment, Doubling, Finding
from queries.shapes import Holder, OrganizationRow, PlaceRow
from queries.unit_page import DelegatePost, UnitPage

Network = nx.MultiDiGraph


def doubling_network(answer: Doubling) -> "Network[str]":
    """Holders → posts → organizations and counted places. Attributes are text and numbers, so GraphML takes them."""
    network: Network[str] = nx.MultiDiGraph()
    for finding in answer.findings:
        _finding(network, finding)
    return network


def unit_network(answer: UnitPage) -> "Network[str]":
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


def community_network(answer: CommunityPage) -> "Network[str]":
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


def _finding(network: "Network[str]", finding: Finding) -> None:
    for each in (*finding.left, *finding.right):
        _appointment(network, each)
    if finding.place:
        place = finding.place
        network.add_node(place.id, kind=place.label, label=place.name or "", state=finding.state.value)
        for post in {each.post.id for each in (*finding.left, *finding.right)}:
            _tie(network, post, place.id, "COUNTED_AT")


def _appointment(network: "Network[str]", each: Appointment) -> None:
    _organization(network, each.organization)
    network.add_node(each.post.id, kind="Post", label=each.post.title or "")
    _holder(network, each.holder, each.post.id)
    _tie(network, each.post.id, each.organization.id, "IN")


def _delegates(
    network: "Network[str]", unit: OrganizationRow, committee: OrganizationRow, posts: tuple[DelegatePost, ...]
) -> None:
    for each in posts:
        network.add_node(each.post.id, kind="Post", label=each.post.title or "")
        _tie(network, each.post.id, committee.id, "IN")
        _tie(network, each.post.id, unit.id, "ON_BEHALF_OF")
        for delegate in each.holders:
            _holder(network, delegate.holder, each.post.id)


def _holder(network: "Network[str]", holder: Holder, post: str) -> None:
    """A holder who is withheld is not in the network: nobody could be told from another there."""
    if holder.id:
        network.add_node(holder.id, kind="Person", label=holder.name or "")
        _tie(network, holder.id, post, "HOLDS")


def _covers(network: "Network[str]", committee: OrganizationRow, place: PlaceRow) -> None:
    _place(network, place)
    _tie(network, committee.id, place.id, "COVERS")


def _place(network: "Network[str]", place: PlaceRow) -> None:
    network.add_node(place.id, kind="Place", label=place.name or "")


def _organization(network: "Network[str]", organization: OrganizationRow) -> None:
    network.add_node(organization.id, kind="Organization", label=organization.name or "")


def _tie(network: "Network[str]", source: str, target: str, kind: str) -> None:
    """Once each: the type is the edge's key."""
    network.add_edge(source, target, key=kind, kind=kind)
