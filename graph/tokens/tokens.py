"""What a node is found by: the tokens of every property that the model declares as searchable."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.model.base import NODES, NodeType, Prop, Search
from graph.tokens.addresses import joined, of_address
from graph.tokens.marks import CODE, LABEL, ROOM, UNIT
from graph.tokens.names import of_name, of_others
from graph.tokens.pieces import doors, pieces
from graph.tokens.plain import bare, plain

MARK = 1
"""Grows whenever the same properties give other tokens, so that a graph with the older ones is made anew."""
APART = {Search.UNIT: UNIT, Search.ROOM: ROOM}
ORGANIZATION_PART = slice(8, 17)
"""Where a USCC holds the organization's own nine characters, by which it was known before (GB 32100)."""


def searchable_labels() -> tuple[str, ...]:
    """The labels with anything to be found by."""
    return tuple(label for label, declared in NODES.items() if _searched(declared))


def tokens_of(label: str, props: Mapping[str, Any]) -> str | None:
    """The tokens of a node, parted by blanks; None where nodes of its label are not searched.

    Sorted, so that a graph made anew is equal to the one that was loaded.
    """
    declared = _searched(NODES[label])
    if not declared:
        return None
    found = dict.fromkeys(token for prop in declared for token in _of(prop, props) if len(token) > 1)
    return " ".join([LABEL + label.lower(), *sorted(found)])


def _searched(declared: NodeType) -> tuple[Prop, ...]:
    return tuple(prop for prop in declared.props if prop.search)


def _of(declared: Prop, props: Mapping[str, Any]) -> Iterator[str]:
    value = props.get(declared.key)
    for text in value if declared.many and value else (value,):
        if text:
            yield from _of_text(declared.search, str(text), props)


def _of_text(search: Search | None, text: str, props: Mapping[str, Any]) -> Iterator[str]:
    if search in (Search.PERSON, Search.NAME):
        found = pieces(plain(text))
        yield from of_name(bare(text), person=search is Search.PERSON)
        yield from of_others(found)
        yield from joined(doors(found))
    elif search is Search.ADDRESS:
        yield from of_address(text, {mark: str(props.get(kept.value) or "") for kept, mark in APART.items()})
    elif search is Search.CODE:
        code = bare(text)
        yield CODE + code
        if len(code) == ORGANIZATION_PART.stop + 1:
            yield CODE + code[ORGANIZATION_PART]
