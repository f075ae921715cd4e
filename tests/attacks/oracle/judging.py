"""Holding answers against the policy."""

from dataclasses import dataclass, field

from tests.attacks.oracle.asking import Answer
from tests.attacks.oracle.callers import Caller
from tests.attacks.oracle.canaries import found_in
from tests.attacks.oracle.policy import Policy, Viewer, allowed, every
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.world import World

CLASSED = {"HEAD": "relation", "SPOUSE": "relation", "MALE": "resident", "FEMALE": "resident", "TENANT": "resident"}
SEALED = ("aes-siv:", "hmac-sha256:")
"""Ciphers and keyed hashes are nobody's to read; the audit's pseudonyms (``hmac-sha256-128:``) are others."""
"""Values of code lists that many people share, by the class that any of them needs."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What somebody was told who may not know it, or not told who may."""

    caller: str
    question: Question
    what: str


@dataclass(slots=True)
class Judge:
    """Remembers what each viewer may see."""

    world: World
    known: frozenset[str] = frozenset()
    _allowed: dict[Viewer, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know every canary."""
        self.known = frozenset(every(self.world))

    def allowed(self, viewer: Viewer) -> set[str]:
        """The canaries that a viewer may be shown."""
        if viewer not in self._allowed:
            self._allowed[viewer] = allowed(Policy(self.world, viewer))
        return self._allowed[viewer]

    def leaked(self, caller: Caller, answer: Answer) -> set[str]:
        """The canaries in an answer that its caller may not see."""
        may = set() if caller.refused else self.allowed(caller.viewer)
        own = {"resident", "relation"} if caller.viewer.person else set()
        classes = frozenset() if caller.refused else caller.viewer.classes | own
        coded = {value for value, needed in CLASSED.items() if needed not in classes and f'"{value}"' in answer.body}
        coded |= {sealed for sealed in SEALED if sealed in answer.body}
        return ((found_in(answer.body) & self.known) - may) | coded

    def kind(self, canary: str) -> str:
        """What a canary is, for who reads of a leak."""
        if canary in CLASSED or canary in SEALED:
            return f"a value of the class {CLASSED.get(canary, canary)}"
        for node in self.world.nodes.values():
            for key, value in {"id": node.id, **node.props}.items():
                if str(value) == canary:
                    return f"{node.label}.{key} of {node.id}"
        for tie in self.world.ties:
            said = {**tie.props, "since": tie.dates.since, "until": tie.dates.until}
            for key, value in said.items():
                if canary in (str(value), *(str(day) for day in (value if isinstance(value, tuple) else ()))):
                    return f"{tie.kind}.{key} of {tie.source} to {tie.target}"
        for what, numbers in (("ID", self.world.numbers), ("phone", self.world.phones)):
            for person, number in numbers.items():
                if number == canary:
                    return f"the {what} of {person}"
        return "?"
