"""What is counted is answers about people: aliases and fragments gain nothing, and over the limit nothing is shown."""

import asyncio
from pathlib import Path

from graph.engine import Running
from guard.limits import Kind, Window
from tests.attacks.oracle.asking import Server, served
from tests.attacks.oracle.callers import Caller
from tests.attacks.oracle.canaries import found_in
from tests.attacks.oracle.run import Oracle, oracle_at

MOST = 3


def test_limits_hold_however_people_are_asked_for(neo4j_server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        async with served(tmp_path / "home", neo4j_server) as server:
            oracle = await oracle_at(server, 1)
            caller = next(c for c in oracle.callers if not c.refused and {"id", "minor"} <= c.viewer.classes)
            await _numbers(oracle, caller)
            await _persons(oracle, caller)

    asyncio.run(work())


async def _numbers(oracle: Oracle, caller: Caller) -> None:
    """By any question that takes or tells a number, one more than may be is refused, also within one request."""
    for question in ("personNumbers(person: $p) { idNumber }", "personHouses(idNumber: $n) { person { id } }"):
        _limit(oracle.server, Kind.ID_LOOKUPS)
        asked = " ".join(f"a{at}: {question}" for at in range(MOST + 1))
        kind = "$p: ID!" if "$p" in question else "$n: String"
        person = next(iter(oracle.world.numbers))
        given = {"p": person} if "$p" in question else {"n": oracle.world.numbers[person]}
        answer = await oracle.server.ask(caller.headers, f"query ({kind}) {{ {asked} }}", given)
        assert answer.codes.count("TOO_OFTEN") == 1


async def _persons(oracle: Oracle, caller: Caller) -> None:
    """An answer that shows more residents than may be is not given at all."""
    _limit(oracle.server, Kind.PERSONS)
    fields = " ".join(f'a{at}: house(code: "H-{place}-0") {{ ...F }}' for at, place in enumerate(("c1", "c2", "c3")))
    fragment = "fragment F on House { residents(history: true, first: 100) { nodes { name } } }"
    answer = await oracle.server.ask(caller.headers, f"{{ {fields} }} {fragment}", {})
    assert answer.codes == ["TOO_OFTEN"]
    assert "data" not in answer.read
    assert found_in(answer.body) & oracle.judge.known == set()


def _limit(server: Server, kind: Kind) -> None:
    """``MOST`` an hour of one kind, and as many as one likes of the other."""
    windows = dict.fromkeys(Kind, ()) | {kind: (Window(MOST, 3_600, "每小时", "an hour", "JINGWEI_TEST"),)}
    object.__setattr__(server.office.gate.budget, "windows", windows)
    server.office.gate.budget._used.clear()
