"""Query bombs made mechanically: each family is one way of asking for far more than one sends, in many sizes.

python -m tests.attacks.bombs [--each 40]       makes them, sends them to a real server, prints what they cost
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import psutil
import typer

from tests.attacks.serving import Served, alone

SEED = 20_320
MEDIAN_MOST = 0.050
GROWTH_MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bomb:
    """A body to send. ``family`` is how it was made."""

    family: str
    body: bytes


Family = Callable[[random.Random], str | bytes]


def depth(r: random.Random) -> str:
    n = r.randint(14, 400)
    return '{ place(id: "d") { ' + "parts(first: 1) { nodes { " * n + "id" + " } }" * n + " } }"


def depth_by_inline_fragments(r: random.Random) -> str:
    n = r.randint(61, 400)
    return '{ place(id: "d") { ' + "... on Node { " * n + "id" + " }" * n + " } }"


def depth_by_fragments(r: random.Random) -> str:
    n = r.randint(21, 49)
    links = [f"fragment F{i} on Place {{ parts {{ nodes {{ ...F{i + 1} }} }} }}" for i in range(n)]
    return f'{{ place(id: "d") {{ ...F0 }} }} {" ".join(links)} fragment F{n} on Place {{ id }}'


def unclosed(r: random.Random) -> str:
    return r.choice(["{", "{a", "{a(b:[", "{a(b:{c:", '{a(b:"""', "query("]) * r.randint(1000, 9000)


def aliases(r: random.Random) -> str:
    return "{ " + " ".join(f'a{i}: place(id: "d") {{ id }}' for i in range(r.randint(21, 400))) + " }"


def aliases_below(r: random.Random) -> str:
    return '{ place(id: "d") { ' + " ".join(f"a{i}: name" for i in range(r.randint(51, 900))) + " } }"


def aliases_in_fragments(r: random.Random) -> str:
    many = " ".join(f"a{i}: name" for i in range(10))
    spread = " ".join(f'p{i}: place(id: "d") {{ ...A }}' for i in range(r.randint(5, 18)))
    return f"{{ {spread} }} fragment A on Place {{ {many} }}"


def root_fields(r: random.Random) -> str:
    return "{ " + "__typename graph { version } " * r.randint(21, 500) + "}"


def fragment_cycle(r: random.Random) -> str:
    n = r.randint(1, 49)
    ring = [f"fragment F{i} on Query {{ __typename ...F{(i + 1) % n} }}" for i in range(n)]
    return f"{{ ...F0 }} {' '.join(ring)}"


def fragment_bomb(r: random.Random) -> str:
    n, twice = r.randint(12, 48), r.randint(2, 6)
    links = [f"fragment F{i} on Place {{ {f'...F{i + 1} ' * twice} }}" for i in range(n)]
    return f'{{ place(id: "d") {{ ...F0 }} }} {" ".join(links)} fragment F{n} on Place {{ id }}'


def fragments_of_one_name(r: random.Random) -> str:
    again = "fragment A on Place { parts { nodes { id name code } } } " * r.randint(2, 60)
    return f'{{ place(id: "d") {{ ...A }} }} {again}'


def many_fragments(r: random.Random) -> str:
    return "{ __typename } " + " ".join(f"fragment F{i} on Query {{ __typename }}" for i in range(r.randint(51, 300)))


def many_operations(r: random.Random) -> str:
    return " ".join(f"query Q{i} {{ __typename }}" for i in range(r.randint(11, 400)))


def directives(r: random.Random) -> str:
    return "{ __typename " + "@include(if: true) " * r.randint(5, 390) + "}"


def directives_everywhere(r: random.Random) -> str:
    one = "__typename @include(if: true) @skip(if: false) "
    return f'{{ place(id: "d") {{ {one * r.randint(26, 200)} }} }}'


def list_size(r: random.Random) -> str:
    return '{ place(id: "d", asOf: [' + "1 " * r.randint(201, 30_000) + "]) { id } }"


def list_nesting(r: random.Random) -> str:
    n = r.randint(9, 150)
    return '{ place(id: "d", asOf: ' + "[" * n + "1" + "]" * n + ") { id } }"


def object_nesting(r: random.Random) -> str:
    n = r.randint(9, 150)
    return "mutation { addDoublingRule(input: " + "{zh: " * n + '"x"' + "}" * n + ") { id } }"


def batch(r: random.Random) -> bytes:
    return json.dumps([{"query": "{ __typename }"}] * r.randint(1, 1500)).encode()


