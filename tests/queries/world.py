"""A small graph from a compact description, written straight into Neo4j: what a question's test needs and no more."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from graph.model.dates import ALWAYS, Span, read_end, read_moment
from graph.store import Store

SPAN = ("sinceEarliest", "sinceLatest", "untilEarliest", "untilLatest")


def span(text: str = "") -> Span:
    """``"2019-03-01..2022年6月"``; a missing start has always been, a missing end has not come, ``?`` is unknown."""
    since, _, until = text.partition("..")
    begins = read_moment(since) if since.strip("?") else None
    ends = read_end(until) if until.strip("?") else None
    start = Span.of(begins, ends, end_unknown=until == "?") if begins else Span.of(until=ends, end_unknown=until == "?")
    if not since:
        return Span(ALWAYS.since_earliest, ALWAYS.since_latest, start.until_earliest, start.until_latest)
    return start


@dataclass
class World:
    """Nodes and ties to be written. Ids are codes, so that a test reads."""

    nodes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    ties: dict[tuple[str, str, str], list[list[Any]]] = field(default_factory=dict)

    def node(self, label: str, code: str, **props: Any) -> str:
        """A node, once; properties in the graph's spelling."""
        given = {key: value for key, value in props.items() if value is not None}
        self.nodes.setdefault(label, {}).setdefault(code, {"id": code, "code": code}).update(given)
        return code

    def tie(
        self, type_: str, source: tuple[str, str], target: tuple[str, str], when: str | Span = "", /, **props: Any
    ) -> None:
        """A dated relationship between (label, code) and (label, code)."""
        held = when if isinstance(when, Span) else span(when)
        dates = zip(SPAN, (held.since_earliest, held.since_latest, held.until_earliest, held.until_latest), strict=True)
        rows = self.ties.setdefault((type_, source[0], target[0]), [])
        rows.append(
            [
                source[1],
                target[1],
                {k: v for k, v in (*dates, *props.items()) if v is not None} | {"key": str(len(rows))},
            ]
        )

    def place(self, code: str, level: str, *, under: str = "", when: str | Span = "", name: str | None = None) -> str:
        """A place. Its community is derived from the tree by ``write``, as the projection does."""
        self.node("Place", code, level=level, name=name or code)
        if under:
            self.tie("PART_OF", ("Place", code), ("Place", under), when)
        return code

    def district(self, *communities: str) -> None:
        """District D, town T and the communities in it."""
        self.place("D", "district")
        self.place("T", "town", under="D")
        for each in communities:
            self.place(each, "community", under="T")

    def building(
        self, code: str, micro_grid: str, *, compound: str = "", when: str | Span = "", community: str | None = None
    ) -> str:
        """A building in a micro-grid."""
        self.node("Building", code, name=code, community=community)
        self.tie("WITHIN", ("Building", code), ("Place", micro_grid), when)
        if compound:
            self.tie("OF_COMPOUND", ("Building", code), ("Compound", compound), when)
        return code

    def compound(self, code: str, community: str, *, when: str | Span = "") -> str:
        """A compound in a community."""
        self.node("Compound", code, name=code, community=community)
        self.tie("WITHIN", ("Compound", code), ("Place", community), when)
        return code

    def house(self, code: str, community: str, *, building: str = "", **props: Any) -> str:
        """A house in a building or, without one, in the community itself."""
        self.node("House", code, community=community, address=f"{code}号", **{"use": "dwelling", **props})
        if building:
            self.tie("IN_BUILDING", ("House", code), ("Building", building))
        else:
            self.tie("WITHIN", ("House", code), ("Place", community))
        return code

    def person(self, name: str, **props: Any) -> str:
        """A person, whose id is the name."""
        self.nodes.setdefault("Person", {}).setdefault(name, {"id": name, "name": name}).update(props)
        return name

    def organization(self, code: str, kind: str = "agency") -> str:
        """An organization."""
        return self.node("Organization", code, kind=kind, name=code)

    def post(
        self,
        code: str,
        kind: str,
        *,
        place: str = "",
        compound: str = "",
        building: str = "",
        within: str = "",
        seats: int | None = None,
        unit: str = "",
        when: str | Span = "",
    ) -> str:
        """A post of a type, in its own organization unless ``within`` names one."""
        self.node("Post", code, title=code, seats=seats)
        self.node("PostType", kind, zh=kind, en=kind)
        organization = within or f"O-{code}"
        self.node("Organization", organization, name=organization)
        self.tie("OF", ("Post", code), ("PostType", kind))
        self.tie("IN", ("Post", code), ("Organization", organization), when)
        for label, target in (("Place", place), ("Compound", compound), ("Building", building)):
            if target:
                self.tie("FOR", ("Post", code), (label, target), when)
        if unit:
            self.tie("ON_BEHALF_OF", ("Post", code), ("Organization", unit), when)
        return code

    def holds(self, person: str, post: str, when: str | Span = "", *, document: str | None = None) -> None:
        """An appointment."""
        self.person(person)
        self.tie("HOLDS", ("Person", person), ("Post", post), when, document=document)

    def rule(
        self,
        code: str,
        left: list[str],
        right: list[str],
        *,
        linkage: str = "same_place",
        over: str = "community",
        kind: str = "expected",
        level: str | None = None,
        when: str | Span = "",
    ) -> str:
        """A doubling rule."""
        self.node(
            "DoublingRule", code, zh=code, en=code, linkage=linkage, countedOver=over, kind=kind, ancestorLevel=level
        )
        for side, types in (("LEFT", left), ("RIGHT", right)):
            for each in types:
                self.node("PostType", each, zh=each, en=each)
                self.tie(side, ("DoublingRule", code), ("PostType", each), when)
        return code

    def lives(self, person: str, house: str, when: str | Span = "", *, basis: str = "owner") -> None:
        """Actual residence."""
        self.person(person)
        self.tie("LIVES_IN", ("Person", person), ("House", house), when, basis=basis)

    def registered(self, person: str, house: str, when: str | Span = "", **props: Any) -> None:
        """Registered address."""
        self.person(person)
        self.tie("REGISTERED_AT", ("Person", person), ("House", house), when, **props)

    def tenure(
        self, holder: tuple[str, str], house: str, kind: str, when: str | Span = "", share: float | None = None
    ) -> None:
        """A right in a house, of ("Person", …) or ("Organization", …)."""
        self.tie("HOLDS_TENURE", holder, ("House", house), when, kind=kind, share=share)

    async def write(self, store: Store, *, day: dt.date) -> None:
        """Replace whatever the graph holds by this world."""
        await store.write("MATCH (n) DETACH DELETE n")
        for label, nodes in self.nodes.items():
            await store.write(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": list(nodes.values())})
        for (kind, source, target), rows in self.ties.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row[2]"
            )
            await store.write(text, {"rows": rows})
        await store.write(COMMUNITIES, {"day": day})


COMMUNITIES = """
MATCH (p:Place)-[up:PART_OF*0..2]->(c:Place {level: 'community'})
WHERE all(u IN up WHERE u.untilLatest IS NULL OR u.untilLatest > $day)
SET p.community = c.id
"""
