"""Doubling rules, decided by walking every world of the facts that are only possible."""

import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.model.nodes.place import Level
from queries.doubling import Finding, doubling
from tests.oracle.asking import ACCESS, Both, Compared, bag
from tests.oracle.books import on
from tests.oracle.district import path_up

OVER = {"村居": "community", "网格": "grid", "微网格": "micro_grid", "镇街": "town", "小区": "compound"}


@dataclass(slots=True)
class Post:
    """A post on the day, where it is, and its holders: sure or not."""

    code: str
    seats: int
    sure: bool
    places: list[str]
    holders: list[tuple[str, bool]] = field(default_factory=list)


async def rules(both: Both) -> AsyncIterator[Compared]:
    """Every rule of the ledger: each place's, or left holder's, state; who and since when; the rate by community."""
    for rule in both.district.books["一肩挑规则表"].to_dicts():
        answer = await doubling(both.store, ACCESS, rule=rule["code"], by=Level.TOWN, as_of=both.day)
        expected = _Rule(both, rule)
        states = expected.states()
        got = {_about(each): _state(each) for each in answer.findings} if answer else {}
        for about in sorted(states.keys() | got.keys()):
            yield Compared(f"doubling {rule['code']}", about, states.get(about), got.get(about))
        rates = answer and {each.place.code: (each.rate.certainly, each.rate.possibly) for each in answer.groups}
        yield Compared(f"doubling {rule['code']} rate", "by town", expected.rates(states), rates)


class _Rule:
    def __init__(self, both: Both, rule: dict[str, Any]) -> None:
        self.both, self.rule, self.day = both, rule, both.day
        self.tree = both.district.tree(both.day)
        self.cover = both.district.coverage(both.day)
        self.turns = self._turns()
        self.left, self.right = (self._posts(rule[side]) for side in ("left", "right"))
        self.left_below = self._by_place(self.left)
        self.right_below = self._by_place(self.right)
        self.right_of = _by_holder(self.right)
        self.left_of = _by_holder(self.left)
        self.starts: dict[str, list[str]] = {}

    def states(self) -> dict[str, Any]:
        if self.rule["over"] == "左岗任职者":
            return self._of_holders()
        levels = self.both.district.levels() | dict.fromkeys(self.both.district.books["小区台账"]["code"], "小区")
        places = [code for code, level in levels.items() if level == self.rule["over"] and code in self.tree]
        return {code: self._of_place(code) for code in places}

    def rates(self, states: dict[str, Any]) -> dict[str, tuple[int, int]]:
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for about, told in states.items():
            for town in self._towns(about):
                found[town][0] += told[0] == ["doubled"]
                found[town][1] += "doubled" in told[0]
        return {town: (least, most) for town, (least, most) in found.items()}

    def _towns(self, about: str) -> set[str]:
        levels = self.both.district.levels()
        starts = self.starts.get(about, [about])
        return {each for start in starts for each in path_up(self.tree, start) if levels.get(each) == "镇街"}

    def _by_place(self, posts: list[Post]) -> dict[str, list[Post]]:
        found: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            for place in sorted({up for each in post.places for up in path_up(self.tree, each)}):
                found[place].append(post)
        return found

    def _of_place(self, place: str) -> tuple[Any, ...]:
        lefts = self.left_below.get(place, [])
        near = {post.code: post for left in lefts for each in left.places for post in self.right_below.get(each, ())}
        rights = [post for post in near.values() if any(self._linked(left, post) for left in lefts)]
        states = {_state_of(lefts, rights, true) for true in _worlds(lefts, rights)}
        who = {person for post in lefts for person, _ in post.holders} & {p for post in rights for p, _ in post.holders}
        certain = [person for person in who if _surely(lefts, person) and _surely(rights, person)]
        since = bag((self._who(person), self._since(person, lefts, rights)) for person in certain)
        free = sum(max(0, post.seats - len(post.holders)) for post in rights)
        return sorted(states), since, free

    def _of_holders(self) -> dict[str, Any]:
        held = self.left_of
        self.starts = {
            self._holder(person, lefts): [place for post in lefts for place in post.places]
            for person, lefts in held.items()
        }
        return {self._holder(person, lefts): self._of_holder(person, lefts) for person, lefts in held.items()}

    def _holder(self, person: str, lefts: list[Post]) -> str:
        """Names are shared by many; a name and the first of their left posts by hardly anyone."""
        return f"{self._who(person)}|{min(post.code for post in lefts)}"

    def _of_holder(self, person: str, lefts: list[Post]) -> tuple[Any, ...]:
        rights = [post for post in self.right_of.get(person, ()) if any(self._linked(left, post) for left in lefts)]
        mine = [_only(post, person) for post in lefts], [_only(post, person) for post in rights]
        states = {
            "doubled" if _state_of(*mine, true) == "doubled" else "single"
            for true in _worlds(*mine)
            if any(_there(post, true) and (post.code, person) in true for post in mine[0])
        }
        certain = [person] if _surely(lefts, person) and _surely(rights, person) else []
        return sorted(states), [(self._who(p), self._since(p, lefts, rights)) for p in certain], 0

    def _linked(self, left: Post, right: Post) -> bool:
        if left.code == right.code:
            return False
        if self.rule["linkage"] == "同一地方":
            return bool(set(left.places) & set(right.places))
        if self.rule["linkage"] == "右岗在左岗辖区内":
            return any(set(left.places) & set(path_up(self.tree, each)) for each in right.places)
        raise ValueError(f"the oracle does not know the linkage {self.rule['linkage']}")

    def _posts(self, types: str) -> list[Post]:
        wanted = self._narrower(set(types.replace(";", "、").split("、")))
        found = []
        for row in on(self.both.district.posts, self.day).to_dicts():
            if row["type"] in wanted:
                own = [row[each] for each in ("place", "compound", "building") if row[each]]
                places = own or sorted(self.cover.get(row["organization"], ()))
                holders = self._holders(row["code"])
                found.append(Post(row["code"], int(row["seats"] or 1), row["sure"], places, holders))
        return found

    def _holders(self, post: str) -> list[tuple[str, bool]]:
        turns = self.turns[post]
        return [(who, (who, True) in turns) for who in sorted({who for who, _ in turns})]

    def _turns(self) -> dict[str, list[tuple[str, bool]]]:
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for row in on(self.both.district.holds, self.day).to_dicts():
            found[row["post"]].append((row["who"], row["sure"]))
        return found

    def _narrower(self, types: set[str]) -> set[str]:
        rows = self.both.district.books["岗位类型表"].select("code", "broader").rows()
        while more := {code for code, broader in rows if broader in types} - types:
            types = types | more
        return types

    def _who(self, person: str) -> str:
        return self.both.district.names.get(person) or person.split("|")[-2]

    def _since(self, person: str, lefts: list[Post], rights: list[Post]) -> tuple[str, str]:
        sides = [_run(self._spans(person, {post.code for post in side}), self.day) for side in (lefts, rights)]
        return str(max(side[0] for side in sides)), str(max(side[1] for side in sides))

    def _spans(self, person: str, posts: set[str]) -> list[tuple[dt.date, ...]]:
        held = self.both.district.holds
        rows = held.filter((held["who"] == person) & held["post"].is_in(list(posts))).select("se", "sl", "ue", "ul")
        most = dt.date.max
        return [(a or dt.date.min, b or most, c or most, d or most) for a, b, c, d in rows.iter_rows()]


