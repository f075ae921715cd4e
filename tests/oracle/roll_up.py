"""What lies below a place, counted in polars."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

import polars as pl

from graph.model.nodes.house import HouseUse
from graph.model.nodes.organization import OrganizationKind
from graph.model.nodes.place import Level
from queries.roll_up import Kinds, roll_up
from tests.oracle.asking import ACCESS, Both, Compared
from tests.oracle.books import on
from tests.oracle.district import District, path_up


async def places(both: Both) -> AsyncIterator[Compared]:
    """Every place, from the district to the micro-grids."""
    counting, ids = _Counting(both.district, both.day), await both.ids("Place")
    wide = ("区", "镇街", "村居")
    levels = both.district.levels()
    narrow = list(both.some(sorted(code for code, level in levels.items() if level not in wide)))
    for code in [*sorted(code for code, level in levels.items() if level in wide), *narrow]:
        answer = await roll_up(both.store, ACCESS, place=ids[code], as_of=both.day)
        got = answer and {
            "places": _kinds(answer.places, Level),
            "compounds": answer.compounds,
            "buildings": answer.buildings,
            "houses": _kinds(answer.houses, HouseUse),
            "organizations": _kinds(answer.organizations, OrganizationKind),
            "posts": (answer.posts, answer.holders),
            "people": (answer.residents.count, answer.registered.count),
        }
        yield Compared("roll_up", code, counting.of(code), got)


class _Counting:
    """Every fact of the day with all places that it lies in, so that a place is a filter."""

    def __init__(self, district: District, day: dt.date) -> None:
        self.tree, self.levels = district.tree(day), district.levels()
        self.below = self._below()
        books = district.books
        self.compounds = _codes(on(books.dated("小区台账", always=True), day))
        self.buildings = _codes(on(books.dated("楼栋台账", always=True), day))
        standing = on(district.houses, day).filter("sure")
        self.houses = standing.select("code", "use", pl.coalesce("building", "place").alias("at"))
        cover = district.coverage(day)
        kinds = _kinds_of(district)
        premises = self._premises(district, day)
        self.organizations = pl.DataFrame(
            [(code, kinds.get(code), at) for code, places in cover.items() for at in places] + premises(kinds),
            schema={"code": pl.String, "kind": pl.String, "at": pl.String},
            orient="row",
        )
        self.posts = self._posts(district, day, cover)
        self.held = on(district.holds, day).filter("sure").select("post", "who")
        self.lives = self._people(on(district.lives, day), "house")
        self.registered = self._people(on(district.registered, day), "registered_house")

    def of(self, place: str) -> dict[str, Any]:
        """The roll-up of one place."""
        below = self.below.get(place, [place])
        at = pl.col("at").is_in(below)
        places = [code for code in below if code in self.levels and code != place]
        posts = self.posts.filter(at)["code"].unique()
        houses = self.houses.filter(at)
        inside = pl.col("at").is_in([*below, *houses["code"]])
        organizations = self.organizations.filter(inside).unique("code")
        return {
            "places": dict(Counter(self.levels[code] for code in places)),
            "compounds": sum(code in self.compounds for code in below),
            "buildings": sum(code in self.buildings for code in below),
            "houses": dict(Counter(houses["use"])),
            "organizations": dict(Counter(organizations["kind"])),
            "posts": (len(posts), self.held.filter(pl.col("post").is_in(posts.to_list()))["who"].n_unique()),
            "people": tuple(_small(frame.filter(at)["who"].n_unique()) for frame in (self.lives, self.registered)),
        }

    def _people(self, frame: pl.DataFrame, house: str) -> pl.DataFrame:
        return frame.filter("sure").select("who", pl.col(house).alias("code")).join(self.houses, on="code")

    def _below(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted({*self.tree, *self.tree.values()}):
            for place in path_up(self.tree, code):
                found[place].append(code)
        return found

    def _posts(self, district: District, day: dt.date, cover: dict[str, set[str]]) -> pl.DataFrame:
        rows = []
        for row in on(district.posts, day).filter("sure").to_dicts():
            own = [row[each] for each in ("place", "compound", "building") if row[each]]
            rows += [(row["code"], at) for at in own or sorted(cover.get(row["organization"], ()))]
        return pl.DataFrame(rows, schema={"code": pl.String, "at": pl.String}, orient="row")

    def _premises(self, district: District, day: dt.date) -> Any:
        frames = [
            on(district.books.dated(title, always=always).filter(pl.col("house").is_not_null()), day).filter("sure")
            for title, always in (("组织台账", True), ("个体经营户台账", False), ("企事业单位台账", False))
        ]
        pairs = [pair for frame in frames for pair in frame.select("code", "house").iter_rows()]
        return lambda kinds: [(code, kinds.get(code), house) for code, house in pairs]


def _kinds_of(district: District) -> dict[str, str]:
    kinds = dict(district.books["组织台账"].select("code", "kind").iter_rows())
    kinds |= dict(district.books["企事业单位台账"].select("code", "kind").iter_rows())
    return kinds | dict.fromkeys(district.books["个体经营户台账"]["code"], "个体经营户")


def _codes(frame: pl.DataFrame) -> set[str]:
    return set(frame.filter("sure")["code"])


def _kinds(kinds: Iterable[Kinds], codes: Any) -> dict[str, int]:
    return {codes(each.kind).zh: each.count for each in kinds}


def _small(count: int) -> int | None:
    return count if count >= 5 else None