def many_variables(r: random.Random) -> bytes:
    names = [f"v{i}" for i in range(r.randint(51, 800))]
    declared = ", ".join(f"${name}: Int" for name in names)
    given = dict.fromkeys(names, 1) if r.random() < 0.5 else {}
    return _body(f"query ({declared}) {{ __typename }}", given)


def large_variables(r: random.Random) -> bytes:
    return _body("query ($v: [Int!]) { __typename }", {"v": [1] * r.randint(201, 20_000)})


def nested_variables(r: random.Random) -> bytes:
    n = r.randint(9, 3_000)
    return b'{"query": "query ($v: Int) { __typename }", "variables": {"v": ' + b"[" * n + b"]" * n + b"}}"


def wide_variables(r: random.Random) -> bytes:
    wide = [[1] * 150 for _ in range(r.randint(8, 60))]
    return _body("query ($v: [[Int!]]) { __typename }", {"v": wide})


def comments(r: random.Random) -> str:
    return "#" + r.choice(["", "注释", "x" * 20]) + "\n" + "#\n" * r.randint(201, 20_000) + "{ __typename }"


def whitespace(r: random.Random) -> str:
    return "{" + r.choice([" ", "\t", ",", "\ufeff", "\r\n", "\n"]) * r.randint(40_000, 70_000) + "__typename"


def unicode_tricks(r: random.Random) -> str:
    odd = r.choice(["\u202e", "\u200b", "\u2028", "\u00a0", "\U0001f600", "\x00", "ｐｌａｃｅ", "ｉｄ"])
    return "{ " + f"place{odd} " * r.randint(1, 6_000) + "}"


def long_string(r: random.Random) -> str:
    return '{ place(id: "' + r.choice(["x", "字", "\\u0041"]) * r.randint(8_001, 9_500) + '") { id } }'


def block_string(r: random.Random) -> str:
    return '{ place(id: """' + r.choice(["x\n", " \n", '\\"""']) * r.randint(8_001, 14_000) + '""") { id } }'


def huge_number(r: random.Random) -> str:
    return "{ places(first: " + "9" * r.randint(33, 60_000) + r.choice(["", ".5", "e9"]) + ") { nodes { id } } }"


def long_name(r: random.Random) -> str:
    return "{ " + "x" * r.randint(101, 60_000) + " }"


def introspection_recursion(r: random.Random) -> str:
    n = r.randint(2, 14)
    return "{ __schema { types { " + "fields { type { " * n + "name" + " } }" * n + " } } }"


def introspection_again(r: random.Random) -> str:
    whole = "types { fields { args { type { ofType { ofType { name } } } } type { name } } }"
    return "{ " + " ".join(f"s{i}: __schema {{ {whole} }}" for i in range(r.randint(8, 20))) + " }"


def introspection_by_fragments(r: random.Random) -> str:
    n = r.randint(12, 48)
    links = [f"fragment F{i} on __Type {{ ofType {{ ...F{i + 1} ...F{i + 1} }} }}" for i in range(n)]
    return f"{{ __schema {{ types {{ ...F0 }} }} }} {' '.join(links)} fragment F{n} on __Type {{ name }}"


def overlapping(r: random.Random) -> str:
    return '{ place(id: "d") { ' + "name " * r.randint(110, 1_900) + "} }"


def overlapping_below(r: random.Random) -> str:
    return "{ " + ('place(id: "d") { ' + "name " * r.randint(20, 80) + "} ") * r.randint(18, 20) + "}"


def overlapping_arguments(r: random.Random) -> str:
    return '{ place(id: "d") { ' + "parts(first: 1) { nodes { id } } " * r.randint(102, 160) + "} }"


def overlapping_inline_fragments(r: random.Random) -> str:
    inner = "... on Place { id name } " * r.randint(11, 30)
    return '{ place(id: "d") { ' + f"... on Place {{ {inner} }} " * r.randint(11, 20) + "} }"


def pages_in_pages(r: random.Random) -> str:
    n = r.randint(3, 11)
    inner = "parts(first: 100) { nodes { " * n + "id" + " } }" * n
    return f"{{ places(first: {r.choice([100, 1000])}) {{ nodes {{ {inner} }} }} }}"


def pages_by_variables(r: random.Random) -> bytes:
    inner = "parts(first: $n) { nodes { " * 3 + "id" + " } }" * 3
    return _body(f"query ($n: Int!) {{ places(first: $n) {{ nodes {{ {inner} }} }} }}", {"n": r.randint(80, 100)})


