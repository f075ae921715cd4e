"""Questions made at random from the schema: whatever it will have tomorrow is asked tomorrow.

Root fields, steps, edges, pages, fragments, variables, aliases and directives come from walking the real schema; ids
and codes are those of the world, so that most questions find something.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

from tests.attacks.oracle.literals import literal
from tests.attacks.oracle.values import Values
from tests.attacks.oracle.world import World

ABOUT_PEOPLE = frozenset(
    {
        *("holders", "holds", "postsFor", "posts", "delegatePosts"),
        *("residents", "registeredPersons", "tenures", "livesIn", "registeredAt", "holdsTenure"),
        *("checkIns", "checkedInMembers", "ofMember", "operatedBy", "operates"),
        *("houses", "contains", "locatedAt", "occupants", "coveredBy", "parts"),
        *("person", "holder", "start", "end", "hits", "findings", "conflicts", "doubtful", "doublers", "proof"),
        *("left", "right", "periods", "places", "doublings", "appointment", "operators", "onTheDay", "nodes"),
        *("paths", "steps", "ties", "rules"),
    }
)
_PRIVATE_ROOTS = (
    *("housePersons", "personHouses", "personAddresses", "buildingHouseholds"),
    *("resident", "checkIn", "personNumbers", "tenureHistory"),
)
ROOTS = (
    *_PRIVATE_ROOTS,
    *("unitPage", "communityPage", "doubling", "rollUp", "officeHolder"),
    *("search", "search", "premises", "crowdedHouses", "unregisteredHouses", "residenceGaps"),
    *("doublingPeriods", "doublingGaps", "doublingRate", "doublingSeries", "conflicts", "manyPosts", "ifLeaves"),
    *("neighbourhood", "neighbourhood", "shortestPath", "paths", "vacancies", "unmetNeeds", "nodes", "nodes"),
    *("house", "houses", "posts", "post", "organizations", "place", "building", "jointCommittees", "node"),
)
FIELDS_MOST = 22
KEPT = 300
AGAIN = 0.85
"""How often a text is asked again with other values: what a server plans once, it may get wrong for some."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text with its variables."""

    text: str
    variables: dict[str, Any]


Asked = tuple[str, GraphQLArgument, GraphQLField]
"""What a variable is for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text, with what its variables are for."""

    text: str
    asked: dict[str, Asked]


