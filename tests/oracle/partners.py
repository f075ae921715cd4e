"""Co-construction pages of units and communities."""

import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

import polars as pl

from queries.community_page import community_page
from queries.unit_page import DelegatePost, unit_page
from tests.oracle.asking import ACCESS, Both, Compared, bag, label, sure
from tests.oracle.books import day_of, on
from tests.oracle.district import grouped, path_up


class _Partners:
    """Everything that both pages draw on, as of the day."""

    def __init__(self, both: Both) -> None:
        books, day = both.district.books, both.day
        self.day = day
        self.members = on(_last(books.dated("共建单位台账"), "unit", "committee", "since"), day)
        self.offers = grouped(on(books.dated("供给清单"), day), "unit")
        posts = on(both.district.posts.filter(pl.col("unit").is_not_null()), day)
        self.posts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in posts.to_dicts():
            self.posts[row["organization"], row["unit"]].append(row["code"])
        self.holders = grouped(on(both.district.holds, day), "post")
        self.names = both.district.names
        self.activities = self._activities(books["共建活动台账"])
        self.by_unit: dict[str, list[tuple[str, dt.date]]] = defaultdict(list)
        for code, held, _, units in self.activities:
            for unit in units:
                self.by_unit[unit].append((code, held))
        kinds = dict(books["组织台账"].select("code", "kind").iter_rows())
        self.joint = {code for code, kind in kinds.items() if kind == "大工委/大党委"}
        self.cover = both.district.coverage(day)

    def _activities(self, frame: pl.DataFrame) -> list[tuple[str, dt.date, set[str], set[str]]]:
        rows = ((r["code"], day_of(r["held"]), _split(r["places"]), _split(r["units"])) for r in frame.to_dicts())
        return [(code, held, places, units) for code, held, places, units in rows if held and held <= self.day]

    def delegates(self, committee: str, unit: str) -> list[Any]:
        """Each seat with the names of its holders."""
        return bag((post, self._names(post)) for post in self.posts.get((committee, unit), ()))

    def _names(self, post: str) -> list[Any]:
        return bag((self.names.get(row["who"], row["name"]), row["sure"]) for row in self.holders.get(post, ()))

    def offered(self, unit: str) -> list[Any]:
        """What the unit offers."""
        return bag((row["code"], row["kind"], row["sure"]) for row in self.offers.get(unit, ()))

    def last(self, unit: str, among: set[str] | None = None) -> dt.date | None:
        """The day of the unit's last activity."""
        return max((held for code, held in self.by_unit.get(unit, ()) if among is None or code in among), default=None)


async def units(both: Both) -> AsyncIterator[Compared]:
    """Every unit that was ever a member."""
    partners, ids = _Partners(both), await both.ids("Organization")
    members = grouped(partners.members, "unit")
    check_ins = on(both.district.books.dated("双报到台账"), both.day).filter("sure")
    counts = dict(check_ins.group_by("unit").len().iter_rows())
    for unit in both.some(sorted(both.district.books["共建单位台账"]["unit"].unique())):
        page = await unit_page(both.store, ACCESS, unit=ids[unit], as_of=both.day)
        expected = {
            "memberships": bag(
                (
                    row["committee"],
                    row["sure"],
                    bag(partners.cover.get(row["committee"], ())),
                    partners.delegates(row["committee"], unit),
                )
                for row in members.get(unit, ())
            ),
            "offers": partners.offered(unit),
            "activities": (len(partners.by_unit.get(unit, ())), partners.last(unit)),
            "check_ins": counts.get(unit, 0) if counts.get(unit, 0) >= 5 else None,
        }
        got = page and {
            "memberships": bag(
                (m.committee.code, sure(m.dated), bag(p.code for p in m.places), _delegates(m.delegates))
                for m in page.memberships
            ),
            "offers": _offers(page.offers),
            "activities": (page.activities, page.last_activity),
            "check_ins": page.check_ins.count,
        }
        yield Compared("unit_page", unit, expected, got)


async def communities(both: Both) -> AsyncIterator[Compared]:
    """Every community, also one that is no more."""
    partners, ids, tree = _Partners(both), await both.ids("Place"), both.district.tree(both.day)
    codes = [code for code, level in both.district.levels().items() if level == "村居"]
    needs = both.district.books.dated("需求清单")
    unmet = grouped(on(needs, both.day), "place")
    met = grouped(needs.filter(pl.col("ul") <= both.day), "place")
    members = grouped(partners.members, "committee")
    for code in both.some(sorted(codes)):
        page = await community_page(both.store, ACCESS, community=ids[code], as_of=both.day)
        here = {a for a, _, places, _ in partners.activities if any(code in path_up(tree, p) for p in places)}
        joint = {c for c in partners.joint if partners.cover.get(c, set()) & set(path_up(tree, code))}
        expected = {
            "units": bag(
                (
                    row["unit"],
                    committee,
                    row["sure"],
                    partners.delegates(committee, row["unit"]),
                    partners.offered(row["unit"]),
                    partners.last(row["unit"]),
                    partners.last(row["unit"], here),
                )
                for committee in joint
                for row in members.get(committee, ())
            ),
            "unmet": bag((row["code"], row["kind"], row["sure"]) for row in unmet.get(code, ())),
            "met": bag(row["code"] for row in met.get(code, ())),
            "activities": bag(here),
        }
        got = page and {
            "units": bag(
                (
                    u.unit.code,
                    u.committee.code,
                    sure(u.dated),
                    _delegates(u.delegates),
                    _offers(u.offers),
                    u.last_activity,
                    u.last_here,
                )
                for u in page.units
            ),
            "unmet": bag((n.code, label(n.kind), sure(n.dated)) for n in page.unmet),
            "met": bag(n.code for n in page.met),
            "activities": bag(a.code for a in page.activities),
        }
        yield Compared("community_page", code, expected, got)


def _delegates(posts: Iterable[DelegatePost]) -> list[Any]:
    return bag((each.post.code, bag((d.holder.name, sure(d.dated)) for d in each.holders)) for each in posts)


def _offers(offers: Iterable[Any]) -> list[Any]:
    return bag((each.code, label(each.kind), sure(each.dated)) for each in offers)


def _last(frame: pl.DataFrame, *key: str) -> pl.DataFrame:
    return frame.unique(list(key), keep="last", maintain_order=True)


def _split(text: str | None) -> set[str]:
    return {each for each in (text or "").replace(";", "、").split("、") if each}
