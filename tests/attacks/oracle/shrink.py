"""Making a question that leaks smaller while it leaks: selections are taken out one by one."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, Node, SelectionSetNode, Visitor, parse, print_ast, visit

from tests.attacks.oracle.questions import Question

TRIES_MOST = 60
Holds = Callable[[Question], Awaitable[bool]]


async def smaller(question: Question, holds: Holds) -> Question:
    """The smallest that was found in some tries, of which ``holds`` is still true."""
    found, tries = question, 0
    again = True
    while again and tries < TRIES_MOST:
        again = False
        for text in _without_one(found.text):
            tries += 1
            less = Question(text, found.variables)
            if tries <= TRIES_MOST and await holds(less):
                found, again = less, True
                break
    return found


def _without_one(text: str) -> Iterator[str]:
    """The text without one of its selections, the largest first."""
    try:
        sets = _Sets()
        visit(parse(text), sets)
    except GraphQLError:
        return
    for at, size in enumerate(sets.sizes):
        for out in range(size if size > 1 else 0):
            yield print_ast(_cut(parse(text), at, out))


def _cut(document: DocumentNode, at: int, out: int) -> DocumentNode:
    cut: DocumentNode = visit(document, _Cut(at, out))
    return cut


class _Sets(Visitor):
    """The sizes of the selection sets of a document, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:
        """One set."""
        self.sizes.append(len(node.selections))


class _Cut(Visitor):
    """Takes one selection out of one set."""

    def __init__(self, at: int, out: int) -> None:
        super().__init__()
        self.at, self.out, self.now = at, out, -1

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> Node | None:
        """One set."""
        self.now += 1
        if self.now != self.at:
            return None
        kept = tuple(s for i, s in enumerate(node.selections) if i != self.out)
        return SelectionSetNode(selections=kept)
