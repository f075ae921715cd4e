"""Some thousands of records at once → the graph, in one transaction.

What the graph then says of a subject is ``combine`` over all records in force that speak of it. Which those are, the
graph itself remembers (``sources``), so nothing has to be kept beside it, and doing a step again changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from graph.facts import Assertion, Fact, Subject, combine
from graph.project import texts
from graph.project.community import derived
from graph.records import Book, Record
from graph.store import Params, Store
from graph.tokens import tokens_of

Interpret = Callable[[Sequence[Record]], Iterable[tuple[int, list[Fact]]]]
"""Records → each one's number and the facts it states. Ledgers know this; the projection does not know ledgers."""

Step = tuple[str, Params]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records to carry into the graph: those now in force, and those now out of force."""

    added: Sequence[tuple[int, list[Fact]]]
    removed: Sequence[tuple[int, list[Fact]]]


async def steps_for(store: Store, book: Book, interpret: Interpret, chunk: Chunk) -> list[Step]:
    """The queries that bring every subject of ``chunk`` to what the records in force say of it."""
    stated = _by_subject(chunk.added)
    touched = sorted(stated.keys() | _by_subject(chunk.removed).keys())
    known = await _known(store, touched)
    stated = _with_others(stated, set(touched), _others(known, chunk), book, interpret)
    standing = {subject: combine(stated[subject], dated=len(subject) > 2) for subject in touched if subject in stated}
    gone = [subject for subject in touched if subject not in stated and subject in known]
    return [*_puts(standing), *_drops(gone), *derived(touched)]


def _by_subject(numbered: Iterable[tuple[int, list[Fact]]]) -> dict[Subject, list[Assertion]]:
    found: dict[Subject, list[Assertion]] = {}
    for number, facts in numbered:
        for fact in facts:
            found.setdefault(fact.subject, []).append((number, fact.props))
    return found


async def _known(store: Store, touched: Sequence[Subject]) -> dict[Subject, list[int]]:
    """The records on which each touched subject stands in the graph now."""
    known: dict[Subject, list[int]] = {}
    for kind, subjects in _by_kind(touched):
        if len(kind) == 1:
            row = await store.read_one(texts.node_sources(kind[0]), {"ids": [s[1] for s in subjects]})
        else:
            row = await store.read_one(texts.tie_sources(kind), {"ties": [list(s[3:]) for s in subjects]})
        known |= {(*kind, *found[:-1]): found[-1] for found in (row["rows"] if row else ())}
    return known


def _others(known: dict[Subject, list[int]], chunk: Chunk) -> set[int]:
    here = {number for number, _ in (*chunk.added, *chunk.removed)}
    return {number for sources in known.values() for number in sources} - here


def _with_others(
    stated: dict[Subject, list[Assertion]],
    touched: set[Subject],
    others: set[int],
    book: Book,
    interpret: Interpret,
) -> dict[Subject, list[Assertion]]:
    """Add what the other records in force say of the touched subjects."""
    if others:
        for subject, assertions in _by_subject(interpret(book.in_force(others))).items():
            if subject in touched:
                stated.setdefault(subject, []).extend(assertions)
    return stated


def _puts(standing: dict[Subject, dict[str, Any]]) -> Iterable[Step]:
    """Nodes first, so that ties find their ends. Sorted by key: see CYPHER, writes."""
    for kind, subjects in _by_kind(list(standing)):
        if len(kind) == 1:
            yield texts.put_nodes(kind[0]), {"rows": [[s[1], _node(kind[0], s[1], standing[s])] for s in subjects]}
        else:
            rows = [[*s[3:], standing[s] | {"key": s[5]}] for s in subjects]
            yield texts.put_ties(kind), {"rows": rows}


def _node(label: str, id_: str, props: dict[str, Any]) -> dict[str, Any]:
    """All that a node has: what is said of it, and the tokens by which it is found."""
    tokens = tokens_of(label, props)
    return props | {"id": id_} | ({"tokens": tokens} if tokens else {})


def _drops(gone: Sequence[Subject]) -> Iterable[Step]:
    for kind, subjects in _by_kind(gone):
        if len(kind) == 1:
            yield texts.drop_nodes(kind[0]), {"ids": [s[1] for s in subjects]}
        else:
            yield texts.drop_ties(kind), {"ties": [list(s[3:]) for s in subjects]}


def _by_kind(subjects: Sequence[Subject]) -> list[tuple[Subject, list[Subject]]]:
    """Subjects of one label, or of one type and pair of labels, together: nodes before ties, each in order of key."""
    ordered = sorted(subjects, key=lambda s: (len(s), s))
    return [(kind, list(group)) for kind, group in groupby(ordered, key=_kind)]


def _kind(subject: Subject) -> Subject:
    return subject[:1] if len(subject) == 2 else subject[:3]


def subjects_in(numbered: Iterable[tuple[int, list[Fact]]]) -> Iterator[Subject]:
    """What these facts speak of."""
    return (fact.subject for _, facts in numbered for fact in facts)
