"""The text of a selection: nested ``COLLECT`` subqueries, names only from the model, values only as parameters.

Two selections of one shape have one text, whatever their values and pages, so the server plans it once.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from graph.model import NODES, RELATIONSHIPS, Prop, codes_of
from guard.lies_in import AREA
from queries.picking import Condition
from queries.steps import Fact, Shape, Walk, Way, order_prop

POSSIBLY = (
    "({r}.sinceEarliest IS NULL OR {r}.sinceEarliest <= {day}) AND ({r}.untilLatest IS NULL OR {r}.untilLatest > {day})"
)
YES = "{r}.sinceLatest <= {day} AND ({r}.untilEarliest IS NULL OR {r}.untilEarliest > {day})"

FACTS = {
    Fact.ID: "{r}.id",
    Fact.SINCE: "[toString({r}.sinceEarliest), toString({r}.sinceLatest)]",
    Fact.UNTIL: "[toString({r}.untilEarliest), toString({r}.untilLatest)]",
    Fact.CERTAINTY: f"CASE WHEN {YES} THEN 'yes' WHEN {POSSIBLY} THEN 'possibly' ELSE 'no' END",
    Fact.SOURCES: "coalesce({r}.sources, [])",
    Fact.DISPUTED: "coalesce({r}.disputed, [])",
}

# The tie that names the holders of posts is open, but it names people, and some of them are volunteers.
JUDGED = frozenset({"HOLDS", *(name for name, declared in RELATIONSHIPS.items() if declared.private)})
VOLUNTEER = "EXISTS {{ MATCH ({n})-[:OF]->(:PostType {{volunteer: true}}) }}"
MINOR = "coalesce({n}.birth > $grown, true)"
"""Who has no birthday is taken for a minor."""
KNOWN_MINOR = "coalesce({n}.birth > $grown, false)"
DWELLING = frozenset({"LIVES_IN", "REGISTERED_AT", "HOLDS_TENURE"})
"""The private ties that a minor can have; a firm's operator and a Party member are grown, unless a ledger that may be
wrong about them says otherwise."""
MEMBER = "COLLECT {{ MATCH ({n})-[:OF_MEMBER]->(m:Person) RETURN [m.id, true, " + KNOWN_MINOR.format(n="m") + "] }}"


@dataclass(slots=True)
class Writer:
    """Hands out the names of variables and parameters while a text is written."""

    params: dict[str, Any] = field(default_factory=dict)
    _names: int = 0

    def value(self, value: Any) -> str:
        """A new parameter that holds ``value``."""
        name = f"p{len(self.params)}"
        self.params[name] = value
        return f"${name}"

    def name(self, letter: str) -> str:
        """A variable that no other part of the text uses."""
        self._names += 1
        return f"{letter}{self._names}"


def in_area(label: str, node: str) -> str:
    """That a node lies in the caller's area; the whole district is null."""
    return f"($communities IS NULL OR {AREA[label].format(n=node)})"


def permitted(way: Way, near: str, far: str) -> list[str]:
    """What lets a fact about a person be told: where it lies, and of which class it is."""
    conditions = [in_area(*_place_of(way, near, far))]
    if way.type.type == "HOLDS":
        post = near if way.near == ("Post",) else far
        conditions.append(not_volunteer(post))
    if way.type.type in DWELLING and "Person" in way.far:
        other = f" OR {far}:Organization" if "Organization" in way.far else ""
        conditions.append(f"($minors OR NOT {MINOR.format(n=far)}{other})")
    elif way.type.private and way.far == ("Person",):
        conditions.append(f"($minors OR NOT {KNOWN_MINOR.format(n=far)})")
    elif way.far == ("CheckIn",):
        conditions.append(not_of_minor(far))
    return conditions


def not_of_minor(check_in: str) -> str:
    """That a check-in may be told of."""
    member = f"EXISTS {{ MATCH ({check_in})-[:OF_MEMBER]->(m:Person) WHERE {KNOWN_MINOR.format(n='m')} }}"
    return f"($minors OR NOT {member})"


def not_volunteer(post: str) -> str:
    """That the holders of a post may be named."""
    return f"($residents OR NOT {VOLUNTEER.format(n=post)})"


def not_minor(person: str) -> str:
    """That a resident may be told of."""
    return f"($minors OR NOT {MINOR.format(n=person)})"


def subject_of(way: Way, near: str, far: str) -> str:
    """Whom a fact is about, at whichever end: the person's id, whether as a resident, and whether a minor; null where
    neither end is one. Who is told already is told anew: the fact may be of another class.
    """
    if way.type.type == "HOLDS":  # told anew of who is told already: that they are a volunteer, too
        person, post = (far, near) if way.far == ("Person",) else (near, far)
        return f"[{person}.id, {VOLUNTEER.format(n=post)}, false]"
    for labels, end in ((way.far, far), (way.near, near)):
        if "Person" in labels:
            return f"CASE WHEN {end}:Person THEN [{end}.id, true, {_minor(way, end)}] END"
    if way.far == ("CheckIn",):
        return f"head({MEMBER.format(n=far)})"
    return "null"


