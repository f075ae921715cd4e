"""What a text asks for once its fragments are expanded, without expanding them.

A fragment is counted once and its counts are added wherever it is spread: fifty fragments that spread the next one
twice each stand for 2^50 fields, and take fifty additions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionNode, SelectionSetNode

from api.errors import BadArgument
from api.limits import (
    ALIASES_MOST,
    LEVELS_MOST,
    REPEATS_MOST,
    ROOT_FIELDS_MOST,
    SELECTIONS_MOST,
    check_at_most,
)

T = TypeVar("T")
Fragments = dict[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class Counted:
    """One selection set: ``here`` is the number of fields at its own level, the rest is of everything below it too."""

    levels: int = 1
    here: int = 0
    selections: int = 0
    aliases: int = 0


def in_order(fragments: Fragments) -> list[FragmentDefinitionNode]:
    """Fragments, each after those it spreads. Raises BadArgument for one that comes back to itself."""
    uses = {name: _spread_in(found.selection_set) & set(fragments) for name, found in fragments.items()}
    try:
        return [fragments[name] for name in TopologicalSorter(uses).static_order()]
    except CycleError:
        raise BadArgument("片段不得引用自身。", "A fragment may not come back to itself.") from None


def by_fragment(fragments: Fragments, count: Callable[[FragmentDefinitionNode, dict[str, T]], T]) -> dict[str, T]:
    """``count`` of each fragment, given the counts of those that it spreads."""
    known: dict[str, T] = {}
    for fragment in in_order(fragments):
        known[fragment.name.value] = count(fragment, known)
    return known


def counted(found: SelectionSetNode | None, known: dict[str, Counted], level: int = 1) -> Counted:
    """The counts of a selection set. Raises OverLimit where it nests too deep, before it is followed any deeper."""
    check_levels(level)
    levels, here, selections, aliases = 1, 0, 0, 0
    for selection in found.selections if found else ():
        if isinstance(selection, FragmentSpreadNode):
            below = known.get(selection.name.value, Counted())
            levels, here = max(levels, below.levels), here + below.here
        else:
            nested = getattr(selection, "selection_set", None)
            below = counted(nested, known, level + 1) if nested else Counted(0)
            levels = max(levels, 1 + below.levels)
            here += 1 if isinstance(selection, FieldNode) else below.here
            aliases += isinstance(selection, FieldNode) and selection.alias is not None
        selections, aliases = selections + 1 + below.selections, aliases + below.aliases
    check_levels(levels)
    return Counted(levels, here, selections, aliases)


def check_levels(levels: int) -> None:
    """Refuse braces within braces. Raises OverLimit."""
    check_at_most(
        "levels", levels, LEVELS_MOST, zh="查询不得嵌套超过 {most} 层。", en="A query may nest {most} levels deep."
    )


def check_counts(counts: Counted) -> None:
    """Refuse an operation that asks for too much. Raises OverLimit."""
    check_at_most(
        "aliases", counts.aliases, ALIASES_MOST, zh="别名不得超过 {most} 个。", en="A request may use {most} aliases."
    )
    check_at_most(
        "rootFields",
        counts.here,
        ROOT_FIELDS_MOST,
        zh="一次最多问 {most} 个问题。",
        en="A request may ask {most} root fields.",
    )
    check_at_most(
        "selections",
        counts.selections,
        SELECTIONS_MOST,
        zh="展开片段后，所选字段不得超过 {most} 个。",
        en="A request may select {most} fields once its fragments are expanded.",
    )


def check_repeats(root: SelectionSetNode, fragments: Fragments) -> None:
    """Refuse fields asked for under one key so often that merging them would cost too much. Raises OverLimit.

    Walks what is expanded, so ``check_counts`` comes first.
    """
    pairs, waiting = 0, [[root]]
    while waiting:
        by_key: dict[str, list[FieldNode]] = {}
        for each in _fields(waiting.pop(), fragments):
            by_key.setdefault((each.alias or each.name).value, []).append(each)
        for same in by_key.values():
            pairs += len(same) * (len(same) - 1) // 2
            nested = [each.selection_set for each in same if each.selection_set]
            if nested:
                waiting.append(nested)
    check_at_most(
        "repeats",
        pairs,
        REPEATS_MOST,
        zh="同一字段重复过多（上限 {most} 对）。",
        en="Fields may repeat in {most} pairs.",
    )


def _fields(sets: list[SelectionSetNode], fragments: Fragments) -> Iterator[FieldNode]:
    """The fields at the level of these sets."""
    waiting: list[SelectionNode] = [s for each in sets for s in each.selections]
    while waiting:
        selection = waiting.pop()
        if isinstance(selection, FieldNode):
            yield selection
        else:
            named = selection.name.value if isinstance(selection, FragmentSpreadNode) else None
            inside = fragments.get(named) if named else selection
            waiting.extend(inside.selection_set.selections if inside else ())  # type: ignore[union-attr]


def _spread_in(root: SelectionSetNode) -> set[str]:
    """The names of the fragments that a selection set spreads, at any depth of its own text."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FragmentSpreadNode):
                found.add(selection.name.value)
            elif nested := getattr(selection, "selection_set", None):
                waiting.append(nested)
    return found
