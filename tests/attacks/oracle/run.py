"""The run: so many random questions, by random callers, with some of a known answer among them."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.schema import schema
from graph.engine import Running
from graph.model.dates import today
from guard.roles import Role
from tests.attacks.oracle.asking import Answer, Server, served
from tests.attacks.oracle.callers import Caller, callers
from tests.attacks.oracle.case import Case
from tests.attacks.oracle.documents import document
from tests.attacks.oracle.exact import case
from tests.attacks.oracle.graph import write
from tests.attacks.oracle.judging import Judge, Leak
from tests.attacks.oracle.making import make
from tests.attacks.oracle.questions import Question, Questions
from tests.attacks.oracle.shrink import smaller
from tests.attacks.oracle.world import World

EXACT_SHARE = 0.25
SHOWN_MOST = 5
TELL_EVERY = 1_000


@dataclass(slots=True)
class Told:
    """What a run found."""

    asked: int = 0
    full: int = 0
    exact: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    wrong: list[Leak] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """How many answers had something in them."""
        return self.full / max(1, self.asked)


@dataclass(slots=True)
class Oracle:
    """A server over one world, those who ask it, and the judge."""

    server: Server
    world: World
    callers: list[Caller]
    judge: Judge
    questions: Questions
    chance: random.Random
    exact: float = EXACT_SHARE
    told: Told = field(default_factory=Told)

    async def ask(self) -> None:
        """One question by one caller, judged."""
        caller, question, case = self._next()
        answer = await self.server.ask(caller.headers, question.text, question.variables)
        await self._judge(caller, question, answer)
        if case and (wrong := case.wrong(answer, self.judge.known)):
            self.told.wrong.append(Leak(caller.name, question, wrong))

    async def asked_one(self) -> tuple[Caller, Question, Answer]:
        """One question by one caller, for others to judge."""
        caller, question, _ = self._next()
        return caller, question, await self.server.ask(caller.headers, question.text, question.variables)

    def _next(self) -> tuple[Caller, Question, Case | None]:
        """Who asks what; of some questions the answer is known to the last canary."""
        caller = self._caller()
        if self.chance.random() < self.exact and not caller.clerk:
            made = case(self.world, caller, self.chance)
            self.told.exact += 1
            return caller, made.question, made
        if caller.clerk and self.chance.random() < 0.9:
            return caller, document(Role.of(caller.role), self.world, self.chance), None
        return caller, self.questions.question(private="resident" in caller.viewer.classes), None

    def _caller(self) -> Caller:
        """Mostly one who may see something."""
        while True:
            caller = self.chance.choice(self.callers)
            useful = caller.refused is None and caller.viewer.classes
            if useful or self.chance.random() < 0.15:
                return caller

    async def _judge(self, caller: Caller, question: Question, answer: Answer) -> None:
        self._count(answer)
        if leaked := self.judge.leaked(caller, answer):
            what = "; ".join(sorted({self.judge.kind(each) for each in leaked}))
            if len(self.told.leaks) < SHOWN_MOST:
                question = await smaller(question, lambda q: self._leaks(caller, q))
            self.told.leaks.append(Leak(caller.name, question, what))
        if caller.refused and caller.refused not in answer.codes and not answer.empty:
            self.told.leaks.append(Leak(caller.name, question, f"answered without {caller.refused}"))
        if "INTERNAL" in answer.codes:
            self.told.wrong.append(Leak(caller.name, question, "failed inside"))

    async def _leaks(self, caller: Caller, question: Question) -> bool:
        return bool(self.judge.leaked(caller, await self.server.ask(caller.headers, question.text, question.variables)))

    def _count(self, answer: Answer) -> None:
        self.told.asked += 1
        self.told.full += not answer.empty
        self.told.codes.update(answer.codes or ["answered"])
        self.questions.cursors += _cursors(answer.read.get("data"))[:1]
        del self.questions.cursors[:-200]


async def run(
    home: Path,
    running: Running,
    *,
    queries: int,
    seed: int,
    first: bool = False,
    exact: float = EXACT_SHARE,
    tell: Callable[[Told], None] = lambda _: None,
) -> Told:
    """Ask ``queries`` questions; ``first``: no more once something is found. ``tell`` hears of it now and then."""
    begun = time.monotonic()
    async with served(home, running) as server:
        oracle = await oracle_at(server, seed)
        oracle.exact = exact
        for _ in range(queries):
            await oracle.ask()
            if oracle.told.asked % TELL_EVERY == 0:
                tell(oracle.told)
            if first and (oracle.told.leaks or oracle.told.wrong):
                break
    oracle.told.seconds = time.monotonic() - begun
    return oracle.told


async def oracle_at(server: Server, seed: int) -> Oracle:
    """Fill the graph and the register of a server."""
    chance, world = random.Random(seed), make(seed, today=today())
    await write(world, server.desk)
    who = callers(world, server.office.gate.register, chance)
    questions = Questions(schema()._schema, world, chance)
    return Oracle(server, world, who, Judge(world), questions, chance)


def _cursors(value: Any) -> list[str]:
    """The ends of pages in an answer, by whatever name."""
    if isinstance(value, dict):
        own = [v for v in value.values() if isinstance(v, str) and len(v) > 20]
        return own + [c for v in value.values() for c in _cursors(v)]
    return [c for each in value for c in _cursors(each)] if isinstance(value, list) else []