def _by_holder(posts: list[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for person, _ in post.holders:
            found[person].append(post)
    return found


def _run(spans: list[tuple[dt.date, ...]], day: dt.date) -> tuple[dt.date, dt.date]:
    """The first day of the unbroken stretch that reaches ``day``: with the widest spans, and with the narrowest."""
    wide = _stretch([(a, d) for a, _, _, d in spans], day)
    alike = {(c, d) for _, _, c, d in spans} & {(a, b) for a, b, _, _ in spans}
    narrow = _stretch([(b, d if (c, d) in alike else c) for a, b, c, d in spans if b <= day], day)
    return wide, narrow


def _stretch(stretches: Iterable[tuple[dt.date, dt.date]], day: dt.date) -> dt.date:
    begun, until = dt.date.max, dt.date.min
    for start, end in sorted(stretches):
        if start > day:
            break
        if start > until:
            begun = start
        until = max(until, end)
    return begun


def _worlds(lefts: list[Post], rights: list[Post]) -> Iterable[set[tuple[str, str]]]:
    """Every set of true facts: a post's existence is (code, ""), a holding (code, person)."""
    posts = {post.code: post for post in (*lefts, *rights)}.values()
    facts = {(post.code, ""): post.sure for post in posts}
    facts |= {(post.code, person): sure for post in posts for person, sure in post.holders}
    open_ = [fact for fact, sure in facts.items() if not sure]
    always = {fact for fact, sure in facts.items() if sure}
    if len(open_) > 16:
        raise ValueError(f"{len(open_)} open facts in one case are more than the oracle walks")
    for bits in range(2 ** len(open_)):
        yield always | {fact for number, fact in enumerate(open_) if bits >> number & 1}


def _state_of(lefts: list[Post], rights: list[Post], true: set[tuple[str, str]]) -> str:
    left, right = ([post for post in side if _there(post, true)] for side in (lefts, rights))
    if not left:
        return "no_left_post"
    if not right:
        return "no_right_post"
    one, other = ({p for post in side for p, _ in post.holders if (post.code, p) in true} for side in (left, right))
    if one & other:
        return "doubled"
    if one and other:
        return "split"
    return "both_vacant" if not one and not other else "right_vacant" if one else "left_vacant"


def _there(post: Post, true: set[tuple[str, str]]) -> bool:
    return (post.code, "") in true


def _surely(posts: list[Post], person: str) -> bool:
    return any(post.sure and (person, True) in post.holders for post in posts)


def _only(post: Post, person: str) -> Post:
    return Post(post.code, post.seats, post.sure, post.places, [each for each in post.holders if each[0] == person])


def _about(finding: Finding) -> str:
    if finding.place:
        return finding.place.code or ""
    return f"{finding.holder and finding.holder.name}|{min(each.post.code or '' for each in finding.left)}"


def _state(finding: Finding) -> tuple[Any, ...]:
    since = bag(
        (each.holder.name, (str(each.since.earliest), str(each.since.latest)))
        for each in finding.doublers
        if each.certainty.value == "yes"
    )
    return [state.value for state in finding.possible], since, finding.right_seats.unfilled if finding.place else 0