@dataclass(slots=True)
class Questions:
    """Makes questions. ``cursors`` are what earlier answers gave to whomever, to be tried by others."""

    schema: GraphQLSchema
    world: World
    chance: random.Random
    cursors: list[str] = field(default_factory=list)
    _values: Values = field(init=False)
    _fields: int = 0
    _private: bool = True
    _declared: list[str] = field(default_factory=list)
    _asked: dict[str, Asked] = field(default_factory=dict)
    _kept: dict[bool, list[Kept]] = field(default_factory=lambda: {False: [], True: []})
    _fragments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Values for arguments are made of the same world, with the same chance."""
        self._values = Values(self.world, self.chance, self.cursors)

    def question(self, *, private: bool) -> Question:
        """A question of one or two root fields. Without ``private``, seldom one that needs a grant for residents."""
        kept = self._kept[private]
        if kept and self.chance.random() < AGAIN:
            return self._again(self.chance.choice(kept))
        kept.append(self._new(private))
        del kept[:-KEPT]
        return self._again(kept[-1])

    def _again(self, kept: Kept) -> Question:
        """The text with other values."""
        found = {
            variable: self._values.value(name, argument.type, declared)
            for variable, (name, argument, declared) in kept.asked.items()
        }
        return Question(kept.text, {name: value for name, value in found.items() if value is not None})

    def _new(self, private: bool) -> Kept:
        """A new text."""
        self._fields, self._declared, self._asked, self._fragments = 0, [], {}, []
        self._private = private or self.chance.random() < 0.15
        query = self.schema.query_type
        assert query is not None
        roots = [self._root(query, at) for at in range(self.chance.choice((1, 1, 1, 2)))]
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        text = f"query Q{declared} {{ {' '.join(roots)} }}"
        return Kept(" ".join([text, *self._fragments]), dict(self._asked))

    def _root(self, query: GraphQLObjectType, at: int) -> str:
        name = self.chance.choice(ROOTS) if self.chance.random() < 0.75 else self.chance.choice(list(query.fields))
        if not self._private and name in _PRIVATE_ROOTS:
            name = self.chance.choice(("unitPage", "communityPage", "doubling", "officeHolder", "posts", "house"))
        return f"r{at}: {self._field(query, name, depth=4 if _answers(query.fields[name]) else 3)}"

    def _field(self, owner: Any, name: str, *, depth: int) -> str:
        """A field with its arguments and its selection."""
        declared: GraphQLField = owner.fields[name]
        self._fields += 1
        given = [f"{arg}: {value}" for arg, value in self._arguments(owner, declared)]
        arguments = f"({', '.join(given)})" if given else ""
        type_ = get_named_type(declared.type)
        inside = "" if is_leaf_type(type_) else f" {self._selection(type_, depth - 1)}"
        return f"{name}{arguments}{self._directive()}{inside}"

    def _selection(self, type_: Any, depth: int) -> str:
        if is_abstract_type(type_) and not (hasattr(type_, "fields") and self.chance.random() < 0.3):
            possible = list(self.schema.get_possible_types(type_))
            some = self.chance.sample(possible, min(2, len(possible)))
            parts = [f"... on {each.name} {self._of_object(each, depth)}" for each in some]
            return f"{{ __typename {' '.join(parts)} }}"
        inside = self._of_object(type_, depth)
        if self.chance.random() < 0.1 and len(self._fragments) < 5:
            name = f"F{len(self._fragments)}"
            self._fragments.append(f"fragment {name} on {type_.name} {inside}")
            return f"{{ ...{name} }}"
        return inside

    def _of_object(self, type_: Any, depth: int) -> str:
        leaves = [n for n, f in type_.fields.items() if is_leaf_type(get_named_type(f.type))]
        steps = [n for n in type_.fields if n not in leaves and self._may(n)]
        chosen = self.chance.sample(leaves, min(len(leaves), self.chance.choice((1, 2, 3, 6))))
        chosen += [name for name in ("id", "name") if name in leaves and name not in chosen]
        if depth > 0 and steps and self._fields < FIELDS_MOST:
            chosen += self._some(type_, steps)
        found = [self._aliased(type_, name, depth=depth) for name in chosen]
        return f"{{ {' '.join(found) or '__typename'} }}"

    def _aliased(self, type_: Any, name: str, *, depth: int) -> str:
        alias = f"a{self._fields}: " if self.chance.random() < 0.1 or type_.fields[name].args else ""
        return alias + self._field(type_, name, depth=depth + 1 if name in _THROUGH else depth)

    def _some(self, type_: Any, steps: list[str]) -> list[str]:
        """Every part of a page or an edge, mostly; of other types the steps to people first."""
        if type_.name.endswith(("Connection", "Edge")):
            kept = [name for name in steps if self.chance.random() < 0.8]
            return kept or steps[:1]
        people = [name for name in steps if name in ABOUT_PEOPLE]
        of = people if people and self.chance.random() < 0.7 else steps
        return self.chance.sample(of, min(len(of), self.chance.choice((1, 1, 2, 3))))

    def _may(self, name: str) -> bool:
        return self._private or name not in _PRIVATE_STEPS

    def _directive(self) -> str:
        return self.chance.choice((" @include(if: true)", " @skip(if: false)")) if self.chance.random() < 0.03 else ""

    def _arguments(self, owner: Any, declared: GraphQLField) -> Iterator[tuple[str, str]]:
        by_code = self.chance.random() < 0.3
        for name, argument in declared.args.items():
            if name in ("id", "code") and {"id", "code"} <= declared.args.keys() and (name == "code") != by_code:
                continue
            if name in ("idNumber", "person") and "idNumber" in declared.args and (name == "person") == by_code:
                continue
            if is_required_argument(argument) or name in _USEFUL or self.chance.random() < 0.3:
                value = self._values.value(name, argument.type, declared)
                if value is not None:
                    yield name, self._said(name, argument, declared, value)

    def _said(self, name: str, argument: GraphQLArgument, declared: GraphQLField, value: Any) -> str:
        """The value, mostly as a variable, so that the text can be asked again."""
        if self.chance.random() < 0.8:
            variable = f"v{len(self._asked)}"
            self._declared.append(f"${variable}: {argument.type}")
            self._asked[variable] = name, argument, declared
            return f"${variable}"
        return literal(value, argument.type)


def _answers(declared: GraphQLField) -> bool:
    """Whether a root is a question with an answer of its own shape, whose people stand a step deeper."""
    type_: Any = get_named_type(declared.type)
    nodes = type_.name.endswith("Connection") or any(each.name == "Node" for each in getattr(type_, "interfaces", ()))
    return not nodes and type_.name != "Node"


_USEFUL = frozenset({"id", "code", "history", "person", "idNumber"})
_THROUGH = frozenset({"nodes", "edges", "node", "hits", "findings", "rules", "paths"})
_PRIVATE_STEPS = frozenset(
    {
        *("residents", "registeredPersons", "tenures", "livesIn", "registeredAt", "holdsTenure"),
        *("checkIns", "checkedInMembers", "operatedBy", "operates", "ofMember"),
    }
)
