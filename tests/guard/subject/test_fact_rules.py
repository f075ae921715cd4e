"""What is read off the graph's answer about a person: everything of the model but what is internal or derived."""

import asyncio
import datetime as dt
from typing import Any, cast

from graph.model import NODES, RELATIONSHIPS
from graph.model.codes import DataClass
from graph.model.dates import Certainty, Span
from graph.seals import PersonCipher
from graph.store import Store
from guard.access import Access, Area, Caller
from guard.roles import Role
from guard.subject.area import minors_of, needed
from guard.subject.facts import Beyond, HeldPerson, facts_about

CIPHER = PersonCipher(bytes(range(64)))
PERSON = {
    "name": "甲",
    "birth": dt.date(1950, 3, 1),
    "sex": None,
    "idNumber": CIPHER.seal("number"),
    "phone": "",
    "idHash": "hash",
    "registeredOutside": True,
    "sources": [1, 2],
}
BORN_TO = dt.date(2010, 1, 1)
LIVES = {"basis": "tenant", "sinceEarliest": BORN_TO, "sinceLatest": BORN_TO, "sources": [3], "disputed": ["basis"]}


class Day:
    """As the driver gives one."""

    def to_native(self) -> dt.date:
        return BORN_TO


class Answer:
    """Gives one answer, and remembers what it was asked with."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.asked = answer, dict[str, Any]()

    async def read_one(self, _: str, asked: dict[str, Any]) -> Any:
        self.asked = asked
        return self.answer

    read = read_one


def held(ties: list[Any], person: dict[str, Any] = PERSON, cipher: PersonCipher | None = CIPHER) -> HeldPerson:
    store = Answer({"person": person, "ties": ties})
    found = asyncio.run(facts_about(cast(Store, store), "p1", cipher))
    assert store.asked == {"person": "p1"}
    return found


def test_a_persons_values_are_opened_and_what_is_internal_or_empty_is_left_out() -> None:
    found = held([])
    assert {v.name: v.shown.zh for v in found.values} == {
        "name": "甲",
        "birth": "1950年3月1日",
        "registered_outside": "是",
        "id_number": "number",
    }
    assert {v.name: v.data_class for v in found.values}["id_number"] is DataClass.ID
    assert (found.sources, found.facts) == ((1, 2), ())


def test_without_its_key_what_is_sealed_is_left_out() -> None:
    assert {v.name for v in held([], cipher=None).values} == {"name", "birth", "registered_outside"}


def test_a_person_whom_the_graph_does_not_know_has_nothing() -> None:
    assert asyncio.run(facts_about(cast(Store, Answer(None)), "p1", CIPHER)) == HeldPerson()
    assert held([], {"name": "甲"}).sources == ()


def test_a_tie_is_told_with_its_values_its_span_its_sources_and_what_lies_beyond() -> None:
    (fact,) = held([("LIVES_IN", "House", "1号", "H1", LIVES, [("Place", "一社区")])]).facts
    assert (fact.type, fact.kind) == (RELATIONSHIPS["LIVES_IN"].text, NODES["House"].text)
    assert (fact.name, fact.code, fact.beyond) == ("1号", "H1", (Beyond(NODES["Place"].text, "一社区"),))
    assert [(v.name, v.value) for v in fact.values] == [("basis", "tenant")]
    assert (fact.span, fact.certainty) == (Span(BORN_TO, BORN_TO, None, None), Certainty.YES)
    assert (fact.sources, fact.disputed) == ((3,), ("basis",))


def test_days_are_pythons_own_and_a_tie_without_sources_has_none() -> None:
    (fact,) = held([("LIVES_IN", "House", "1号", None, {"sinceEarliest": Day(), "sinceLatest": Day()}, [])]).facts
    assert fact.span == Span(BORN_TO, BORN_TO, None, None)
    assert (fact.values, fact.sources, fact.disputed, fact.beyond) == ((), (), (), ())


def test_a_steward_asks_for_those_in_their_area_and_who_of_them_is_a_minor() -> None:
    store = Answer([{"person": "p1", "minor": False}, {"person": "p2", "minor": True}])
    access = Access(Caller("a", "s", Role.STEWARD), Area(("V",)))
    asked = asyncio.run(minors_of(cast(Store, store), access, ["p2", "p1", "p2"]))
    assert asked == {"p1": False, "p2": True}
    assert store.asked == {"persons": ["p1", "p2"], **access.parameters()}
    assert needed(minor=True) == (DataClass.RESIDENT, DataClass.MINOR)
    assert needed(minor=False) == (DataClass.RESIDENT,)