def pages_by_fragments(r: random.Random) -> str:
    n = r.randint(3, 12)
    links = [f"fragment F{i} on Place {{ parts(first: 100) {{ nodes {{ ...F{i + 1} }} }} }}" for i in range(n)]
    return f'{{ place(id: "d") {{ ...F0 }} }} {" ".join(links)} fragment F{n} on Place {{ id name code level }}'


def misspelt(r: random.Random) -> str:
    return "{ " + " ".join(f"publicInstitutionXX{i}" for i in range(r.randint(21, 300))) + " }"


def misspelt_types(r: random.Random) -> str:
    odd = " ".join(f"... on Communitypagexx{i} {{ id }}" for i in range(r.randint(21, 250)))
    return f'{{ place(id: "d") {{ {odd} }} }}'


def definitions(r: random.Random) -> str:
    return "type A { x: Int } " * r.randint(1, 300)


FAMILIES: tuple[Family, ...] = (
    depth, depth_by_inline_fragments, depth_by_fragments, unclosed, aliases, aliases_below, aliases_in_fragments,
    root_fields, fragment_cycle, fragment_bomb, fragments_of_one_name, many_fragments, many_operations, directives,
    directives_everywhere, list_size, list_nesting, object_nesting, batch, many_variables, large_variables,
    nested_variables, wide_variables, comments, whitespace, unicode_tricks, long_string, block_string, huge_number,
    long_name, introspection_recursion, introspection_again, introspection_by_fragments, overlapping,
    overlapping_below, overlapping_arguments, overlapping_inline_fragments, pages_in_pages, pages_by_variables,
    pages_by_fragments, misspelt, misspelt_types, definitions,
)  # fmt: skip


def bombs(each: int, seed: int = SEED) -> Iterator[Bomb]:
    """``each`` bombs of every family, the same ones for the same seed."""
    for family in FAMILIES:
        r = random.Random(f"{seed} {family.__name__}")
        for _ in range(each):
            made = family(r)
            yield Bomb(family.__name__, made if isinstance(made, bytes) else _body(made))


def _body(query: str, variables: dict[str, object] | None = None) -> bytes:
    return json.dumps({"query": query, "variables": variables or {}}, ensure_ascii=False).encode()


@dataclass(slots=True)
class Told:
    """What became of the bombs."""

    seconds: list[float]
    limits: Counter[str]
    survived: list[str]
    grown: int = 0

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def thrown(served: Served, made: list[Bomb]) -> Told:
    """Send every bomb; once before, to have the server warm, and once more to measure it."""
    told = Told([], Counter(), [])
    process = psutil.Process()
    with served.client() as client:
        for bomb in made[:: max(1, len(made) // 100)]:
            _send(client, bomb)
        before = process.memory_info().rss
        for bomb in made:
            _judge(told, bomb, client)
        told.grown = process.memory_info().rss - before
    return told


def _judge(told: Told, bomb: Bomb, client: httpx.Client) -> None:
    began = time.perf_counter()
    answer = _send(client, bomb)
    told.seconds.append(time.perf_counter() - began)
    content = answer.json()
    codes = [error["extensions"]["code"] for error in content.get("errors", [])]
    if content.get("data") or not codes or not set(codes) <= {"TOO_MANY", "BAD_ARGUMENT"} or answer.status_code >= 500:
        told.survived.append(f"{bomb.family}: {answer.status_code} {codes} {bomb.body[:60]!r}")
    told.limits[content.get("errors", [{}])[0].get("extensions", {}).get("limit", "; ".join(codes[:1]))] += 1


def _send(client: httpx.Client, bomb: Bomb) -> httpx.Response:
    return client.post("/graphql", content=bomb.body, headers={"Content-Type": "application/json"})


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=12, help="bombs of every family")
    each = parser.parse_args().each
    with alone() as served:
        told = thrown(served, list(bombs(each)))
    typer.echo(f"{len(told.seconds)} bombs of {len(FAMILIES)} families, {len(told.survived)} survived")
    typer.echo(f"median {told.median * 1e3:.1f} ms, slowest {max(told.seconds) * 1e3:.1f} ms")
    typer.echo(f"memory grew by {told.grown / 1024 / 1024:.1f} MiB")
    typer.echo(", ".join(f"{name} {n}" for name, n in told.limits.most_common()))
    for line in told.survived:
        typer.echo(line)
    raise SystemExit(bool(told.survived) or told.median > MEDIAN_MOST or told.grown > GROWTH_MOST)


if __name__ == "__main__":
    main()
