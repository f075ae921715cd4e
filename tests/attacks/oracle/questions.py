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
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

from tests.attacks.oracle.world import World

ABOUT_PEOPLE = frozenset(
    {
        *("holders", "holds", "postsFor", "posts", "delegatePosts"),
        *("residents", "registeredPersons", "tenures", "livesIn", "registeredAt", "holdsTenure"),
        *("checkIns", "checkedInMembers", "ofMember", "operatedBy", "operates"),
        *("houses", "contains", "locatedAt", "occupants", "coveredBy", "parts"),
    }
)
_PRIVATE_ROOTS = (
    *("housePersons", "personHouses", "personAddresses", "buildingHouseholds"),
    *("resident", "checkIn", "personNumbers"),
)
ROOTS = (
    *_PRIVATE_ROOTS,
    *("unitPage", "communityPage", "doubling", "rollUp", "officeHolder"),
    *("house", "houses", "posts", "post", "organizations", "place", "building", "jointCommittees", "node"),
)
IDS = {"house": "House", "building": "Building", "unit": "Organization", "community": "Place", "person": "Person"}
DAYS = ("2008-01-01", "2015-06-01", "2019-01-01", "2020-10-15", "2023-07-01", "2026-11-01", "2027-01-01")
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
    _fields: int = 0
    _private: bool = True
    _declared: list[str] = field(default_factory=list)
    _asked: dict[str, Asked] = field(default_factory=dict)
    _kept: dict[bool, list[Kept]] = field(default_factory=lambda: {False: [], True: []})
    _fragments: list[str] = field(default_factory=list)

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
        found = {name: self._value(*asked) for name, asked in kept.asked.items()}
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
        return f"r{at}: {self._field(query, name, depth=3)}"

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
                value = self._value(name, argument, declared)
                if value is not None:
                    yield name, self._said(name, argument, declared, value)

    def _said(self, name: str, argument: GraphQLArgument, declared: GraphQLField, value: Any) -> str:
        """The value, mostly as a variable, so that the text can be asked again."""
        if self.chance.random() < 0.8:
            variable = f"v{len(self._asked)}"
            self._declared.append(f"${variable}: {argument.type}")
            self._asked[variable] = name, argument, declared
            return f"${variable}"
        if isinstance(value, bool):
            return str(value).lower()
        enum = isinstance(get_named_type(argument.type), GraphQLEnumType)
        return f'"{value}"' if isinstance(value, str) and not enum else str(value)

    def _value(self, name: str, argument: GraphQLArgument, declared: GraphQLField) -> Any:
        chance, type_ = self.chance, get_named_type(argument.type)
        if isinstance(type_, GraphQLEnumType):
            return chance.choice(list(type_.values))
        if name == "first":
            return chance.choice((1, 2, 3, 5, 20, 20, 60))
        if name == "after":
            return chance.choice(self.cursors) if self.cursors and chance.random() < 0.3 else None
        if type_.name == "Date":
            return chance.choice(DAYS)
        if name == "history":
            return chance.random() < 0.8
        if name == "idNumber":
            return chance.choice(list(self.world.numbers.values()))
        if name == "rule":
            return chance.choice([self.world.nodes[r].props["code"] for r in self.world.ids("DoublingRule")])
        found = self._node(name, declared)
        return self.world.nodes[found].props.get("code", found) if name == "code" else found

    def _node(self, name: str, declared: GraphQLField) -> str:
        """The id of a node of the type that is looked for; one in ten is any node's."""
        chance, world = self.chance, self.world
        if chance.random() < 0.08:
            return chance.choice(list(world.nodes))
        if name in ("within", "place"):
            return chance.choice(world.ids("Place"))
        if name == "community":
            return chance.choice(world.ids("Place", level="community"))
        if name in IDS:
            units = [*(n for n in world.ids("Organization") if n.startswith("u")), *world.ids("Organization")]
            return chance.choice(units if name == "unit" else world.ids(IDS[name]))
        return chance.choice(self._of_type(get_named_type(declared.type).name) or list(world.nodes))

    def _of_type(self, name: str) -> list[str]:
        if name in ("Resident", "OfficeHolder"):
            return self.world.ids("Person")
        if name in ("District", "Town", "Community", "Grid", "MicroGrid"):
            level = {"MicroGrid": "micro_grid"}.get(name, name.lower())
            return self.world.ids("Place", level=level)
        label = name if self.world.ids(name) else "Organization"
        return list(self.world.nodes) if name == "Node" else self.world.ids(label)


_USEFUL = frozenset({"id", "code", "history", "person", "idNumber"})
_THROUGH = frozenset({"nodes", "edges", "node"})
_PRIVATE_STEPS = frozenset(
    {
        *("residents", "registeredPersons", "tenures", "livesIn", "registeredAt", "holdsTenure"),
        *("checkIns", "checkedInMembers", "operatedBy", "operates", "ofMember"),
    }
)
