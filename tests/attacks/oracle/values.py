"""Values for arguments of every type, made at random, mostly of what is in the world, so that most questions find
something: ids by the argument's name, codes and texts by the field that is compared, enums and inputs by the schema.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_required_input_field,
)

from tests.attacks.oracle.world import World

IDS = {
    "house": "House",
    "building": "Building",
    "unit": "Organization",
    "organization": "Organization",
    "community": "Place",
    "place": "Place",
    "within": "Place",
    "person": "Person",
    "postType": "PostType",
}
WALKED = ("Person", "Post", "Organization", "Place", "Building", "House", "Compound", "Activity", "Need", "Offer")
"""What a way can lead from and to."""
DAYS = ("2008-01-01", "2015-06-01", "2019-01-01", "2020-10-15", "2023-07-01", "2026-11-01", "2027-01-01")
NUMBERS = {
    "first": (1, 2, 3, 5, 20, 20, 60),
    "cap": (1, 3, 20, 100),
    "depth": (1, 1, 2, 2, 3),
    "atLeast": (2, 2, 3),
    "longest": (2, 3, 4),
    "most": (2, 4, 8),
}
SMALL = ("{ graph { version } }", '{ post(code: "W-w-town") { holders { nodes { name } } } }', "{ nothing")
"""Texts of which one may ask what they cost."""
SEARCHED = ("name", "code", "title", "address")


@dataclass(slots=True)
class Values:
    """Makes values. ``cursors`` are what earlier answers gave to whomever, to be tried by others."""

    world: World
    chance: random.Random
    cursors: list[str] = field(default_factory=list)

    def value(self, name: str, type_: GraphQLInputType, declared: GraphQLField) -> Any:
        """A value for the argument ``name`` of a field, or None for none."""
        if isinstance(type_, GraphQLNonNull):
            return self.value(name, type_.of_type, declared)
        if isinstance(type_, GraphQLList):
            some = range(self.chance.choice((1, 1, 2, 4)))
            return [self.value(name, type_.of_type, declared) for _ in some]
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self._input(type_, declared, name)
        return self._scalar(name, type_.name, declared)

    def _input(self, type_: GraphQLInputObjectType, declared: GraphQLField, name: str) -> dict[str, Any]:
        """All fields that must be there, and one or two others; of a comparison, by the field."""
        must = [key for key, each in type_.fields.items() if is_required_input_field(each)]
        others = [key for key in type_.fields if key not in must]
        chosen = must + self.chance.sample(others, min(len(others), self.chance.choice((1, 1, 1, 2))))
        compared = type_.name.endswith(("TextFilter", "DateFilter", "NumberFilter"))
        return {key: self._inner(name if compared else key, key, type_, declared) for key in chosen}

    def _inner(self, about: str, key: str, type_: GraphQLInputObjectType, declared: GraphQLField) -> Any:
        """``about``: the field of the node that is compared."""
        wanted = type_.fields[key].type
        if type_.name != "TextFilter" or key == "exists":
            return self.value(key, wanted, declared)
        text = self._text_of(about)
        if key == "in":
            return [text, self._text_of(about)]
        end = self.chance.choice((1, 3, len(text)))
        return text if key == "is" else text[:end] if key == "startsWith" else text[-end:]

    def _scalar(self, name: str, type_: str, declared: GraphQLField) -> Any:
        chance = self.chance
        if type_ == "Date":
            return chance.choice(DAYS)
        if type_ == "Boolean":
            return chance.random() < 0.8
        if type_ == "Int":
            return chance.choice(NUMBERS.get(name, (1, 2, 5)))
        if type_ == "Float":
            return chance.choice((1.0, 25.0, 60.0))
        if type_ == "JSON":
            return {}
        return self._text(name, declared)

    def _text(self, name: str, declared: GraphQLField) -> Any:
        """An id or a text, by the argument's name."""
        chance, world = self.chance, self.world
        if name == "after":
            return chance.choice(self.cursors) if self.cursors and chance.random() < 0.3 else None
        if name == "idNumber":
            return chance.choice(list(world.numbers.values()))
        if name == "rule":
            return chance.choice([world.nodes[r].props["code"] for r in world.ids("DoublingRule")])
        if name == "text":
            return self._typed()
        if name in ("query", "operationName"):
            return chance.choice(SMALL) if name == "query" else None
        found = self._node(name, declared)
        return world.nodes[found].props.get("code", found) if name == "code" else found

    def _typed(self) -> str:
        """What somebody searches for: mostly a person's name or its beginning; some search for a number."""
        if self.chance.random() < 0.6:
            name: str = self.world.nodes[self.chance.choice(self.world.ids("Person"))].props["name"]
            return name[: self.chance.choice((4, 6, 9, 9))]
        if self.chance.random() < 0.1:
            return self.chance.choice([*self.world.numbers.values(), *self.world.phones.values()])
        return self._text_of(self.chance.choice(SEARCHED))

    def _text_of(self, key: str) -> str:
        """What a node of the world has under this key."""
        found = [str(n.props[key]) for n in self.world.nodes.values() if n.props.get(key)]
        return self.chance.choice(found or ["nothing"])

    def _node(self, name: str, declared: GraphQLField) -> str:
        """The id of a node of the type that is looked for; one in ten is any node's."""
        chance, world = self.chance, self.world
        if chance.random() < 0.08:
            return chance.choice(list(world.nodes))
        if name == "community":
            return chance.choice(world.ids("Place", level="community"))
        if name == "person" and chance.random() < 0.5:
            return chance.choice([t.source for t in world.of("HOLDS")])
        if name in IDS:
            units = [*(n for n in world.ids("Organization") if n.startswith("u")), *world.ids("Organization")]
            return chance.choice(units if name == "unit" else world.ids(IDS[name]))
        if name in ("from", "to", "ids"):
            return self._walked()
        return chance.choice(self._of_type(get_named_type(declared.type).name) or [self._walked()])

    def _walked(self) -> str:
        """Any node that a way leads to, of each label as often; people mostly those who hold a post."""
        label = self.chance.choice(WALKED)
        if label == "Person" and self.chance.random() < 0.7:
            return self.chance.choice([t.source for t in self.world.of("HOLDS")])
        return self.chance.choice(self.world.ids(label))

    def _of_type(self, name: str) -> list[str]:
        if name in ("Resident", "OfficeHolder"):
            return self.world.ids("Person")
        if name in ("District", "Town", "Community", "Grid", "MicroGrid"):
            level = {"MicroGrid": "micro_grid"}.get(name, name.lower())
            return self.world.ids("Place", level=level)
        if name in ("Neighbourhood", "Node"):
            return []
        return self.world.ids(name if self.world.ids(name) else "Organization")