def _minor(way: Way, far: str) -> str:
    return (MINOR if way.type.type in DWELLING else KNOWN_MINOR).format(n=far)


def row_of(shape: Shape, node: str, day: str, writer: Writer) -> str:
    """The list expression of one node's row."""
    values = [_variant(shape.labels, node), *(_read(p, node, day) for p in shape.props)]
    values += [_page(walk, node, day, writer) for walk in shape.walks]
    return f"[{', '.join(values)}]"


def labelled(labels: tuple[str, ...]) -> str:
    """The label part of a node's pattern."""
    return "|".join(labels)


def key_of(label: tuple[str, ...], node: str) -> str:
    """What a page of steps to these labels is ordered by, before the id."""
    names = sorted({order_prop(NODES[name]) for name in label})
    return f"coalesce({', '.join(f'{node}.{name}' for name in names)}, '')"


def picked(where: tuple[Condition, ...], node: str, writer: Writer) -> list[str]:
    """What is asked of the node itself."""
    return [each.text(node, writer.value(each.value)) for each in where]


def _page(walk: Walk, near: str, day: str, writer: Writer) -> str:
    """One page, and one row more if there are more; with how many there are in all, if that is asked."""
    r, far = writer.name("r"), writer.name("n")
    day = writer.value(walk.day) if walk.day else day
    tail = f"{far}.id, coalesce({r}.key, '')"
    key = f"[{walk.order.key(far) if walk.order else key_of(walk.way.far, far)}, {tail}]"
    sorting = f"{walk.order.sorting(far)}, {tail}" if walk.order else key
    pattern, wanted = _pattern(walk.way, near, r, far), _conditions(walk, near, r, far, day, writer)
    where = " AND ".join([*wanted, *_after(walk, far, key, tail, writer)]) or "true"
    limit = writer.value(walk.first + 1)
    row = [key, *(_read(fact, r, day) for fact in walk.facts)]
    row += [row_of(shape, far, day, writer) for shape in walk.far]
    row += [subject_of(walk.way, near, far)] if walk.way.type.type in JUDGED else []
    rows = (
        f"COLLECT {{ MATCH {pattern} WHERE {where} WITH * ORDER BY {sorting} LIMIT {limit} RETURN [{', '.join(row)}] }}"
    )
    return f"[{rows}, COUNT {{ MATCH {pattern} WHERE {' AND '.join(wanted) or 'true'} }}]" if walk.counted else rows


def _after(walk: Walk, far: str, key: str, tail: str, writer: Writer) -> list[str]:
    """That a row comes after the one with the key ``walk.after``."""
    if walk.after is None:
        return []
    if walk.order is None:
        return [f"{key} > {writer.value(list(walk.after))}"]
    value = walk.order.value(walk.after)
    rest = f"[{tail}] > {writer.value(list(walk.after[2:]))}"
    return [walk.order.beyond(far, None if value is None else writer.value(value), rest=rest)]


def _conditions(walk: Walk, near: str, r: str, far: str, day: str, writer: Writer) -> list[str]:
    conditions = [] if walk.history else [POSSIBLY.format(r=r, day=day)]
    if walk.way.type.type in JUDGED:
        conditions += permitted(walk.way, near, far)
    return conditions + picked(walk.where, far, writer)


def _place_of(way: Way, near: str, far: str) -> tuple[str, str]:
    """The end of a tie by which its area is judged."""
    ends = {way.near: near, way.far: far}
    return next((label, ends[(label,)]) for label in AREA if (label,) in ends)


def _pattern(way: Way, near: str, r: str, far: str) -> str:
    back, on = ("", ">") if way.forward else ("<", "")
    return f"({near}){back}-[{r}:{way.type.type}]-{on}({far}:{labelled(way.far)})"


def _variant(labels: tuple[str, ...], node: str) -> str:
    """The name of the node's variant, or of its label where it has none."""
    if len(labels) == 1:
        return _variant_of(labels[0], node)
    cases = " ".join(f"WHEN {node}:{label} THEN {_variant_of(label, node)}" for label in labels)
    return f"CASE {cases} END"


def _variant_of(label: str, node: str) -> str:
    declared = NODES[label]
    if not declared.variant_by:
        return f"'{label}'"
    by = f"{node}.{declared.variant_by}"
    *some, last = declared.variants
    cases = " ".join(f"WHEN {by} IN {list(v.values)} THEN '{v.name}'" for v in some)
    return f"CASE {cases} ELSE '{last.name}' END"


def _read(read: Prop | Fact, owner: str, day: str) -> str:
    if isinstance(read, Fact):
        return FACTS[read].format(r=owner, day=day)
    stored = f"{owner}.{read.key}"
    if read.many:
        return f"coalesce({stored}, [])"
    return f"toString({stored})" if read.type is dt.date and codes_of(read) is None else stored
