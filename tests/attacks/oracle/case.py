"""A question of which is known what it answers: every canary that is in it, or the code that refuses it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.callers import Caller
from tests.attacks.oracle.canaries import found_in
from tests.attacks.oracle.people import is_minor
from tests.attacks.oracle.policy import BY_GRANT, Policy, of_dates, of_person
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import Tie

PERSON = "{ id name sex birth registeredOutside }"
RESIDENT = "{ id name sex birth }"
SPAN = "since { earliest latest } until { earliest latest }"
DATED = f"dated {{ certainty {SPAN} }}"
PAGE = "first: 100, history: true"


Check = Callable[[Answer], str | None]
"""What is wrong with an answer, if anything."""


@dataclass(frozen=True, slots=True)
class Case:
    """``refusal``: the one code of an answer without data. ``least``: others of the allowed may be there too.

    ``withheld`` is what the answer must say it leaves out; ``check`` judges the rest of the answer.
    """

    question: Question
    expected: frozenset[str] = frozenset()
    refusal: str | None = None
    least: bool = False
    withheld: frozenset[str] = frozenset()
    check: Check | None = None

    def wrong(self, answer: Answer, known: frozenset[str]) -> str | None:
        """What is not as it should be."""
        if self.refusal:
            right = set(answer.codes) == {self.refusal} and answer.empty
            return None if right else f"expected {self.refusal}, got {answer.codes or 'an answer'}"
        if answer.codes:
            return f"expected an answer, got {answer.codes}"
        if self.check and (wrong := self.check(answer)):
            return wrong
        found = found_in(answer.body) & known
        missing, more = self.expected - found, found - self.expected
        if missing or (more and not self.least):
            return f"missing {sorted(missing)[:4]}, more {sorted(more)[:4]}"
        said = {f"{each['why']} {each['class']}" for each in answer.read.get("extensions", {}).get("withheld", ())}
        return f"does not say {sorted(self.withheld - said)}" if self.withheld - said else None


@dataclass(frozen=True, slots=True)
class At:
    """Where a case is made: who asks, what they may see, and the day."""

    caller: Caller
    policy: Policy
    day: dt.date

    def needs(self, data_class: str) -> str | None:
        """How a question that needs a class is refused, if it is."""
        caller = self.caller
        if caller.refused:
            return caller.refused
        if "open" not in caller.viewer.classes:
            return "FORBIDDEN"
        if self.policy.has(data_class):
            return None
        if not any(data_class in opened.split() for opened in BY_GRANT.get(caller.role, {}).values()):
            return "FORBIDDEN"
        return "GRANT_WRONG" if "X-Jingwei-Grant" in caller.headers else "GRANT_NEEDED"

    def told(self, person: str) -> bool:
        """Whether a register question tells of a person: whose age is not known is a minor there."""
        world = self.policy.world
        return self.policy.has("minor") or is_minor(world.nodes[person].props["birth"], world.today) is False

    def person(self, person: str, *, outside: bool = True) -> set[str]:
        """The canaries of a resident."""
        found = of_person(self.policy.world, person, whole=True)
        return found if outside else found - {self.policy.world.nodes[person].props["registeredOutside"]}

    def case(
        self,
        question: Question,
        expected: Iterable[str],
        *,
        less: str = "",
        least: bool = False,
        check: Check | None = None,
    ) -> Case:
        """One that is answered. ``less``: the class of people that it leaves out for who may not read it."""
        said = {"AREA None"} if less and self.policy.viewer.places is not None else set()
        said |= {f"CLASS {less.upper()}"} if less and not self.policy.has(less) else set()
        return Case(question, frozenset(expected), None, least, frozenset(said), check)


def facts(tie: Tie, *keys: str) -> set[str]:
    """The days of a fact, and these of its values."""
    return of_dates(tie) | {str(tie.props[key]) for key in keys if tie.props.get(key)}
